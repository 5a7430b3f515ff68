package io.mmp.test.feast.process;

import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.ValueType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes tables cell by cell. */
final class Tables {

    private Tables() {}

    /** Return rows of the source of a view. */
    static Table of(FeatureView view, @Nullable Object... cells) {
        TableBuilder table = Table.builder();
        view.sourceColumns().forEach(table::column);
        return fill(table, view.sourceColumns().size(), cells);
    }

    /** Return entities with a key {@code id}. */
    static Table ids(ValueType type, @Nullable Object... cells) {
        return fill(Table.builder().column("id", type), 1, cells);
    }

    /** Return entity rows with a key {@code id}: key, event timestamp, key, and so on. */
    static Table asked(ValueType type, @Nullable Object... cells) {
        return fill(Table.builder().column("id", type).column("event_timestamp", ValueType.UNIX_TIMESTAMP), 2, cells);
    }

    private static Table fill(TableBuilder table, int columns, @Nullable Object... cells) {
        for (int i = 0; i < cells.length; i += columns) {
            table.row(Arrays.copyOfRange(cells, i, i + columns));
        }
        return table.build();
    }
}
