package intervals;

import java.util.ArrayList;
import java.util.List;

/** Intervals and sets as text: {@code [1, 2.5]}, {@code 3 +- 0.5}, {@code {}}; {@code 1-3,7}. */
public final class IntervalText {
    private IntervalText() {
    }

    public static String format(Interval interval) {
        if (interval.isEmpty()) {
            return "{}";
        }
        if (interval.isPoint()) {
            return number(interval.low());
        }
        return "[" + number(interval.low()) + ", " + number(interval.high()) + "]";
    }

    public static Interval parse(String text) {
        String trimmed = text.trim();
        if (trimmed.equals("{}")) {
            return Interval.EMPTY;
        }
        int tolerance = trimmed.indexOf("+-");
        if (tolerance > 0) {
            return Interval.around(value(trimmed.substring(0, tolerance)), value(trimmed.substring(tolerance + 2)));
        }
        if (!trimmed.startsWith("[")) {
            return Interval.point(value(trimmed));
        }
        int comma = trimmed.indexOf(',');
        if (comma < 0 || !trimmed.endsWith("]")) {
            throw new IllegalArgumentException("'" + text + "' is not an interval");
        }
        return Interval.of(value(trimmed.substring(1, comma)), value(trimmed.substring(comma + 1, trimmed.length() - 1)));
    }

    public static String format(IntSet set) {
        StringBuilder text = new StringBuilder();
        for (IntRange range : set.ranges()) {
            if (text.length() > 0) {
                text.append(',');
            }
            text.append(range.first());
            if (range.last() > range.first()) {
                text.append(range.last() == range.first() + 1 ? ',' : '-').append(range.last());
            }
        }
        return text.toString();
    }

    public static IntSet parseSet(String text) {
        List<IntRange> ranges = new ArrayList<>();
        for (String part : text.split(",")) {
            String trimmed = part.trim();
            if (trimmed.isEmpty()) {
                continue;
            }
            int dash = trimmed.indexOf('-', 1);
            int first = Integer.parseInt(dash < 0 ? trimmed : trimmed.substring(0, dash).trim());
            int last = dash < 0 ? first : Integer.parseInt(trimmed.substring(dash + 1).trim());
            ranges.add(new IntRange(first, last));
        }
        return IntSet.of(ranges);
    }

    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return Double.toString(value);
    }

    private static double value(String text) {
        String trimmed = text.trim();
        if (trimmed.equals("inf")) {
            return Double.POSITIVE_INFINITY;
        }
        if (trimmed.equals("-inf")) {
            return Double.NEGATIVE_INFINITY;
        }
        return Double.parseDouble(trimmed);
    }
}
