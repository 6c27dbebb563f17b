package intervals;

/** A polynomial with its constant first. */
public final class Polynomial {
    private final double[] coefficients;

    public Polynomial(double... coefficients) {
        int length = coefficients.length;
        while (length > 1 && coefficients[length - 1] == 0) {
            length--;
        }
        this.coefficients = java.util.Arrays.copyOf(coefficients, Math.max(1, length));
    }

    public int degree() {
        return coefficients.length - 1;
    }

    public double at(double x) {
        double sum = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            sum = sum * x + coefficients[i];
        }
        return sum;
    }

    /** Holds every value on the interval, and perhaps more. */
    public Interval over(Interval x) {
        Interval sum = Interval.point(0);
        for (int i = 0; i < coefficients.length; i++) {
            sum = Arithmetic.add(sum, Arithmetic.multiply(Interval.point(coefficients[i]), Arithmetic.power(x, i)));
        }
        return sum;
    }

    public Polynomial derivative() {
        double[] lower = new double[Math.max(1, coefficients.length - 1)];
        for (int i = 1; i < coefficients.length; i++) {
            lower[i - 1] = coefficients[i] * i;
        }
        return new Polynomial(lower);
    }
}
