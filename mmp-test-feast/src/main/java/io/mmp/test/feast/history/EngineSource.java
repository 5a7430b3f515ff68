package io.mmp.test.feast.history;

import static java.util.Objects.requireNonNull;

import io.mmp.test.engine.EngineTable;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.ValueType;
import java.util.Collection;
import java.util.Map;

/**
 * Says what is read of a feature view in an engine, by a training set or a comparison with an online store: from which table, which
 * features, and for which entity.
 *
 * <p>A value: the other methods return changed copies.
 *
 * @since 0.1.0
 */
public final class EngineSource {

    /** The same, read of a table without rows. */
    private final FeatureSource shape;

    private final EngineTable table;

    private EngineSource(FeatureSource shape, EngineTable table) {
        this.shape = shape;
        this.table = table;
    }

    /** Read all features of a view from this table, which has a column for each of its fields. */
    public static EngineSource of(FeatureView view, EngineTable table) {
        TableBuilder columns = Table.builder();
        requireNonNull(view, "The view to read must not be null.")
                .sourceColumns()
                .forEach(columns::column);
        return new EngineSource(
                view.from(columns.build()),
                requireNonNull(table, () -> "The table of view '" + view.name() + "' must not be null."));
    }

    /** Return a copy under another name, for a view that is read twice. */
    public EngineSource withName(String alias) {
        return new EngineSource(shape.withName(alias), table);
    }

    /**
     * Return a copy that finds this join key in another column of the training set.
     *
     * @throws IllegalArgumentException if the view has no such join key
     */
    public EngineSource withJoinKey(String key, String column) {
        return new EngineSource(shape.withJoinKey(key, column), table);
    }

    /**
     * Return a copy that reads these features only.
     *
     * @throws IllegalArgumentException if the view has no such feature
     */
    public EngineSource select(String... features) {
        return new EngineSource(shape.select(features), table);
    }

    /** Return the same, read of rows that are here. */
    FeatureSource from(Table rows) {
        FeatureSource source = shape.view().from(rows).withName(shape.name());
        for (var key : shape.joinKeyMap().entrySet()) {
            source = source.withJoinKey(key.getKey(), key.getValue());
        }
        return source.select(shape.features().toArray(String[]::new));
    }

    /** Give columns that were read these names, and add nulls for those that nobody asked for. */
    FeatureSource named(Table read, Collection<String> names) {
        Table named = Table.builder().build();
        int i = 0;
        for (String name : names) {
            named = named.with(name, read.column("c" + i++));
        }
        for (Map.Entry<String, ValueType> column : view().sourceColumns().entrySet()) {
            if (!named.columnNames().contains(column.getKey())) {
                named = named.with(column.getKey(), nulls(column.getValue(), read.rowCount()));
            }
        }
        return from(named);
    }

    private static Column nulls(ValueType type, int count) {
        TableBuilder column = Table.builder().column("nulls", type);
        for (int row = 0; row < count; row++) {
            column.row((Object) null);
        }
        return column.build().column("nulls");
    }

    FeatureSource shape() {
        return shape;
    }

    /** Return the feature view. */
    public FeatureView view() {
        return shape.view();
    }

    /** Return the table that holds its rows. */
    public EngineTable table() {
        return table;
    }

    /** Return what is read, in one line. */
    @Override
    public String toString() {
        return "%s, read of %s as '%s' by %s: %s"
                .formatted(view(), table, shape.name(), shape.joinKeyMap(), shape.features());
    }
}
