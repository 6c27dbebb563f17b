import intervals.IntRange;
import intervals.IntSet;
import intervals.IntervalText;
import java.util.List;

public final class IntSetTest {
    private static IntSet s(String text) {
        return IntervalText.parseSet(text);
    }

    private static void is(String expected, IntSet set) {
        Check.equal(expected, IntervalText.format(set));
    }

    public void rangesThatTouchAreJoined() {
        is("1-5", s("4-5,1-3"));
        is("1-3,5,6", s("5-6,1-3"));
        is("1-9", s("1-9,2-3"));
    }

    public void sizes() {
        Check.equal(8L, s("1-3,10-14").size());
        Check.equal(0L, s("").size());
        Check.equal(4294967296L, IntSet.of(List.of(new IntRange(Integer.MIN_VALUE, Integer.MAX_VALUE))).size());
    }

    public void membership() {
        IntSet set = s("1-3,7,10-14,20-30");
        for (int member : new int[] {1, 3, 7, 10, 14, 20, 30}) {
            Check.equal(true, set.contains(member));
        }
        for (int other : new int[] {0, 4, 6, 8, 15, 19, 31}) {
            Check.equal(false, set.contains(other));
        }
    }

    public void unions() {
        is("1-10", s("1-4,8-10").union(s("5-7")));
    }

    public void intersections() {
        is("3,4,8", s("1-4,8-10").intersect(s("3-8")));
        is("", s("1-4").intersect(s("5-7")));
        is("2,5-7", s("1-2,5-9").intersect(s("2-4,5-7")));
    }

    public void differences() {
        is("1,2,6-10", s("1-10").minus(s("3-5")));
        is("", s("3-5").minus(s("1-10")));
        is("1-4,6,8-10", s("1-10").minus(s("5,7")));
        is("4-6", s("1-9").minus(s("1-3,7-12")));
    }

    public void rangesAtTheEdge() {
        IntRange last = new IntRange(5, Integer.MAX_VALUE);
        Check.equal(true, last.touches(new IntRange(Integer.MIN_VALUE, 4)));
        Check.equal(false, last.touches(new IntRange(Integer.MIN_VALUE, 3)));
        Check.fails(IllegalArgumentException.class, () -> new IntRange(2, 1));
    }
}
