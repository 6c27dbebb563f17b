package csv;

/** What follows an escape character. */
final class Escapes {
    private Escapes() {
    }

    static char decode(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            default -> c;
        };
    }

    static String encode(String text, Dialect dialect) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                result.append(dialect.escape()).append('n');
            } else if (c == '\t') {
                result.append(dialect.escape()).append('t');
            } else if (c == dialect.separator() || c == dialect.escape()) {
                result.append(dialect.escape()).append(c);
            } else {
                result.append(c);
            }
        }
        return result.toString();
    }
}
