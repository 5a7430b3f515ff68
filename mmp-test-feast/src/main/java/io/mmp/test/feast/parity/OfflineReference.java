package io.mmp.test.feast.parity;

import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.table.Column;
import io.mmp.test.table.KeyIndex;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import io.mmp.test.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an offline store returned for the same entities: at the event timestamp of its row each. */
final class OfflineReference implements Reference {

    private final HistoricalFeatures offline;
    /** For each online entity its row, or {@link KeyIndex#NONE}. */
    private final int[] rows;

    private OfflineReference(HistoricalFeatures offline, int[] rows) {
        this.offline = offline;
        this.rows = rows;
    }

    static OfflineReference of(HistoricalFeatures offline, Table entities) {
        List<String> keys = offline.join().sources().stream()
                .flatMap(source -> source.view().joinKeys().stream().map(source::entityColumn))
                .distinct()
                .toList();
        Table returned = offline.returned();
        KeyIndex index = new KeyIndex(columns(returned, keys), returned.rowCount(), KeyIndex.Nulls.MATCH_NULLS);
        if (index.groupCount() < returned.rowCount()) {
            throw new TableException(
                    "There are %s offline rows for %s: an online store has one row for each, so compare one instant at a time."
                            .formatted(returned.rowCount(), Words.count(index.groupCount(), "entity")));
        }
        return new OfflineReference(offline, index.groupsOf(columns(entities, keys), entities.rowCount()));
    }

    private static List<Column> columns(Table table, List<String> names) {
        return names.stream().map(table::column).toList();
    }

    @Override
    public long asOf(int entity) {
        Column timestamps = offline.returned().column(offline.join().eventTimestamp());
        return has(entity) && !timestamps.isNull(rows[entity])
                ? timestamps.getTimestamp(rows[entity])
                : EntityHistory.END_OF_TIME;
    }

    @Override
    public @Nullable Object right(int entity, OnlineJudge judge, FeatureSource source, String feature) {
        return offline.returned()
                .column(offline.join().columnOf(source, feature))
                .get(rows[entity]);
    }

    @Override
    public boolean has(int entity) {
        return rows[entity] != KeyIndex.NONE;
    }

    @Override
    public void countRows(Tally tally, Table entities) {
        Set<Integer> asked = new HashSet<>();
        for (int entity = 0; entity < rows.length; entity++) {
            int row = rows[entity];
            if (row == KeyIndex.NONE) {
                tally.addRow(Cause.EXTRA_ROW, entities, List.copyOf(entities.columnNames()), entity);
            }
            asked.add(row);
        }
        List<String> keys = new ArrayList<>(entities.columnNames());
        keys.retainAll(offline.returned().columnNames());
        for (int row = 0; row < offline.returned().rowCount(); row++) {
            if (!asked.contains(row)) {
                tally.addRow(Cause.MISSING_ROW, offline.returned(), keys, row);
            }
        }
        long extra = Arrays.stream(rows).filter(row -> row == KeyIndex.NONE).count();
        tally.compared(FeatureParity.ROWS, offline.returned().rowCount() + extra);
    }

    @Override
    public String describe(List<FeatureSource> sources) {
        return "the historical features of " + Words.count(offline.returned().rowCount(), "row");
    }
}
