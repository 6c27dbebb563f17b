package csv;

/** How a file is written. */
public record Dialect(char separator, char quote, char escape, char comment, boolean trim) {
    /** Stands for no such character. */
    public static final char NONE = '\0';

    public static final Dialect STANDARD = new Dialect(',', '"', NONE, NONE, false);
    public static final Dialect TABS = new Dialect('\t', NONE, '\\', NONE, false);

    public Dialect {
        if (separator == NONE || separator == '\n' || separator == '\r') {
            throw new IllegalArgumentException("a dialect needs a separator");
        }
        if (separator == quote || separator == escape || separator == comment) {
            throw new IllegalArgumentException("the separator is used twice");
        }
    }

    public Dialect withSeparator(char other) {
        return new Dialect(other, quote, escape, comment, trim);
    }

    public Dialect withComment(char other) {
        return new Dialect(separator, quote, escape, other, trim);
    }

    public Dialect trimming() {
        return new Dialect(separator, quote, escape, comment, true);
    }
}
