import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;

/** Runs one published test class without JUnit, as much of which as the tests use is in org/junit. Says TAP. */
public final class Main {
    private static final long LONGEST = 5000;
    private static final PrintStream OUT = System.out;

    public static void main(String[] arguments) throws Exception {
        System.setOut(System.err);
        Class<?> type = Class.forName(arguments[0]);
        Method[] methods = type.getDeclaredMethods();
        Arrays.sort(methods, Comparator.comparing(Method::getName));
        int count = 0;
        int failures = 0;
        for (Method method : methods) {
            org.junit.Test test = method.getAnnotation(org.junit.Test.class);
            if (test == null) {
                continue;
            }
            count++;
            if (method.isAnnotationPresent(org.junit.Ignore.class)) {
                OUT.println("ok " + count + " - " + method.getName() + " # SKIP");
                continue;
            }
            String failure = run(type, method, test.timeout() > 0 ? test.timeout() : LONGEST);
            failures += failure == null ? 0 : 1;
            OUT.println((failure == null ? "ok " : "not ok ") + count + " - " + method.getName());
            if (failure != null) {
                OUT.println("  # " + failure.replace('\n', ' '));
            }
        }
        OUT.println("1.." + count);
        OUT.flush();
        // A test that hangs leaves a thread behind.
        Runtime.getRuntime().halt(failures == 0 ? 0 : 1);
    }

    /** Null when it passes. */
    private static String run(Class<?> type, Method method, long milliseconds) throws Exception {
        Object instance = type.getDeclaredConstructor().newInstance();
        String[] failure = {"it did not end within " + milliseconds + " ms"};
        Thread thread = new Thread(null, () -> {
            try {
                method.invoke(instance);
                failure[0] = null;
            } catch (InvocationTargetException thrown) {
                failure[0] = String.valueOf(thrown.getCause());
            } catch (Throwable thrown) {
                failure[0] = String.valueOf(thrown);
            }
        }, method.getName());
        thread.setDaemon(true);
        thread.start();
        thread.join(milliseconds);
        return failure[0];
    }
}
