package io.mmp.test.feast.view;

import static java.util.Objects.requireNonNull;

import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import io.mmp.test.table.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what one retrieval reads of a feature view: from which rows, which features, and for which entity.
 *
 * <p>Make one with {@link FeatureView#from}. The other methods return changed copies.
 *
 * <p>Where two rows have one key, event timestamp and created timestamp, the later row counts.
 *
 * @since 0.1.0
 */
public final class FeatureSource {

    private final FeatureView view;
    private final Table rows;
    private final String name;
    private final Map<String, String> joinKeyMap;
    private final List<String> features;

    private FeatureSource(
            FeatureView view, Table rows, String name, Map<String, String> joinKeyMap, List<String> features) {
        this.view = view;
        this.rows = requireNonNull(rows, () -> "The rows of view '" + view.name() + "' must not be null.")
                .withTypes(view.sourceColumns());
        this.name = requireNonNull(name, () -> "The alias of view '" + view.name() + "' must not be null.");
        this.joinKeyMap = Map.copyOf(joinKeyMap);
        this.features = List.copyOf(features);
        check();
    }

    /** Check that the rows have the view's columns, these the right types, and the view what is selected of it. */
    private void check() {
        for (Map.Entry<String, ValueType> column : view.sourceColumns().entrySet()) {
            check(column.getKey(), column.getValue());
        }
        for (String feature : features) {
            if (view.features().stream().noneMatch(field -> field.name().equals(feature))) {
                throw new IllegalArgumentException("View '%s' has no feature '%s'; it has %s."
                        .formatted(
                                view.name(),
                                feature,
                                view.features().stream().map(Field::name).toList()));
            }
        }
        for (String key : joinKeyMap.keySet()) {
            if (view.joinKeys().stream().noneMatch(field -> field.name().equals(key))) {
                throw new IllegalArgumentException("View '%s' has no join key '%s'; it has %s."
                        .formatted(
                                view.name(),
                                key,
                                view.joinKeys().stream().map(Field::name).toList()));
            }
        }
    }

    private void check(String column, ValueType type) {
        if (rows.unread().containsKey(column)) {
            throw new TableException("Column '%s' of the rows of view '%s' was not read. %s"
                    .formatted(column, view.name(), rows.unread().get(column)));
        }
        if (!rows.columnNames().contains(column)) {
            throw new TableException("The rows of view '%s' have no column '%s'; they have %s."
                    .formatted(view.name(), column, rows.columnNames()));
        }
        ValueType actual = rows.column(column).type();
        if (!actual.isComparableTo(type)) {
            throw new TableException("Column '%s' of the rows of view '%s' is %s, but is declared as %s."
                    .formatted(column, view.name(), actual, type));
        }
    }

    static FeatureSource of(FeatureView view, Table rows) {
        return new FeatureSource(
                view,
                rows,
                view.name(),
                Map.of(),
                view.features().stream().map(Field::name).toList());
    }

    /** Return a copy under another name, for a view that is read twice. */
    public FeatureSource withName(String alias) {
        return new FeatureSource(view, rows, alias, joinKeyMap, features);
    }

    /**
     * Return a copy that finds this join key in another column of the entity rows.
     *
     * @throws IllegalArgumentException if the view has no such join key
     */
    public FeatureSource withJoinKey(String key, String entityColumn) {
        Map<String, String> map = new LinkedHashMap<>(joinKeyMap);
        map.put(key, entityColumn);
        return new FeatureSource(view, rows, name, map, features);
    }

    /** Return a copy of another declaration of the view, which reads the same of the same rows. */
    public FeatureSource withView(FeatureView other) {
        return new FeatureSource(other, rows, name, joinKeyMap, features);
    }

    /**
     * Return a copy that reads these features only.
     *
     * @throws IllegalArgumentException if the view has no such feature
     */
    public FeatureSource select(String... names) {
        return new FeatureSource(view, rows, name, joinKeyMap, List.of(names));
    }

    /** Return the feature view. */
    public FeatureView view() {
        return view;
    }

    /** Return the rows of the view, all of them, in any order. */
    public Table rows() {
        return rows;
    }

    /** Return the name that stands before the features in full feature names; the view's own unless it is read twice. */
    public String name() {
        return name;
    }

    /** Return the columns of the entity rows that hold join keys of other names, by the names of the join keys. */
    public Map<String, String> joinKeyMap() {
        return joinKeyMap;
    }

    /** Return the names of the features to read. */
    public List<String> features() {
        return features;
    }

    /** Return the column of the entity rows that holds this join key. */
    public String entityColumn(Field joinKey) {
        return joinKeyMap.getOrDefault(joinKey.name(), joinKey.name());
    }

    /** Return the column that holds this field of the view. */
    public Column column(String field) {
        return rows.column(view.columnOf(field));
    }

    /** Return the columns that hold the join keys. */
    public List<Column> keyColumns() {
        return view.joinKeys().stream().map(key -> column(key.name())).toList();
    }

    /** Return the column that holds the event timestamps. */
    public Column eventColumn() {
        return column(view.eventTimestamp());
    }

    /** Return the column that holds the created timestamps, if the view has one. */
    public Optional<Column> createdColumn() {
        return view.createdTimestamp().map(this::column);
    }

    /** Return what is read, in one line. */
    @Override
    public String toString() {
        return "%s rows of %s, read as '%s' by %s: %s".formatted(rows.rowCount(), view, name, joinKeyMap, features);
    }
}
