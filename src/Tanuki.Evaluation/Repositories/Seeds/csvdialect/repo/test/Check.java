import java.util.Objects;

/** Assertions. */
public final class Check {
    private Check() {
    }

    public static void equal(Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError("expected " + expected + " but got " + actual);
        }
    }

    public static void near(double expected, double actual) {
        if (Math.abs(expected - actual) > 1e-9 * Math.max(1, Math.abs(expected))) {
            throw new AssertionError("expected " + expected + " but got " + actual);
        }
    }

    public static void fails(Class<? extends Throwable> type, Runnable action) {
        try {
            action.run();
        } catch (Throwable thrown) {
            if (type.isInstance(thrown)) {
                return;
            }
            throw new AssertionError("expected " + type.getSimpleName() + " but got " + thrown);
        }
        throw new AssertionError("expected " + type.getSimpleName());
    }
}
