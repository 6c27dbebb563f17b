import java.util.Objects;

public class Main {
    static void fail() {
        Objects.requireNonNull(null, "broken"); // the error
    }

    public static void main(String[] arguments) {
        fail();
    }
}
