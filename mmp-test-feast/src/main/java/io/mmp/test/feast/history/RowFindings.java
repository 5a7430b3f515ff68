package io.mmp.test.feast.history;

import io.mmp.test.engine.EngineSession;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.table.Table;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows that a training set lacks, and those that it has too often, beside its entity rows.
 *
 * @param counts how many there are of each cause
 * @param examples some of them
 */
record RowFindings(Map<FaultCause, Long> counts, List<RowFault> examples) {

    static final RowFindings NONE = new RowFindings(Map.of(), List.of());

    static RowFindings of(List<RowFault> faults) {
        Map<FaultCause, Long> counts = new EnumMap<>(FaultCause.class);
        faults.forEach(fault -> counts.merge(fault.cause(), 1L, Long::sum));
        return new RowFindings(counts, faults);
    }

    /** Find them among tables of this JVM, if the training set names its entity rows. */
    static RowFindings here(TrainingSet set, List<EngineSource> sources, Visibility visibility) {
        return set.entityRows()
                .map(table -> of(faults(
                        set,
                        LocalCheck.rows(set, table),
                        LocalCheck.rows(set, set.table()),
                        sources,
                        sources.stream()
                                .map(source -> source.from(LocalCheck.rows(set, source.table())))
                                .toList(),
                        visibility)))
                .orElse(NONE);
    }

    /** Find them in the engine that has the training set. */
    static RowFindings in(EngineSession session, TrainingSet set, List<EngineSource> sources, Visibility visibility) {
        return set.entityRows()
                .map(table -> new EntityRowCheck(session, set, table).find(sources, visibility))
                .orElse(NONE);
    }

    /** Compare entity rows with rows of the training set that are here, as the feature rows are. */
    static List<RowFault> faults(
            TrainingSet set,
            Table asked,
            Table training,
            List<EngineSource> judged,
            List<FeatureSource> sources,
            Visibility visibility) {
        Retrieval retrieval = set.retrieval(asked).with(sources.toArray(FeatureSource[]::new));
        Set<String> columns = new LinkedHashSet<>(training.columnNames());
        List<String> features = set.judgedColumns(judged);
        columns.removeIf(name -> !asked.columnNames().contains(name) && !features.contains(name));
        return new RowCheck(
                        retrieval.returned(training.select(List.copyOf(columns))),
                        PointInTimeJoin.of(retrieval, visibility))
                .faults();
    }

    long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
