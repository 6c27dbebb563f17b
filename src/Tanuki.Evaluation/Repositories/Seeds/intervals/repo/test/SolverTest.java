import intervals.Interval;
import intervals.Polynomial;
import intervals.Solver;
import java.util.List;

public final class SolverTest {
    public void valuesOfPolynomials() {
        Polynomial p = new Polynomial(1, 2, 3);
        Check.near(17, p.at(2));
        Check.equal(2, p.degree());
        Check.equal(0, new Polynomial(5, 0, 0).degree());
        Check.equal(true, p.over(Interval.of(-1, 2)).contains(17));
    }

    public void derivatives() {
        Polynomial d = new Polynomial(1, 2, 3).derivative();
        Check.near(14, d.at(2));
        Check.near(0, new Polynomial(7).derivative().at(3));
    }

    public void bothRootsAreFound() {
        List<Interval> roots = new Solver(1e-6, 10_000).roots(new Polynomial(-2, 0, 1), Interval.of(-5, 5));
        Check.equal(2, roots.size());
        Check.equal(true, roots.get(0).contains(-Math.sqrt(2)) && roots.get(1).contains(Math.sqrt(2)));
        Check.equal(true, roots.get(1).width() < 1e-4);
    }

    public void noRoots() {
        Check.equal(0, new Solver(1e-3, 1000).roots(new Polynomial(1, 0, 1), Interval.of(-5, 5)).size());
    }

    public void limits() {
        Check.fails(IllegalStateException.class, () -> new Solver(1e-9, 10).roots(new Polynomial(0, 1), Interval.of(-1, 2)));
        Check.fails(IllegalArgumentException.class, () -> new Solver(0, 10));
    }
}
