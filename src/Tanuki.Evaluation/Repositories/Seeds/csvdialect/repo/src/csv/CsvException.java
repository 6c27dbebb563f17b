package csv;

/** The text is not in its dialect; lines count from 1. */
public final class CsvException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int line;

    public CsvException(String message, int line) {
        super("line " + line + ": " + message);
        this.line = line;
    }

    public int line() {
        return line;
    }
}
