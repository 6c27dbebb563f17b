import csv.CsvException;
import csv.CsvReader;
import csv.Dialect;
import java.util.List;

public final class ReaderTest {
    private static List<List<String>> read(String text) {
        return CsvReader.readAll(text, Dialect.STANDARD);
    }

    public void plainRecords() {
        Check.equal(List.of(List.of("a", "b"), List.of("1", "")), read("a,b\n1,\n"));
        Check.equal(List.of(List.of("a")), read("a"));
        Check.equal(List.of(), read(""));
    }

    public void quotedFields() {
        Check.equal(List.of(List.of("a,b", "say \"hi\"", "two\nlines")), read("\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\"\n"));
        Check.equal(List.of(List.of("", "x")), read("\"\",x"));
    }

    public void quotesInsideAreOrdinary() {
        Check.equal(List.of(List.of("5\" disk")), read("5\" disk"));
    }

    public void lineEndsOfAllKinds() {
        Check.equal(List.of(List.of("a"), List.of("b"), List.of("c")), read("a\r\nb\rc\n\n"));
    }

    public void comments() {
        Dialect dialect = Dialect.STANDARD.withComment('#');
        Check.equal(List.of(List.of("a", "#b")), CsvReader.readAll("# x\na,#b\n#end", dialect));
        Check.equal(List.of(List.of("#a")), read("#a"));
    }

    public void trimming() {
        Check.equal(List.of(List.of("a", "b ", "c")), CsvReader.readAll(" a , \"b \" ,c  ", Dialect.STANDARD.trimming()));
    }

    public void escapes() {
        Check.equal(List.of(List.of("a\tb", "c\nd", "e\\")), CsvReader.readAll("a\\tb\tc\\nd\te\\\\\n", Dialect.TABS));
    }

    public void mistakesNameTheirLine() {
        try {
            read("a\n\"b\nc");
            throw new AssertionError("no exception");
        } catch (CsvException wrong) {
            Check.equal(2, wrong.line());
        }
        Check.fails(CsvException.class, () -> read("\"a\"b"));
    }
}
