package csv;

import java.util.ArrayList;
import java.util.List;

/** Reads records; quoted fields may hold separators, doubled quotes and line breaks. */
public final class CsvReader {
    private final String text;
    private final Dialect dialect;
    private int at;
    private int line = 1;

    public CsvReader(String text, Dialect dialect) {
        this.text = text.replace("\r\n", "\n").replace('\r', '\n');
        this.dialect = dialect;
    }

    public static List<List<String>> readAll(String text, Dialect dialect) {
        CsvReader reader = new CsvReader(text, dialect);
        List<List<String>> records = new ArrayList<>();
        for (List<String> record = reader.next(); record != null; record = reader.next()) {
            records.add(record);
        }
        return records;
    }

    /** The line that the next record begins on. */
    public int line() {
        return line;
    }

    /** The next record; null at the end. Comments and empty lines are left out. */
    public List<String> next() {
        skip();
        if (at >= text.length()) {
            return null;
        }
        List<String> fields = new ArrayList<>();
        while (true) {
            fields.add(field());
            if (at >= text.length()) {
                return fields;
            }
            char ended = text.charAt(at++);
            if (ended == '\n') {
                line++;
                return fields;
            }
        }
    }

    private void skip() {
        while (at < text.length()) {
            char first = text.charAt(at);
            if (first == '\n') {
                at++;
                line++;
            } else if (dialect.comment() != Dialect.NONE && first == dialect.comment()) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else {
                return;
            }
        }
    }

    /** Up to the separator or the end of the line, neither of which is taken. */
    private String field() {
        if (dialect.trim()) {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }
        if (at < text.length() && dialect.quote() != Dialect.NONE && text.charAt(at) == dialect.quote()) {
            return quoted();
        }
        StringBuilder field = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == dialect.separator() || c == '\n') {
                break;
            }
            if (dialect.escape() != Dialect.NONE && c == dialect.escape() && at + 1 < text.length()) {
                at++;
                c = Escapes.decode(text.charAt(at));
            }
            field.append(c);
            at++;
        }
        return dialect.trim() ? field.toString().stripTrailing() : field.toString();
    }

    private String quoted() {
        int began = line;
        StringBuilder field = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == dialect.quote()) {
                if (at < text.length() && text.charAt(at) == dialect.quote()) {
                    field.append(c);
                    at++;
                    continue;
                }
                expectEnd();
                return field.toString();
            }
            if (c == '\n') {
                line++;
            }
            field.append(c);
        }
        throw new CsvException("a quoted field is not closed", began);
    }

    private void expectEnd() {
        while (dialect.trim() && at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        if (at < text.length() && text.charAt(at) != dialect.separator() && text.charAt(at) != '\n') {
            throw new CsvException("text after a closing quote", line);
        }
    }
}
