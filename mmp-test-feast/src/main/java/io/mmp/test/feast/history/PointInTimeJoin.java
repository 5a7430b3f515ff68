package io.mmp.test.feast.history;

import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.Field;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import io.mmp.test.table.ValueType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Joins entity rows with the feature values that were right at their event timestamps, independently of Feast.
 *
 * <p>For each entity row and feature source, of the source's rows with equal join keys:
 * <ul>
 *   <li>the event timestamp is at most that of the entity row, and at most the TTL older; both bounds are inclusive, and a TTL of zero
 *       is none;
 *   <li>of these the row with the greatest event timestamp counts, then the greatest created timestamp, then the one that stands last
 *       in the source; a row without created timestamp comes before those with one;
 *   <li>that row's values are taken as they are, null and NaN included; there is no falling back to an older row.
 * </ul>
 * The entity row is kept, with nulls, where no row counts. A null in a key or an event timestamp matches nothing. The created timestamp
 * hides no row, unless {@link #withKnowledgeTime()} or {@link #asOf} say so.
 *
 * <p>A value: the {@code with} methods return changed copies.
 */
public final class PointInTimeJoin {

    private final Table entityRows;
    private final String eventTimestamp;
    private final List<FeatureSource> sources;
    private final Naming naming;
    private final Visibility visibility;

    private PointInTimeJoin(
            Table entityRows,
            String eventTimestamp,
            List<FeatureSource> sources,
            Naming naming,
            Visibility visibility) {
        this.entityRows = entityRows;
        this.eventTimestamp = eventTimestamp;
        this.sources = List.copyOf(sources);
        this.naming = naming;
        this.visibility = visibility;
    }

    /** Join these entity rows, whose event timestamps are in the column {@code event_timestamp}. */
    public static PointInTimeJoin of(Table entityRows) {
        return of(entityRows, "event_timestamp");
    }

    /**
     * Join these entity rows, whose event timestamps are in that column.
     *
     * @throws TableException if there is no such column, or it holds no timestamps
     */
    public static PointInTimeJoin of(Table entityRows, String eventTimestamp) {
        requireTimestamps(entityRows, eventTimestamp);
        return new PointInTimeJoin(entityRows, eventTimestamp, List.of(), Naming.SHORT, Visibility.EVENT_TIME);
    }

    private static void requireTimestamps(Table table, String column) {
        ValueType type = table.column(column).type();
        if (type != ValueType.UNIX_TIMESTAMP) {
            throw new TableException(
                    "The event timestamp '%s' must be UNIX_TIMESTAMP, but is %s.".formatted(column, type));
        }
    }

    /**
     * Return a copy that reads from these sources too.
     *
     * @throws TableException if the entity rows lack one of their join keys, or hold it in a type that equals nothing there
     */
    public PointInTimeJoin with(FeatureSource... more) {
        List<FeatureSource> all = new ArrayList<>(sources);
        for (FeatureSource source : more) {
            requireKeys(entityRows, source);
            all.add(source);
        }
        return new PointInTimeJoin(entityRows, eventTimestamp, all, naming, visibility);
    }

    private static void requireKeys(Table table, FeatureSource source) {
        for (Field key : source.view().joinKeys()) {
            String column = source.entityColumn(key);
            ValueType type = table.column(column).type();
            ValueType sourceType = source.column(key.name()).type();
            if (!type.isJoinableWith(sourceType)) {
                throw new TableException("Join key '%s' is %s in the entity rows, but %s in the rows of view '%s'."
                        .formatted(column, type, sourceType, source.view().name()));
            }
        }
    }

    /** Return a copy that names each feature with its view, such as {@code driver_stats__conv_rate}. */
    public PointInTimeJoin withFullFeatureNames() {
        return new PointInTimeJoin(entityRows, eventTimestamp, sources, Naming.FULL, visibility);
    }

    /**
     * Return a copy that for each entity row does not see what was created after its event timestamp, or nobody knows when. A source
     * without created timestamps is seen whole.
     */
    public PointInTimeJoin withKnowledgeTime() {
        return new PointInTimeJoin(entityRows, eventTimestamp, sources, naming, visibility.withKnowledgeTime());
    }

    /** Return a copy that sees the sources as they were then: without what happened or was created later. */
    public PointInTimeJoin asOf(Instant instant) {
        return new PointInTimeJoin(entityRows, eventTimestamp, sources, naming, visibility.asOf(instant));
    }

    /**
     * Return the entity rows in their order, with a column for each feature.
     *
     * @throws TableException if two columns have one name
     */
    public Table run() {
        requireDistinctNames();
        Table joined = entityRows;
        for (FeatureSource source : sources) {
            int[] matches = new Matches(this, visibility, new FeatureHistory(source), entityRows).rows();
            for (String feature : source.features()) {
                joined = joined.with(
                        columnOf(source, feature), source.column(feature).gather(matches));
            }
        }
        return joined;
    }

    /**
     * Say that a feature store returned this table for this join.
     *
     * @throws TableException if it lacks the event timestamp, a join key or a feature, or holds one in a type that fits nothing there
     */
    public HistoricalFeatures returned(Table table) {
        return new HistoricalFeatures(this, table);
    }

    void check(Table returned) {
        requireDistinctNames();
        requireTimestamps(returned, eventTimestamp);
        for (FeatureSource source : sources) {
            requireKeys(returned, source);
            for (String feature : source.features()) {
                String column = columnOf(source, feature);
                ValueType type = returned.column(column).type();
                ValueType sourceType = source.column(feature).type();
                if (!type.isComparableTo(sourceType)) {
                    throw new TableException("Feature '%s' was returned as %s, but is %s in the rows of view '%s'."
                            .formatted(column, type, sourceType, source.view().name()));
                }
            }
        }
    }

    private void requireDistinctNames() {
        Set<String> names = new HashSet<>(entityRows.columnNames());
        for (FeatureSource source : sources) {
            for (String feature : source.features()) {
                String column = columnOf(source, feature);
                if (!names.add(column)) {
                    throw new TableException(
                            "Feature '%s' of '%s' has the name of another column: use full feature names, or another alias."
                                    .formatted(column, source.name()));
                }
            }
        }
    }

    /** Return the right answer for one of the entity rows. */
    Table answer(int entityRow) {
        return new PointInTimeJoin(entityRows.rows(entityRow), eventTimestamp, sources, naming, visibility).run();
    }

    /** Return the rows that are enriched. */
    public Table entityRows() {
        return entityRows;
    }

    /** Return the column that holds the event timestamps of the entity rows. */
    public String eventTimestamp() {
        return eventTimestamp;
    }

    /** Return the sources that are read. */
    public List<FeatureSource> sources() {
        return sources;
    }

    Visibility visibility() {
        return visibility;
    }

    /** Return the name of the column that a feature has in the joined table. */
    public String columnOf(FeatureSource source, String feature) {
        return naming == Naming.FULL ? source.name() + "__" + feature : feature;
    }

    /** How columns of features are named. */
    private enum Naming {
        SHORT,
        FULL
    }
}
