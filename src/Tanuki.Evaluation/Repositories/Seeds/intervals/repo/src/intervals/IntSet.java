package intervals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A set of whole numbers as sorted ranges that do not touch. */
public final class IntSet {
    private final List<IntRange> ranges;

    private IntSet(List<IntRange> ranges) {
        this.ranges = Collections.unmodifiableList(ranges);
    }

    public static IntSet of(List<IntRange> parts) {
        List<IntRange> sorted = new ArrayList<>(parts);
        Collections.sort(sorted);
        List<IntRange> merged = new ArrayList<>();
        for (IntRange range : sorted) {
            int last = merged.size() - 1;
            if (last >= 0 && merged.get(last).touches(range)) {
                merged.set(last, merged.get(last).join(range));
            } else {
                merged.add(range);
            }
        }
        return new IntSet(merged);
    }

    public List<IntRange> ranges() {
        return ranges;
    }

    public long size() {
        long size = 0;
        for (IntRange range : ranges) {
            size += range.size();
        }
        return size;
    }

    public boolean contains(int value) {
        int low = 0;
        int high = ranges.size() - 1;
        while (low <= high) {
            int middle = (low + high) / 2;
            IntRange range = ranges.get(middle);
            if (range.contains(value)) {
                return true;
            }
            if (value < range.first()) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return false;
    }

    public IntSet union(IntSet other) {
        List<IntRange> all = new ArrayList<>(ranges);
        all.addAll(other.ranges);
        return of(all);
    }

    public IntSet intersect(IntSet other) {
        List<IntRange> common = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < ranges.size() && j < other.ranges.size()) {
            IntRange a = ranges.get(i);
            IntRange b = other.ranges.get(j);
            int first = Math.max(a.first(), b.first());
            int last = Math.min(a.last(), b.last());
            if (first <= last) {
                common.add(new IntRange(first, last));
            }
            if (a.last() < b.last()) {
                i++;
            } else {
                j++;
            }
        }
        return new IntSet(common);
    }

    public IntSet minus(IntSet other) {
        List<IntRange> left = new ArrayList<>();
        for (IntRange range : ranges) {
            long from = range.first();
            for (IntRange hole : other.ranges) {
                if (hole.last() < from || hole.first() > range.last()) {
                    continue;
                }
                if (hole.first() > from) {
                    left.add(new IntRange((int) from, hole.first() - 1));
                }
                from = (long) hole.last() + 1;
            }
            if (from <= range.last()) {
                left.add(new IntRange((int) from, range.last()));
            }
        }
        return new IntSet(left);
    }
}
