import csv.CsvException;
import csv.Dialect;
import csv.Table;
import java.util.List;
import java.util.Map;

public final class TableTest {
    private static final String TEXT = "name,kind,price\nbolt,metal,2\nglue,other,5\nnut,metal\n";

    private final Table table = Table.parse(TEXT, Dialect.STANDARD);

    public void columns() {
        Check.equal(List.of("name", "kind", "price"), table.names());
        Check.equal(List.of("2", "5", ""), table.column("price"));
        Check.equal("other", table.get(1, "kind"));
        Check.fails(IllegalArgumentException.class, () -> table.column("weight"));
    }

    public void selecting() {
        Check.equal("price,name\n2,bolt\n", table.select(List.of("price", "name")).where("price", "2"::equals).write(Dialect.STANDARD));
    }

    public void counting() {
        Check.equal(Map.of("metal", 2, "other", 1), table.count("kind"));
        Check.equal("[metal, other]", table.count("kind").keySet().toString());
    }

    public void longRecordsAreRefused() {
        try {
            Table.parse("a,b\n1,2\n\n1,2,3\n", Dialect.STANDARD);
            throw new AssertionError("no exception");
        } catch (CsvException wrong) {
            Check.equal(true, wrong.getMessage().contains("3 fields instead of 2"));
        }
    }

    public void nothing() {
        Check.equal(0, Table.parse("", Dialect.STANDARD).size());
        Check.equal(3, table.size());
    }
}
