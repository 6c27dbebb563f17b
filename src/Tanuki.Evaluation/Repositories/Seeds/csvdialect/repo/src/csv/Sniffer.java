package csv;

import java.util.List;

/** Guesses how a sample is written. */
public final class Sniffer {
    private static final char[] SEPARATORS = {',', ';', '\t', '|', ':'};

    private Sniffer() {
    }

    /** The separator that gives the most fields while all records have equally many; the standard one when none does. */
    public static Dialect guess(String sample) {
        Dialect best = Dialect.STANDARD;
        int bestFields = 1;
        for (char separator : SEPARATORS) {
            Dialect dialect = Dialect.STANDARD.withSeparator(separator);
            int fields = evenFields(sample, dialect);
            if (fields > bestFields) {
                best = dialect;
                bestFields = fields;
            }
        }
        return best;
    }

    /** How many fields every record has; 0 when they differ or the sample cannot be read. */
    private static int evenFields(String sample, Dialect dialect) {
        List<List<String>> records;
        try {
            records = CsvReader.readAll(sample, dialect);
        } catch (CsvException wrong) {
            return 0;
        }
        if (records.isEmpty()) {
            return 0;
        }
        int fields = records.get(0).size();
        for (List<String> record : records) {
            if (record.size() != fields) {
                return 0;
            }
        }
        return fields;
    }

    /** Whether the first record looks like names: no numbers, nothing empty, nothing twice. */
    public static boolean hasHeader(List<List<String>> records) {
        if (records.size() < 2) {
            return false;
        }
        List<String> first = records.get(0);
        if (first.stream().distinct().count() != first.size()) {
            return false;
        }
        for (String name : first) {
            if (name.isBlank() || Types.of(name) != Types.Kind.TEXT) {
                return false;
            }
        }
        return true;
    }
}
