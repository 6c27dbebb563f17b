package intervals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Finds the roots of polynomials by halving intervals that may hold one. */
public final class Solver {
    private final double precision;
    private final int mostSteps;

    public Solver(double precision, int mostSteps) {
        if (precision <= 0) {
            throw new IllegalArgumentException("a precision is positive");
        }
        this.precision = precision;
        this.mostSteps = mostSteps;
    }

    /** Small intervals, in order, outside of which there is no root. */
    public List<Interval> roots(Polynomial polynomial, Interval within) {
        Deque<Interval> waiting = new ArrayDeque<>();
        waiting.push(within);
        List<Interval> found = new ArrayList<>();
        int steps = 0;
        while (!waiting.isEmpty()) {
            Interval current = waiting.pop();
            if (!polynomial.over(current).contains(0)) {
                continue;
            }
            if (current.width() <= precision) {
                keep(found, current);
                continue;
            }
            if (++steps > mostSteps) {
                throw new IllegalStateException("too many steps");
            }
            double middle = current.middle();
            waiting.push(Interval.of(middle, current.high()));
            waiting.push(Interval.of(current.low(), middle));
        }
        return found;
    }

    private static void keep(List<Interval> found, Interval root) {
        int last = found.size() - 1;
        if (last >= 0 && found.get(last).overlaps(root)) {
            found.set(last, found.get(last).hull(root));
        } else {
            found.add(root);
        }
    }
}
