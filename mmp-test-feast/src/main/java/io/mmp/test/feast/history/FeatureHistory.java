package io.mmp.test.feast.history;

import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.table.Column;
import io.mmp.test.table.KeyIndex;
import io.mmp.test.table.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one feature source, entity by entity, in the order of event timestamp, created timestamp and place in the source.
 *
 * <p>A position is a place in this order. Rows with a null in their key or without an event timestamp are not in it.
 */
public final class FeatureHistory {

    /** The position of nothing. */
    public static final int NONE = -1;

    /** When a row without created timestamp was created: before all others, and known at no time. */
    private static final long NEVER = Long.MIN_VALUE;

    private final FeatureSource source;
    private final KeyIndex keys;
    private final Column events;
    private final @Nullable Column created;
    private final int[] starts;
    private final int[] rows;
    private final long[] eventAt;
    private @Nullable LastBelow knownFrom;

    /** Order the rows of this source. */
    public FeatureHistory(FeatureSource source) {
        int rowCount = source.rows().rowCount();
        this.source = source;
        this.keys = new KeyIndex(source.keyColumns(), rowCount, KeyIndex.Nulls.MATCH_NOTHING);
        this.events = source.eventColumn();
        this.created = source.createdColumn().orElse(null);
        this.starts = new int[keys.groupCount() + 1];
        this.rows = groupedRows(rowCount);
        int[] scratch = new int[rows.length];
        for (int group = 0; group < keys.groupCount(); group++) {
            sort(starts[group], starts[group + 1], scratch);
        }
        this.eventAt = new long[rows.length];
        for (int position = 0; position < rows.length; position++) {
            eventAt[position] = events.getTimestamp(rows[position]);
        }
    }

    private int[] groupedRows(int rowCount) {
        int[] groups = keys.groups();
        for (int row = 0; row < rowCount; row++) {
            if (isUsed(groups, row)) {
                starts[groups[row] + 1]++;
            }
        }
        for (int group = 0; group < keys.groupCount(); group++) {
            starts[group + 1] += starts[group];
        }
        int[] next = starts.clone();
        int[] grouped = new int[starts[keys.groupCount()]];
        for (int row = 0; row < rowCount; row++) {
            if (isUsed(groups, row)) {
                grouped[next[groups[row]]++] = row;
            }
        }
        return grouped;
    }

    private boolean isUsed(int[] groups, int row) {
        return groups[row] != KeyIndex.NONE && !events.isNull(row);
    }

    /** Sort by merging, which keeps the order of rows that tie and costs nothing where the source is in order. */
    private void sort(int from, int to, int[] scratch) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        sort(from, middle, scratch);
        sort(middle, to, scratch);
        if (compare(rows[middle - 1], rows[middle]) <= 0) {
            return;
        }
        System.arraycopy(rows, from, scratch, from, middle - from);
        int left = from;
        int right = middle;
        for (int i = from; left < middle; i++) {
            boolean takeRight = right < to && compare(scratch[left], rows[right]) > 0;
            rows[i] = takeRight ? rows[right++] : scratch[left++];
        }
    }

    private int compare(int row, int other) {
        int order = Long.compare(events.getTimestamp(row), events.getTimestamp(other));
        return order != 0 ? order : Long.compare(createdAt(row), createdAt(other));
    }

    private long createdAt(int row) {
        return created == null || created.isNull(row) ? NEVER : created.getTimestamp(row);
    }

    /** Return the source whose rows these are. */
    public FeatureSource source() {
        return source;
    }

    /** Return the entities, whose groups the other methods take. */
    public KeyIndex keys() {
        return keys;
    }

    /** Return the first position of the entity of this group. */
    public int start(int group) {
        return starts[group];
    }

    /** Return the position behind the last one of the entity of this group. */
    public int end(int group) {
        return starts[group + 1];
    }

    /** Return the row of the source at this position. */
    public int row(int position) {
        return rows[position];
    }

    /** Return the number of the event timestamp at this position, as {@link Timestamps} gives it. */
    public long event(int position) {
        return eventAt[position];
    }

    /** Tell whether the row at this position was created later than the timestamp of this number, or nobody knows when. */
    boolean isCreatedAfter(int position, long timestamp) {
        return created != null && knownFrom(position) > timestamp;
    }

    /** Tell whether the row at this position was created later than the row at that one. */
    public boolean isCreatedLater(int position, int other) {
        return createdAt(rows[position]) > createdAt(rows[other]);
    }

    /** Tell whether the rows at two positions tie: no timestamp says which of them counts. */
    public boolean isTie(int position, int other) {
        return compare(rows[position], rows[other]) == 0;
    }

    /** Return the last position of the group whose event timestamp is at most this, or {@link #NONE}. */
    public int last(int group, long eventLimit) {
        int low = starts[group];
        int high = starts[group + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (eventAt[middle] <= eventLimit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > starts[group] ? low - 1 : NONE;
    }

    /** Return the last position of the group whose event and created timestamps are at most these, or {@link #NONE}. */
    int lastKnown(int group, long eventLimit, long createdLimit) {
        int last = last(group, eventLimit);
        if (last == NONE || !isCreatedAfter(last, createdLimit)) {
            return last;
        }
        if (knownFrom == null) {
            knownFrom = LastBelow.of(rows.length, this::knownFrom);
        }
        int known = knownFrom.find(last, createdLimit);
        return known >= starts[group] ? known : NONE;
    }

    private long knownFrom(int position) {
        long at = createdAt(rows[position]);
        return at == NEVER ? Long.MAX_VALUE : at;
    }
}
