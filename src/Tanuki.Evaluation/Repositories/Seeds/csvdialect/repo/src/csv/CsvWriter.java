package csv;

import java.util.List;

/** Writes records, with quotes only where they are needed. */
public final class CsvWriter {
    private final Dialect dialect;
    private final StringBuilder text = new StringBuilder();
    private int width = -1;

    public CsvWriter(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Every record has as many fields as the first. */
    public CsvWriter add(List<String> fields) {
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("a record has a field");
        }
        if (width >= 0 && fields.size() != width) {
            throw new IllegalArgumentException(fields.size() + " fields instead of " + width);
        }
        width = fields.size();
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) {
                text.append(dialect.separator());
            }
            text.append(field(fields.get(i), i == 0, fields.size() == 1));
        }
        text.append('\n');
        return this;
    }

    private String field(String value, boolean first, boolean only) {
        if (dialect.quote() != Dialect.NONE) {
            return needsQuotes(value, first, only) ? quote(value) : value;
        }
        if (dialect.escape() != Dialect.NONE) {
            return Escapes.encode(value, dialect);
        }
        if (value.indexOf(dialect.separator()) >= 0 || value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("the dialect cannot write '" + value + "'");
        }
        return value;
    }

    private boolean needsQuotes(String value, boolean first, boolean only) {
        if (value.isEmpty()) {
            return only;
        }
        if (first && dialect.comment() != Dialect.NONE && value.charAt(0) == dialect.comment()) {
            return true;
        }
        if (dialect.trim() && !value.equals(value.strip())) {
            return true;
        }
        return value.indexOf(dialect.separator()) >= 0 || value.indexOf(dialect.quote()) >= 0
            || value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0;
    }

    private String quote(String value) {
        String mark = String.valueOf(dialect.quote());
        return mark + value.replace(mark, mark + mark) + mark;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
