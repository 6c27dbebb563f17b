import intervals.Arithmetic;
import intervals.Interval;

public final class ArithmeticTest {
    private static Interval i(double low, double high) {
        return Interval.of(low, high);
    }

    public void sumsAndDifferences() {
        Check.equal(i(4, 6), Arithmetic.add(i(1, 2), i(3, 4)));
        Check.equal(i(-3, -1), Arithmetic.subtract(i(1, 2), i(3, 4)));
        Check.equal(i(-2, -1), Arithmetic.negate(i(1, 2)));
    }

    public void products() {
        Check.equal(i(-8, 12), Arithmetic.multiply(i(-2, 3), i(1, 4)));
        Check.equal(i(-15, 10), Arithmetic.multiply(i(-2, 3), i(-5, 1)));
        Check.equal(i(0, 0), Arithmetic.multiply(i(0, 0), Interval.ALL));
    }

    public void quotients() {
        Check.equal(i(0.25, 1), Arithmetic.divide(i(1, 2), i(2, 4)));
        Check.equal(Interval.ALL, Arithmetic.divide(i(1, 2), i(-1, 1)));
        Check.equal(i(0.5, Double.POSITIVE_INFINITY), Arithmetic.divide(i(1, 2), i(0, 2)));
        Check.equal(i(Double.NEGATIVE_INFINITY, -0.5), Arithmetic.divide(i(1, 2), i(-2, 0)));
        Check.equal(Interval.EMPTY, Arithmetic.divide(i(1, 2), i(0, 0)));
    }

    public void powers() {
        Check.equal(i(0, 9), Arithmetic.power(i(-2, 3), 2));
        Check.equal(i(4, 9), Arithmetic.power(i(-3, -2), 2));
        Check.equal(i(-8, 27), Arithmetic.power(i(-2, 3), 3));
        Check.equal(i(1, 1), Arithmetic.power(i(-2, 3), 0));
        Check.equal(i(0.25, 0.5), Arithmetic.power(i(2, 4), -1));
    }

    public void absoluteValues() {
        Check.equal(i(0, 3), Arithmetic.abs(i(-3, 2)));
        Check.equal(i(2, 3), Arithmetic.abs(i(-3, -2)));
        Check.equal(i(2, 3), Arithmetic.abs(i(2, 3)));
    }

    public void roots() {
        Check.equal(i(0, 3), Arithmetic.sqrt(i(-4, 9)));
        Check.equal(Interval.EMPTY, Arithmetic.sqrt(i(-4, -1)));
    }

    public void nothingComesOfNothing() {
        Check.equal(Interval.EMPTY, Arithmetic.add(Interval.EMPTY, i(1, 2)));
        Check.equal(Interval.EMPTY, Arithmetic.subtract(i(1, 2), Interval.EMPTY));
        Check.equal(Interval.EMPTY, Arithmetic.multiply(Interval.EMPTY, Interval.ALL));
    }
}
