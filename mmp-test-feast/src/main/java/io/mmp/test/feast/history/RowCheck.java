package io.mmp.test.feast.history;

import io.mmp.test.table.Column;
import io.mmp.test.table.KeyIndex;
import io.mmp.test.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compares how often each entity row was asked for and returned, by the columns that both tables have. */
record RowCheck(HistoricalFeatures features) {

    List<RowFault> faults() {
        Table asked = features.join().entityRows();
        Table returned = features.returned();
        List<String> shared = asked.columnNames().stream()
                .filter(returned.columnNames()::contains)
                .toList();
        KeyIndex index = new KeyIndex(columns(asked, shared), asked.rowCount(), KeyIndex.Nulls.MATCH_NULLS);
        int[] askedGroups = index.groups();
        int[] returnedGroups = index.groupsOf(columns(returned, shared), returned.rowCount());
        List<RowFault> faults = new ArrayList<>();
        for (int row : surplus(askedGroups, returnedGroups, index.groupCount())) {
            faults.add(new RowFault(Cause.DROPPED, row, features.join(), asked));
        }
        for (int row : surplus(returnedGroups, askedGroups, index.groupCount())) {
            faults.add(new RowFault(Cause.EXTRA, row, features.join(), returned));
        }
        return faults;
    }

    private static List<Column> columns(Table table, List<String> names) {
        return names.stream().map(table::column).toList();
    }

    /** Return the rows on the left that have no counterpart on the right, each of which counts for one row only. */
    private static int[] surplus(int[] left, int[] right, int groupCount) {
        int[] counterparts = new int[groupCount];
        for (int group : right) {
            if (group != KeyIndex.NONE) {
                counterparts[group]++;
            }
        }
        int[] surplus = new int[left.length];
        int size = 0;
        for (int row = 0; row < left.length; row++) {
            if (left[row] == KeyIndex.NONE || counterparts[left[row]]-- <= 0) {
                surplus[size++] = row;
            }
        }
        return Arrays.copyOf(surplus, size);
    }
}
