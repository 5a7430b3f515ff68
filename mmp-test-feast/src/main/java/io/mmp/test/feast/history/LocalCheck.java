package io.mmp.test.feast.history;

import io.mmp.test.table.Column;
import io.mmp.test.table.KeyIndex;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Compares a training set of this JVM with the right values of one source, by the local oracle. */
final class LocalCheck implements TrainingCheck {

    private final EngineSource source;
    private final Table training;
    private final SourceCheck check;
    private final int[] entities;

    LocalCheck(TrainingSet set, EngineSource source, Visibility visibility) {
        this.source = source;
        Table table = rows(set, set.table());
        HistoricalFeatures features =
                set.retrieval(table, source, rows(set, source.table())).returned(table);
        this.training = table.select(set.judgedColumns(List.of(source)));
        this.check = new SourceCheck(features, features.retrieval().sources().get(0), visibility);
        this.entities = new KeyIndex(keys(), training.rowCount(), KeyIndex.Nulls.MATCH_NULLS).groups();
    }

    /** Return the rows of a table that a training set of this JVM names. */
    static Table rows(TrainingSet set, io.mmp.test.engine.EngineTable table) {
        return table.rows()
                .orElseThrow(() -> new TableException(
                        "%s is in the %s, and training set %s among the %s: take both from one Engine."
                                .formatted(
                                        table,
                                        table.engine(),
                                        set.table(),
                                        set.table().engine())));
    }

    private List<Column> keys() {
        return source.view().joinKeys().stream()
                .map(key -> training.column(source.shape().entityColumn(key)))
                .toList();
    }

    @Override
    public EngineSource source() {
        return source;
    }

    @Override
    public long judged() {
        return training.rowCount();
    }

    @Override
    public long judgedEntities() {
        return Arrays.stream(entities).distinct().count();
    }

    @Override
    public boolean knowsAny() {
        return check.knowsAny();
    }

    @Override
    public EngineFindings find() {
        List<ValueFault> faults = check.faults();
        int[] wrong = faults.stream().mapToInt(ValueFault::row).toArray();
        return new EngineFindings(
                source,
                faults.size(),
                IntStream.of(wrong).map(row -> entities[row]).distinct().count(),
                Map.of(),
                faults.size(),
                faults.stream()
                        .map(fault -> new EngineFindings.JudgedRow(null, fault))
                        .toList(),
                training.rows(wrong),
                rowsOfEntities(wrong));
    }

    private Table rowsOfEntities(int[] wrong) {
        FeatureHistory history = check.history();
        int[] groups = history.keys().groupsOf(keys(), training.rowCount());
        return check.source()
                .rows()
                .rows(IntStream.of(wrong)
                        .map(row -> groups[row])
                        .filter(group -> group != KeyIndex.NONE)
                        .distinct()
                        .flatMap(group -> IntStream.range(history.start(group), history.end(group)))
                        .map(history::row)
                        .toArray());
    }
}
