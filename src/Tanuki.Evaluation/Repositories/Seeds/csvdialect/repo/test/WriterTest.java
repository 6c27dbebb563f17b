import csv.CsvReader;
import csv.CsvWriter;
import csv.Dialect;
import java.util.List;

public final class WriterTest {
    private static String write(Dialect dialect, String... fields) {
        return new CsvWriter(dialect).add(List.of(fields)).toString();
    }

    public void quotesOnlyWhereNeeded() {
        Check.equal("a,\"b,c\",\"d\"\"e\"\n", write(Dialect.STANDARD, "a", "b,c", "d\"e"));
        Check.equal("\"a\nb\",c\n", write(Dialect.STANDARD, "a\nb", "c"));
    }

    public void aLoneEmptyFieldIsQuoted() {
        Check.equal("\"\"\n", write(Dialect.STANDARD, ""));
        Check.equal(",\n", write(Dialect.STANDARD, "", ""));
    }

    public void whatLooksLikeACommentIsQuoted() {
        Check.equal("\"#a\",#b\n", write(Dialect.STANDARD.withComment('#'), "#a", "#b"));
    }

    public void spacesAreKeptWhenTrimming() {
        Check.equal("\" a\",b\n", write(Dialect.STANDARD.trimming(), " a", "b"));
    }

    public void escapesWithoutQuotes() {
        Check.equal("a\\tb\tc\\\\\td\\ne\n", write(Dialect.TABS, "a\tb", "c\\", "d\ne"));
    }

    public void recordsAreEquallyLong() {
        CsvWriter writer = new CsvWriter(Dialect.STANDARD).add(List.of("a", "b"));
        Check.fails(IllegalArgumentException.class, () -> writer.add(List.of("a")));
        Check.fails(IllegalArgumentException.class, () -> writer.add(List.of()));
    }

    public void whatIsWrittenCanBeRead() {
        List<String> fields = List.of("", "a b", "\"", ",", "\n", "#x");
        for (Dialect dialect : List.of(Dialect.STANDARD, Dialect.STANDARD.withSeparator(';'), Dialect.TABS)) {
            Check.equal(List.of(fields), CsvReader.readAll(new CsvWriter(dialect).add(fields).toString(), dialect));
        }
    }

    public void dialectsThatCannotWork() {
        Check.fails(IllegalArgumentException.class, () -> Dialect.STANDARD.withSeparator('"'));
        Check.fails(IllegalArgumentException.class, () -> Dialect.STANDARD.withSeparator('\n'));
        Check.fails(IllegalArgumentException.class, () -> write(new Dialect(',', Dialect.NONE, Dialect.NONE, Dialect.NONE, false), "a,b"));
    }
}
