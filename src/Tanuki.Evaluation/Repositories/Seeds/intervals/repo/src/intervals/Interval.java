package intervals;

/** A closed interval of real numbers, or the empty one. */
public final class Interval {
    public static final Interval EMPTY = new Interval(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    public static final Interval ALL = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    private final double low;
    private final double high;

    private Interval(double low, double high) {
        this.low = low;
        this.high = high;
    }

    public static Interval of(double low, double high) {
        if (Double.isNaN(low) || Double.isNaN(high)) {
            throw new IllegalArgumentException("an end is not a number");
        }
        if (low > high) {
            throw new IllegalArgumentException("the ends are the wrong way round");
        }
        return new Interval(low, high);
    }

    public static Interval point(double value) {
        return of(value, value);
    }

    /** The value with a tolerance to both sides. */
    public static Interval around(double value, double tolerance) {
        if (tolerance < 0) {
            throw new IllegalArgumentException("a tolerance is not negative");
        }
        return of(value - tolerance, value + tolerance);
    }

    public double low() {
        return low;
    }

    public double high() {
        return high;
    }

    public boolean isEmpty() {
        return low > high;
    }

    public boolean isPoint() {
        return low == high;
    }

    public double width() {
        return isEmpty() ? 0 : high - low;
    }

    public double middle() {
        if (isEmpty()) {
            throw new IllegalStateException("the empty interval has no middle");
        }
        return low + (high - low) / 2;
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    public boolean contains(Interval other) {
        return other.isEmpty() || (low <= other.low && other.high <= high);
    }

    public boolean overlaps(Interval other) {
        return !isEmpty() && !other.isEmpty() && low <= other.high && other.low <= high;
    }

    public Interval intersect(Interval other) {
        double from = Math.max(low, other.low);
        double to = Math.min(high, other.high);
        return from <= to ? new Interval(from, to) : EMPTY;
    }

    /** The smallest interval that holds both. */
    public Interval hull(Interval other) {
        if (isEmpty()) {
            return other;
        }
        if (other.isEmpty()) {
            return this;
        }
        return new Interval(Math.min(low, other.low), Math.max(high, other.high));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Interval that && (isEmpty() ? that.isEmpty() : low == that.low && high == that.high);
    }

    @Override
    public int hashCode() {
        return Double.hashCode(low + 0.0) * 31 + Double.hashCode(high + 0.0);
    }

    @Override
    public String toString() {
        return IntervalText.format(this);
    }
}
