public final class Tests {
    static final Class<?>[] ALL = {IntervalTest.class, ArithmeticTest.class, IntSetTest.class, TextTest.class, SolverTest.class};

    private Tests() {
    }
}
