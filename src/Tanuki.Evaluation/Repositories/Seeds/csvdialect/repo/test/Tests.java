public final class Tests {
    static final Class<?>[] ALL = {ReaderTest.class, WriterTest.class, SnifferTest.class, TableTest.class, TypesTest.class};

    private Tests() {
    }
}
