package io.mmp.test.feast.history;

import io.mmp.test.Internal;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.table.Column;
import io.mmp.test.table.KeyIndex;
import io.mmp.test.table.Timestamps;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one feature source, entity by entity, in the order of event timestamp, created timestamp and place in the source.
 *
 * <p>A position is a place in this order. Rows with a null in their key or without an event timestamp are not in it.
 *
 * @since 0.1.0
 */
@Internal
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
        int used = countRows(rowCount);
        this.rows = new int[used];
        this.eventAt = new long[used];
        groupRows(rowCount);
        EventOrder order = new EventOrder(rows, eventAt, this::createdAt);
        Parts.forEach(used, (from, to) -> sort(from, to, order));
    }

    /** Find out where each group starts. */
    private int countRows(int rowCount) {
        int[] groups = keys.groups();
        for (int row = 0; row < rowCount; row++) {
            if (isUsed(groups, row)) {
                starts[groups[row] + 1]++;
            }
        }
        for (int group = 0; group < keys.groupCount(); group++) {
            starts[group + 1] += starts[group];
        }
        return starts[keys.groupCount()];
    }

    private void groupRows(int rowCount) {
        int[] groups = keys.groups();
        int[] next = starts.clone();
        for (int row = 0; row < rowCount; row++) {
            if (isUsed(groups, row)) {
                int position = next[groups[row]]++;
                rows[position] = row;
                eventAt[position] = events.getTimestamp(row);
            }
        }
    }

    /** Sort the groups that start between two positions. */
    private void sort(int from, int to, EventOrder order) {
        int found = Arrays.binarySearch(starts, from);
        int group = found < 0 ? -found - 1 : found;
        // Empty groups start where the next one does.
        while (group > 0 && starts[group - 1] == from) {
            group--;
        }
        for (; group < keys.groupCount() && starts[group] < to; group++) {
            order.sort(starts[group], starts[group + 1]);
        }
    }

    private boolean isUsed(int[] groups, int row) {
        return groups[row] != KeyIndex.NONE && !events.isNull(row);
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
        // Without a limit there is no need to look at a row that is anywhere in memory.
        if (last == NONE || createdLimit == Long.MAX_VALUE || !isCreatedAfter(last, createdLimit)) {
            return last;
        }
        int known = knownFrom().find(last, createdLimit);
        return known >= starts[group] ? known : NONE;
    }

    private synchronized LastBelow knownFrom() {
        if (knownFrom == null) {
            knownFrom = LastBelow.of(rows.length, this::knownFrom);
        }
        return knownFrom;
    }

    private long knownFrom(int position) {
        long at = createdAt(rows[position]);
        return at == NEVER ? Long.MAX_VALUE : at;
    }
}
