package io.mmp.test.feast.history;

import static java.util.Objects.requireNonNull;

import io.mmp.test.engine.Engine;
import io.mmp.test.engine.EngineTable;
import io.mmp.test.feast.view.FeatureView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AssertProvider;

/**
 * A training set that is too large for a test's JVM: a table in an engine, whose features were joined from other tables there.
 *
 * <pre>{@code
 * Engine engine = Engine.at("jdbc:postgresql://warehouse/ml");
 * assertThat(TrainingSet.in(engine, "ml.training").with(driverStats, "ml.driver_stats")).isPointInTimeCorrect();
 * }</pre>
 *
 * <p>Each row has the join keys, the event timestamp and the features that were joined; further columns are not looked at.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class TrainingSet implements AssertProvider<TrainingSetAssert> {

    private final EngineTable table;
    private final String eventTimestamp;
    private final List<EngineSource> sources;
    private final boolean hasFullNames;

    private TrainingSet(EngineTable table, String eventTimestamp, List<EngineSource> sources, boolean hasFullNames) {
        this.table = table;
        this.eventTimestamp = eventTimestamp;
        this.sources = List.copyOf(sources);
        this.hasFullNames = hasFullNames;
    }

    /** Take the training set from this table, whose event timestamps are in the column {@code event_timestamp}. */
    public static TrainingSet in(Engine engine, String table) {
        return of(requireNonNull(engine, "The engine of a training set must not be null.")
                .table(table));
    }

    /** Take the training set from this table or query, whose event timestamps are in the column {@code event_timestamp}. */
    public static TrainingSet of(EngineTable table) {
        return new TrainingSet(
                requireNonNull(table, "The table of a training set must not be null."),
                "event_timestamp",
                List.of(),
                false);
    }

    /** Return a copy whose event timestamps are in this column. */
    public TrainingSet withEventTimestamp(String column) {
        return new TrainingSet(
                table,
                requireNonNull(column, "The column of the event timestamps must not be null."),
                sources,
                hasFullNames);
    }

    /** Return a copy that has all features of this view too, joined from this table of the same engine. */
    public TrainingSet with(FeatureView view, String featureTable) {
        return with(EngineSource.of(view, table.engine().table(featureTable)));
    }

    /** Return a copy that has the features of these sources too. */
    public TrainingSet with(EngineSource... more) {
        List<EngineSource> all =
                Stream.concat(sources.stream(), Stream.of(more)).toList();
        return new TrainingSet(table, eventTimestamp, all, hasFullNames);
    }

    /** Return a copy in which each feature is named with its view, such as {@code driver_stats__conv_rate}. */
    public TrainingSet withFullFeatureNames() {
        return new TrainingSet(table, eventTimestamp, sources, true);
    }

    /** Return the table. */
    public EngineTable table() {
        return table;
    }

    /** Return the column that holds the event timestamps. */
    public String eventTimestamp() {
        return eventTimestamp;
    }

    /** Return the sources that the features were joined from. */
    public List<EngineSource> sources() {
        return sources;
    }

    /** Return the name of the column that a feature has here. */
    String columnOf(EngineSource source, String feature) {
        return hasFullNames ? source.shape().name() + "__" + feature : feature;
    }

    /** Return the same question about rows that are here. */
    Retrieval retrieval(io.mmp.test.table.Table rows, EngineSource source, io.mmp.test.table.Table sourceRows) {
        List<String> names = new ArrayList<>();
        source.view().joinKeys().forEach(key -> names.add(source.shape().entityColumn(key)));
        if (!names.contains(eventTimestamp)) {
            names.add(eventTimestamp);
        }
        Retrieval retrieval = Retrieval.of(rows.select(names.stream().distinct().toList()), eventTimestamp)
                .with(source.from(sourceRows));
        return hasFullNames ? retrieval.withFullFeatureNames() : retrieval;
    }

    /** Start assertions on this training set, for AssertJ's own {@code assertThat}. */
    @Override
    public TrainingSetAssert assertThat() {
        return new TrainingSetAssert(this);
    }

    /** Return where it is and what it was joined from. */
    @Override
    public String toString() {
        return "training set %s with %s".formatted(table, sources);
    }
}
