import csv.CsvReader;
import csv.Dialect;
import csv.Sniffer;

public final class SnifferTest {
    public void separators() {
        Check.equal(';', Sniffer.guess("a;b;c\n1,5;2;3\n").separator());
        Check.equal('\t', Sniffer.guess("a\tb\n1\t2\n").separator());
        Check.equal('|', Sniffer.guess("a|b|c\n\"x|y\"|2|3").separator());
    }

    public void theStandardWhenNothingFits() {
        Check.equal(Dialect.STANDARD, Sniffer.guess(""));
        Check.equal(Dialect.STANDARD, Sniffer.guess("just\nwords"));
        Check.equal(',', Sniffer.guess("a,b\n\"unclosed").separator());
    }

    public void headers() {
        Check.equal(true, header("name,age\nx,3"));
        Check.equal(false, header("name,age"));
        Check.equal(false, header("name,name\nx,3"));
        Check.equal(false, header("name,3\nx,3"));
        Check.equal(false, header("name,\nx,3"));
    }

    private static boolean header(String text) {
        return Sniffer.hasHeader(CsvReader.readAll(text, Dialect.STANDARD));
    }
}
