package intervals;

/** Operations whose results hold every value that the operands' values can give. */
public final class Arithmetic {
    private Arithmetic() {
    }

    public static Interval add(Interval a, Interval b) {
        return either(a, b) ? Interval.EMPTY : Interval.of(a.low() + b.low(), a.high() + b.high());
    }

    public static Interval subtract(Interval a, Interval b) {
        return either(a, b) ? Interval.EMPTY : Interval.of(a.low() - b.high(), a.high() - b.low());
    }

    public static Interval negate(Interval a) {
        return a.isEmpty() ? a : Interval.of(-a.high(), -a.low());
    }

    public static Interval multiply(Interval a, Interval b) {
        if (either(a, b)) {
            return Interval.EMPTY;
        }
        return spanning(product(a.low(), b.low()), product(a.low(), b.high()), product(a.high(), b.low()), product(a.high(), b.high()));
    }

    /** Everything when the divisor has nought inside; half of it when nought is one of its ends. */
    public static Interval divide(Interval a, Interval b) {
        if (either(a, b) || (b.isPoint() && b.low() == 0)) {
            return Interval.EMPTY;
        }
        if (b.low() < 0 && b.high() > 0) {
            return Interval.ALL;
        }
        double low = b.high() == 0 ? Double.NEGATIVE_INFINITY : 1 / b.high();
        double high = b.low() == 0 ? Double.POSITIVE_INFINITY : 1 / b.low();
        return multiply(a, Interval.of(low, high));
    }

    public static Interval power(Interval a, int exponent) {
        if (exponent < 0) {
            return divide(Interval.point(1), power(a, -exponent));
        }
        if (a.isEmpty()) {
            return a;
        }
        double low = Math.pow(a.low(), exponent);
        double high = Math.pow(a.high(), exponent);
        if (exponent % 2 == 0 && a.contains(0) && exponent > 0) {
            return Interval.of(0, Math.max(low, high));
        }
        return Interval.of(Math.min(low, high), Math.max(low, high));
    }

    public static Interval abs(Interval a) {
        if (a.isEmpty() || a.low() >= 0) {
            return a;
        }
        if (a.high() <= 0) {
            return negate(a);
        }
        return Interval.of(0, Math.max(-a.low(), a.high()));
    }

    /** Of what is not negative in it. */
    public static Interval sqrt(Interval a) {
        Interval real = a.intersect(Interval.of(0, Double.POSITIVE_INFINITY));
        return real.isEmpty() ? real : Interval.of(Math.sqrt(real.low()), Math.sqrt(real.high()));
    }

    private static boolean either(Interval a, Interval b) {
        return a.isEmpty() || b.isEmpty();
    }

    /** Nought times infinity is nought here. */
    private static double product(double a, double b) {
        return a == 0 || b == 0 ? 0 : a * b;
    }

    private static Interval spanning(double... values) {
        double low = values[0];
        double high = values[0];
        for (int i = 1; i < values.length; i++) {
            low = Math.min(low, values[i]);
            high = Math.max(high, values[i]);
        }
        return Interval.of(low, high);
    }
}
