package intervals;

/** Whole numbers from first to last, both included; never empty. */
public record IntRange(int first, int last) implements Comparable<IntRange> {
    public IntRange {
        if (first > last) {
            throw new IllegalArgumentException(first + " is above " + last);
        }
    }

    public long size() {
        return (long) last - first + 1;
    }

    public boolean contains(int value) {
        return first <= value && value <= last;
    }

    /** Overlaps or follows directly, so that both could be one. */
    public boolean touches(IntRange other) {
        return first <= (long) other.last + 1 && other.first <= (long) last + 1;
    }

    public IntRange join(IntRange other) {
        return new IntRange(Math.min(first, other.first), Math.max(last, other.last));
    }

    @Override
    public int compareTo(IntRange other) {
        return first != other.first ? Integer.compare(first, other.first) : Integer.compare(last, other.last);
    }
}
