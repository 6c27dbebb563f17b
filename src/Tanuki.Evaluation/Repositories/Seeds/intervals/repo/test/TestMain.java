import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;

/** Runs every public method without parameters of the test classes. */
public final class TestMain {
    private static int count;
    private static int failures;

    public static void main(String[] arguments) throws Exception {
        for (Class<?> type : Tests.ALL) {
            Method[] methods = type.getDeclaredMethods();
            Arrays.sort(methods, Comparator.comparing(Method::getName));
            for (Method method : methods) {
                if (method.getParameterCount() == 0 && java.lang.reflect.Modifier.isPublic(method.getModifiers())) {
                    run(type, method);
                }
            }
        }
        System.out.println("1.." + count);
        System.exit(failures == 0 ? 0 : 1);
    }

    private static void run(Class<?> type, Method method) throws Exception {
        count++;
        String name = count + " - " + type.getSimpleName() + "." + method.getName();
        try {
            method.invoke(type.getDeclaredConstructor().newInstance());
            System.out.println("ok " + name);
        } catch (InvocationTargetException failure) {
            failures++;
            System.out.println("not ok " + name);
            Throwable cause = failure.getCause();
            System.out.println("  # " + cause);
            for (StackTraceElement frame : cause.getStackTrace()) {
                if (frame.getClassName().startsWith("java.") || frame.getClassName().startsWith("jdk.")) {
                    break;
                }
                System.out.println("  #   at " + frame);
            }
        }
    }
}
