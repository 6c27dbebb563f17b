import intervals.Interval;
import intervals.IntervalText;

public final class TextTest {
    public void formatting() {
        Check.equal("[1, 2.5]", Interval.of(1, 2.5).toString());
        Check.equal("3", Interval.point(3).toString());
        Check.equal("{}", Interval.EMPTY.toString());
        Check.equal("[-Infinity, 0]", Interval.of(Double.NEGATIVE_INFINITY, 0).toString());
    }

    public void parsing() {
        Check.equal(Interval.of(1, 2.5), IntervalText.parse(" [1, 2.5] "));
        Check.equal(Interval.of(2.5, 3.5), IntervalText.parse("3 +- 0.5"));
        Check.equal(Interval.point(-4), IntervalText.parse("-4"));
        Check.equal(Interval.EMPTY, IntervalText.parse("{}"));
        Check.equal(Interval.ALL, IntervalText.parse("[-inf, inf]"));
    }

    public void mistakes() {
        for (String text : new String[] {"[1]", "[1, 2", "x", "[2, 1]", ""}) {
            Check.fails(IllegalArgumentException.class, () -> IntervalText.parse(text));
        }
    }

    public void setsWithNegativeNumbers() {
        Check.equal("-5--3,2", IntervalText.format(IntervalText.parseSet(" 2, -5--3 ,")));
    }
}
