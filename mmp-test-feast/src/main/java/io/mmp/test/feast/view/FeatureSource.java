package io.mmp.test.feast.view;

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
 * <p>Make one with {@link FeatureView#from}. A value: the other methods return changed copies.
 *
 * @param view the feature view
 * @param rows its rows, all of them, in any order; where two have one key, event timestamp and created timestamp, the later row counts
 * @param name the name that stands before the features in full feature names; the view's own unless it is read twice
 * @param joinKeyMap from the view's join keys to the columns of the entity rows, for those that differ
 * @param features the names of the features to read
 */
public record FeatureSource(
        FeatureView view, Table rows, String name, Map<String, String> joinKeyMap, List<String> features) {

    /** Check that the rows have the view's columns, and these the right types. */
    public FeatureSource {
        joinKeyMap = Map.copyOf(joinKeyMap);
        features = List.copyOf(features);
        rows = rows.withTypes(view.sourceColumns());
        for (Map.Entry<String, ValueType> column : view.sourceColumns().entrySet()) {
            check(view, rows, column.getKey(), column.getValue());
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

    private static void check(FeatureView view, Table rows, String column, ValueType type) {
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
    public FeatureSource as(String alias) {
        return new FeatureSource(view, rows, alias, joinKeyMap, features);
    }

    /** Return a copy that finds this join key in another column of the entity rows. */
    public FeatureSource withJoinKey(String key, String entityColumn) {
        Map<String, String> map = new LinkedHashMap<>(joinKeyMap);
        map.put(key, entityColumn);
        return new FeatureSource(view, rows, name, map, features);
    }

    /** Return a copy that reads these features only. */
    public FeatureSource select(String... names) {
        return new FeatureSource(view, rows, name, joinKeyMap, List.of(names));
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
        return Optional.ofNullable(view.createdTimestamp()).map(this::column);
    }
}
