import csv.Types;
import csv.Types.Kind;
import java.util.List;

public final class TypesTest {
    public void kinds() {
        Check.equal(Kind.WHOLE, Types.of(" -12 "));
        Check.equal(Kind.DECIMAL, Types.of("+1.5"));
        Check.equal(Kind.BOOLEAN, Types.of("TRUE"));
        Check.equal(Kind.EMPTY, Types.of("  "));
        for (String text : new String[] {"1.2.3", "-", "12a", "1-2", "."}) {
            Check.equal(Kind.TEXT, Types.of(text));
        }
    }

    public void columnsHaveTheNarrowestKind() {
        Check.equal(Kind.WHOLE, Types.common(List.of("1", "", "2")));
        Check.equal(Kind.DECIMAL, Types.common(List.of("1", "2.5", "3")));
        Check.equal(Kind.TEXT, Types.common(List.of("1", "true")));
        Check.equal(Kind.BOOLEAN, Types.common(List.of("", "true")));
        Check.equal(Kind.EMPTY, Types.common(List.of()));
    }
}
