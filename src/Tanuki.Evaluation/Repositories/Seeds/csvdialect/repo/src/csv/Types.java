package csv;

import java.util.List;

/** What kinds of values texts are. */
public final class Types {
    public enum Kind { EMPTY, WHOLE, DECIMAL, BOOLEAN, TEXT }

    private Types() {
    }

    public static Kind of(String text) {
        String value = text.strip();
        if (value.isEmpty()) {
            return Kind.EMPTY;
        }
        if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
            return Kind.BOOLEAN;
        }
        return number(value);
    }

    private static Kind number(String value) {
        int digits = 0;
        int points = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.') {
                points++;
            } else if (!(i == 0 && (c == '-' || c == '+'))) {
                return Kind.TEXT;
            }
        }
        if (digits == 0 || points > 1) {
            return Kind.TEXT;
        }
        return points == 1 ? Kind.DECIMAL : Kind.WHOLE;
    }

    /** The narrowest kind that all values have; empty ones do not count. */
    public static Kind common(List<String> values) {
        Kind common = Kind.EMPTY;
        for (String value : values) {
            common = join(common, of(value));
        }
        return common;
    }

    static Kind join(Kind a, Kind b) {
        if (a == b || b == Kind.EMPTY) {
            return a;
        }
        if (a == Kind.EMPTY) {
            return b;
        }
        boolean numbers = (a == Kind.WHOLE || a == Kind.DECIMAL) && (b == Kind.WHOLE || b == Kind.DECIMAL);
        return numbers ? Kind.DECIMAL : Kind.TEXT;
    }
}
