package io.mmp.test.feast.history;

import static java.util.Objects.requireNonNull;

import io.mmp.test.engine.Engine;
import io.mmp.test.engine.EngineTable;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * A training set that is too large for a test's JVM: a table in an engine, whose features were joined from other tables there.
 *
 * <pre>{@code
 * Engine engine = Engine.at("jdbc:postgresql://warehouse/ml");
 * assertThat(TrainingSet.in(engine, "ml.training").with(driverStats, "ml.driver_stats")).isPointInTimeCorrect();
 * }</pre>
 *
 * <p>Each row has the join keys, the event timestamp and the features that were joined; further columns are not looked at, unless the
 * {@linkplain #withEntityRows entity rows} have them.
 *
 * <p>Of an {@linkplain Engine#local engine of local tables} it is one of this JVM, judged by the local oracle.
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
    private final @Nullable EngineTable entityRows;

    private TrainingSet(
            EngineTable table,
            String eventTimestamp,
            List<EngineSource> sources,
            boolean hasFullNames,
            @Nullable EngineTable entityRows) {
        this.entityRows = entityRows;
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
                false,
                null);
    }

    /** Return a copy whose event timestamps are in this column. */
    public TrainingSet withEventTimestamp(String column) {
        return new TrainingSet(
                table,
                requireNonNull(column, "The column of the event timestamps must not be null."),
                sources,
                hasFullNames,
                entityRows);
    }

    /** Return a copy that has all features of this view too, joined from this table of the same engine. */
    public TrainingSet with(FeatureView view, String featureTable) {
        return with(EngineSource.of(view, table.engine().table(featureTable)));
    }

    /** Return a copy that has the features of these sources too. */
    public TrainingSet with(EngineSource... more) {
        List<EngineSource> all =
                Stream.concat(sources.stream(), Stream.of(more)).toList();
        return new TrainingSet(table, eventTimestamp, all, hasFullNames, entityRows);
    }

    /** Return a copy that was made for the entity rows in this table of the same engine: see {@link #withEntityRows(EngineTable)}. */
    public TrainingSet withEntityRows(String entityTable) {
        return withEntityRows(table.engine().table(entityTable));
    }

    /**
     * Return a copy that was made for these entity rows, such as labels: {@link TrainingSetAssert#isPointInTimeCorrect} then finds those that were
     * dropped, and rows that are extra. A row is told by all columns of that table, each of which the training set must have.
     */
    public TrainingSet withEntityRows(EngineTable rows) {
        return new TrainingSet(
                table,
                eventTimestamp,
                sources,
                hasFullNames,
                requireNonNull(rows, "The table of the entity rows must not be null."));
    }

    /** Return a copy in which each feature is named with its view, such as {@code driver_stats__conv_rate}. */
    public TrainingSet withFullFeatureNames() {
        return new TrainingSet(table, eventTimestamp, sources, true, entityRows);
    }

    /** Return the table. */
    public EngineTable table() {
        return table;
    }

    /** Return the entity rows that it was made for, if it names them. */
    public Optional<EngineTable> entityRows() {
        return Optional.ofNullable(entityRows);
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
        return naming().columnOf(source.shape(), feature);
    }

    private Retrieval.Naming naming() {
        return hasFullNames ? Retrieval.Naming.FULL : Retrieval.Naming.SHORT;
    }

    /** Return what messages call it. */
    String subject() {
        return "training set " + table;
    }

    /** Return the columns that tell the entities of these sources and when, and those of the features. */
    List<String> judgedColumns(List<EngineSource> judged) {
        Set<String> names = new LinkedHashSet<>(askedColumns(judged));
        judged.forEach(source -> source.shape().features().forEach(feature -> names.add(columnOf(source, feature))));
        return List.copyOf(names);
    }

    /** Return the columns that tell the entities of these sources and when. */
    List<String> askedColumns(List<EngineSource> judged) {
        Set<String> names = new LinkedHashSet<>();
        judged.forEach(source ->
                source.view().joinKeys().forEach(key -> names.add(source.shape().entityColumn(key))));
        names.add(eventTimestamp);
        return List.copyOf(names);
    }

    /** Return the same question about rows that are here. */
    Retrieval retrieval(Table rows, EngineSource source, Table sourceRows) {
        return retrieval(rows.select(askedColumns(List.of(source)))).with(source.from(sourceRows));
    }

    /** Return the question about these entity rows, without its sources. */
    Retrieval retrieval(Table asked) {
        Retrieval retrieval = Retrieval.of(asked, eventTimestamp);
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
