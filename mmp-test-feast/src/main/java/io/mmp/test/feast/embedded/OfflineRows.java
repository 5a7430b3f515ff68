package io.mmp.test.feast.embedded;

import io.mmp.test.feast.table.Column;
import io.mmp.test.feast.table.Table;
import io.mmp.test.feast.table.TableBuilder;
import io.mmp.test.feast.table.ValueType;
import io.mmp.test.feast.view.FeatureView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the rows that were ingested for a view, in the columns and types that it declares. */
final class OfflineRows {

    private final FeatureView view;
    private Table rows;

    OfflineRows(FeatureView view) {
        this.view = view;
        this.rows = columns().build();
    }

    FeatureView view() {
        return view;
    }

    Table rows() {
        return rows;
    }

    void append(Table more) {
        view.from(more); // refuses rows that lack a column
        Table selected = more.select(List.copyOf(view.sourceColumns().keySet()));
        if (rows.rowCount() == 0 && hasDeclaredTypes(selected)) {
            rows = selected;
            return;
        }
        TableBuilder all = columns();
        addTo(all, rows);
        addTo(all, selected);
        rows = all.build();
    }

    private boolean hasDeclaredTypes(Table table) {
        return view.sourceColumns().entrySet().stream()
                .allMatch(column -> table.column(column.getKey()).type() == column.getValue());
    }

    private TableBuilder columns() {
        TableBuilder table = Table.builder();
        for (Map.Entry<String, ValueType> column : view.sourceColumns().entrySet()) {
            table.column(column.getKey(), column.getValue());
        }
        return table;
    }

    private static void addTo(TableBuilder table, Table rows) {
        List<Column> columns = rows.columnNames().stream().map(rows::column).toList();
        for (int row = 0; row < rows.rowCount(); row++) {
            @Nullable Object[] cells = new Object[columns.size()];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = columns.get(i).get(row);
            }
            table.row(cells);
        }
    }
}
