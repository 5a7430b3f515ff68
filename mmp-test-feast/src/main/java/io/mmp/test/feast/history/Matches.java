package io.mmp.test.feast.history;

import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.table.Column;
import io.mmp.test.table.KeyIndex;
import io.mmp.test.table.Table;
import io.mmp.test.table.Timestamps;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Finds for each row of a table, which has join keys and event timestamps, the row of one source that counts. */
final class Matches {

    private final FeatureHistory history;
    private final Visibility visibility;
    private final Column timestamps;
    private final int[] groups;
    private final Duration ttl;

    Matches(Retrieval retrieval, Visibility visibility, FeatureHistory history, Table table) {
        FeatureSource source = history.source();
        List<Column> keys = source.view().joinKeys().stream()
                .map(key -> table.column(source.entityColumn(key)))
                .toList();
        this.history = history;
        this.visibility = visibility;
        this.timestamps = table.column(retrieval.eventTimestamp());
        this.groups = history.keys().groupsOf(keys, table.rowCount());
        this.ttl = source.view().ttl();
    }

    /** Return for each row of the table the row of the source, or -1. */
    int[] rows() {
        int[] rows = new int[groups.length];
        Arrays.fill(rows, -1);
        int[] order = inOrderOfGroups();
        Parts.forEach(order.length, (from, to) -> {
            for (int i = from; i < to; i++) {
                int position = position(order[i]);
                rows[order[i]] = position == FeatureHistory.NONE ? -1 : history.row(position);
            }
        });
        return rows;
    }

    /** Return the rows whose key is there, those of one key side by side: its history is then searched while it is in the processor's cache. */
    private int[] inOrderOfGroups() {
        int[] next = new int[history.keys().groupCount() + 1];
        for (int group : groups) {
            next[group + 1]++;
        }
        next[0] = 0; // where those without a key were counted
        for (int group = 1; group < next.length; group++) {
            next[group] += next[group - 1];
        }
        int[] order = new int[next[next.length - 1]];
        for (int row = 0; row < groups.length; row++) {
            if (groups[row] != KeyIndex.NONE) {
                order[next[groups[row]]++] = row;
            }
        }
        return order;
    }

    /** Return the position in the history that counts for a row of the table, or {@link FeatureHistory#NONE}. */
    int position(int row) {
        if (!isMatchable(row)) {
            return FeatureHistory.NONE;
        }
        long timestamp = timestamps.getTimestamp(row);
        int position =
                history.lastKnown(groups[row], visibility.eventLimit(timestamp), visibility.createdLimit(timestamp));
        return position != FeatureHistory.NONE && isExpired(row, position) ? FeatureHistory.NONE : position;
    }

    /** Tell whether any row of the source may count for a row of the table: its key is there, and it has an event timestamp. */
    boolean isMatchable(int row) {
        return groups[row] != KeyIndex.NONE && !timestamps.isNull(row);
    }

    /** Tell whether the TTL of what is at a position, which is not in the future of a row of the table, ended before it. */
    boolean isExpired(int row, int position) {
        return !ttl.isZero() && Timestamps.isLonger(history.event(position), timestamps.getTimestamp(row), ttl);
    }

    int group(int row) {
        return groups[row];
    }

    long timestamp(int row) {
        return timestamps.getTimestamp(row);
    }
}
