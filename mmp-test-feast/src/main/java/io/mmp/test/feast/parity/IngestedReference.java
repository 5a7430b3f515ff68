package io.mmp.test.feast.parity;

import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.table.Column;
import io.mmp.test.table.KeyIndex;
import io.mmp.test.table.Table;
import io.mmp.test.table.Timestamps;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was ingested until an instant: the last row of each entity, and no entity may be missing.
 *
 * @param source the rows that were ingested
 * @param until the end of what was materialized
 */
record IngestedReference(FeatureSource source, Instant until) implements Reference {

    @Override
    public long asOf(int entity) {
        return Timestamps.numberUntil(until);
    }

    @Override
    public @Nullable Object right(int entity, OnlineJudge judge, FeatureSource from, String feature) {
        return judge.right(entity);
    }

    @Override
    public boolean has(int entity) {
        return true;
    }

    /** Count ingested entities that were not found online, and ingested rows that are of no entity. */
    @Override
    public void countRows(Tally tally, Table entities) {
        List<String> columns =
                source.view().joinKeys().stream().map(source::entityColumn).toList();
        List<Column> asked = columns.stream().map(entities::column).toList();
        KeyIndex index = new KeyIndex(asked, entities.rowCount(), KeyIndex.Nulls.MATCH_NOTHING);
        int[] found = index.groupsOf(source.keyColumns(), source.rows().rowCount());
        KeyIndex ingested = new KeyIndex(source.keyColumns(), source.rows().rowCount(), KeyIndex.Nulls.MATCH_NOTHING);
        Set<Integer> seen = new HashSet<>();
        List<String> keys = source.view().joinKeys().stream()
                .map(key -> source.view().columnOf(key.name()))
                .toList();
        long compared = 0;
        for (int row = 0; row < found.length; row++) {
            int entity = ingested.groups()[row];
            boolean isCounted = hasHappened(row) && (entity == KeyIndex.NONE || seen.add(entity));
            compared += isCounted ? 1 : 0;
            if (isCounted && found[row] == KeyIndex.NONE) {
                tally.addRow(Cause.MISSING_ROW, source.rows(), keys, row);
            }
        }
        tally.compared(FeatureParity.ROWS, compared);
    }

    private boolean hasHappened(int row) {
        Column events = source.eventColumn();
        return events.isNull(row) || events.getTimestamp(row) <= Timestamps.numberUntil(until);
    }

    @Override
    public String describe(List<FeatureSource> sources) {
        return describe(source, until);
    }

    static String describe(FeatureSource source, Instant until) {
        return "what was ingested into '%s' until %s".formatted(source.name(), until);
    }
}
