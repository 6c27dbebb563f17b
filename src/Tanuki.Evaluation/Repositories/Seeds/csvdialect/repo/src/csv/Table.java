package csv;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Records with named columns. */
public final class Table {
    private final List<String> names;
    private final List<List<String>> rows;

    private Table(List<String> names, List<List<String>> rows) {
        this.names = names;
        this.rows = rows;
    }

    /** The first record names the columns; short records are filled up, long ones are refused. */
    public static Table parse(String text, Dialect dialect) {
        CsvReader reader = new CsvReader(text, dialect);
        List<String> names = reader.next();
        if (names == null) {
            return new Table(List.of(), List.of());
        }
        List<List<String>> rows = new ArrayList<>();
        int line = reader.line();
        for (List<String> record = reader.next(); record != null; record = reader.next()) {
            if (record.size() > names.size()) {
                throw new CsvException(record.size() + " fields instead of " + names.size(), line);
            }
            List<String> row = new ArrayList<>(record);
            while (row.size() < names.size()) {
                row.add("");
            }
            rows.add(row);
            line = reader.line();
        }
        return new Table(names, rows);
    }

    public List<String> names() {
        return names;
    }

    public int size() {
        return rows.size();
    }

    public String get(int row, String name) {
        return rows.get(row).get(index(name));
    }

    public List<String> column(String name) {
        int index = index(name);
        List<String> values = new ArrayList<>();
        for (List<String> row : rows) {
            values.add(row.get(index));
        }
        return values;
    }

    public Table select(List<String> wanted) {
        List<List<String>> selected = new ArrayList<>();
        for (List<String> row : rows) {
            List<String> kept = new ArrayList<>();
            for (String name : wanted) {
                kept.add(row.get(index(name)));
            }
            selected.add(kept);
        }
        return new Table(List.copyOf(wanted), selected);
    }

    public Table where(String name, Predicate<String> condition) {
        int index = index(name);
        List<List<String>> kept = new ArrayList<>();
        for (List<String> row : rows) {
            if (condition.test(row.get(index))) {
                kept.add(row);
            }
        }
        return new Table(names, kept);
    }

    /** How often each value of a column occurs, in order of appearance. */
    public Map<String, Integer> count(String name) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String value : column(name)) {
            counts.merge(value, 1, Integer::sum);
        }
        return counts;
    }

    public String write(Dialect dialect) {
        CsvWriter writer = new CsvWriter(dialect).add(names);
        for (List<String> row : rows) {
            writer.add(row);
        }
        return writer.toString();
    }

    private int index(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("there is no column '" + name + "'");
        }
        return index;
    }
}
