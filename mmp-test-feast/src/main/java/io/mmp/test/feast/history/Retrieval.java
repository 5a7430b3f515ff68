package io.mmp.test.feast.history;

import static java.util.Objects.requireNonNull;

import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.Field;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import io.mmp.test.table.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Says what a feature store is asked for: entity rows, the sources to enrich them from, and how the features are named.
 *
 * <p>A value: the {@code with} methods return changed copies. It knows no answer; {@link #returned} tells what a store gave, and
 * {@link PointInTimeJoin} what is right.
 *
 * @since 0.1.0
 */
public final class Retrieval {

    private final Table entityRows;
    private final String eventTimestamp;
    private final List<FeatureSource> sources;
    private final Naming naming;

    private Retrieval(Table entityRows, String eventTimestamp, List<FeatureSource> sources, Naming naming) {
        this.entityRows = entityRows;
        this.eventTimestamp = eventTimestamp;
        this.sources = List.copyOf(sources);
        this.naming = naming;
    }

    /**
     * Enrich these entity rows, whose event timestamps are in the column {@code event_timestamp}.
     *
     * @throws TableException if there is no such column, or it holds no timestamps
     */
    public static Retrieval of(Table entityRows) {
        return of(entityRows, "event_timestamp");
    }

    /**
     * Enrich these entity rows, whose event timestamps are in that column.
     *
     * @throws TableException if there is no such column, or it holds no timestamps
     */
    public static Retrieval of(Table entityRows, String eventTimestamp) {
        requireNonNull(entityRows, "The entity rows must not be null.");
        requireNonNull(eventTimestamp, "The column of the event timestamps must not be null.");
        requireTimestamps(entityRows, eventTimestamp);
        return new Retrieval(entityRows, eventTimestamp, List.of(), Naming.SHORT);
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
    public Retrieval with(FeatureSource... more) {
        List<FeatureSource> all = new ArrayList<>(sources);
        for (FeatureSource source : more) {
            requireKeys(entityRows, requireNonNull(source, "A source must not be null."));
            all.add(source);
        }
        return new Retrieval(entityRows, eventTimestamp, all, naming);
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
    public Retrieval withFullFeatureNames() {
        return new Retrieval(entityRows, eventTimestamp, sources, Naming.FULL);
    }

    /**
     * Say that a feature store returned this table.
     *
     * @param table the columns of the entity rows, and one for each feature; its rows may be in any order
     * @throws TableException if it lacks the event timestamp, a join key or a feature, or holds one in a type that fits nothing there
     */
    public HistoricalFeatures returned(Table table) {
        requireNonNull(table, "The returned table must not be null.");
        requireDistinctNames();
        requireTimestamps(table, eventTimestamp);
        for (FeatureSource source : sources) {
            requireKeys(table, source);
            for (String feature : source.features()) {
                requireFeature(table, source, feature);
            }
        }
        return new HistoricalFeatures(this, table);
    }

    private void requireFeature(Table table, FeatureSource source, String feature) {
        String column = columnOf(source, feature);
        ValueType type = table.column(column).type();
        ValueType sourceType = source.column(feature).type();
        if (!type.isComparableTo(sourceType)) {
            throw new TableException("Feature '%s' was returned as %s, but is %s in the rows of view '%s'."
                    .formatted(column, type, sourceType, source.view().name()));
        }
    }

    void requireDistinctNames() {
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

    /** Return a copy for one of the entity rows. */
    Retrieval forRow(int entityRow) {
        return new Retrieval(entityRows.rows(entityRow), eventTimestamp, sources, naming);
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

    /** Return the name of the column that a feature has in the answer. */
    public String columnOf(FeatureSource source, String feature) {
        return naming.columnOf(source, feature);
    }

    /** How columns of features are named. */
    enum Naming {
        SHORT,
        FULL;

        String columnOf(FeatureSource source, String feature) {
            return this == FULL ? source.name() + "__" + feature : feature;
        }
    }
}
