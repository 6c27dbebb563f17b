import intervals.Interval;

public final class IntervalTest {
    public void endsBelong() {
        Interval one = Interval.of(1, 2);
        Check.equal(true, one.contains(1) && one.contains(2));
        Check.equal(false, one.contains(0.999) || one.contains(2.001));
    }

    public void wrongEndsAreRefused() {
        Check.fails(IllegalArgumentException.class, () -> Interval.of(2, 1));
        Check.fails(IllegalArgumentException.class, () -> Interval.of(Double.NaN, 1));
        Check.fails(IllegalArgumentException.class, () -> Interval.around(1, -1));
        Check.equal(Interval.of(0.5, 1.5), Interval.around(1, 0.5));
    }

    public void theEmptyOne() {
        Check.equal(true, Interval.EMPTY.isEmpty());
        Check.equal(0.0, Interval.EMPTY.width());
        Check.equal(false, Interval.EMPTY.overlaps(Interval.ALL));
        Check.equal(true, Interval.point(3).contains(Interval.EMPTY));
        Check.fails(IllegalStateException.class, Interval.EMPTY::middle);
    }

    public void touchingOnesOverlap() {
        Check.equal(true, Interval.of(1, 2).overlaps(Interval.of(2, 3)));
        Check.equal(false, Interval.of(1, 2).overlaps(Interval.of(2.5, 3)));
        Check.equal(Interval.point(2), Interval.of(1, 2).intersect(Interval.of(2, 3)));
        Check.equal(Interval.EMPTY, Interval.of(1, 2).intersect(Interval.of(3, 4)));
    }

    public void hullsHoldBoth() {
        Check.equal(Interval.of(1, 9), Interval.of(1, 2).hull(Interval.of(8, 9)));
        Check.equal(Interval.of(1, 2), Interval.of(1, 2).hull(Interval.EMPTY));
        Check.equal(Interval.of(1, 2), Interval.EMPTY.hull(Interval.of(1, 2)));
    }

    public void containingIntervals() {
        Check.equal(true, Interval.of(1, 5).contains(Interval.of(1, 5)));
        Check.equal(false, Interval.of(1, 5).contains(Interval.of(2, 6)));
        Check.equal(false, Interval.of(1, 5).contains(Interval.of(0, 4)));
    }

    public void middles() {
        Check.near(3, Interval.of(2, 4).middle());
        Check.near(2, Interval.of(2, 4).width());
    }
}
