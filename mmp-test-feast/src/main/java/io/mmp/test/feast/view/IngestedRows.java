package io.mmp.test.feast.view;

import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.TableException;
import io.mmp.test.table.ValueType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the rows that were ingested for a view, in the columns and types that it declares. */
public final class IngestedRows {

    private final FeatureView view;
    private Table rows;

    /** Keep none yet. */
    public IngestedRows(FeatureView view) {
        this.view = view;
        this.rows = columns().build();
    }

    /** Return the view. */
    public FeatureView view() {
        return view;
    }

    /** Return all rows, in the order in which they came. */
    public Table rows() {
        return rows;
    }

    /**
     * Return the columns of these rows that the source of the view has, in the types that it declares.
     *
     * @throws TableException if a column is missing, or has a cell that is no value of its declared type
     */
    public Table select(Table more) {
        view.from(more); // refuses them
        Table selected = more.select(List.copyOf(view.sourceColumns().keySet()));
        if (hasDeclaredTypes(selected)) {
            return selected;
        }
        TableBuilder converted = columns();
        addTo(converted, selected);
        return converted.build();
    }

    /**
     * Append these rows.
     *
     * @throws TableException if a column is missing, or has a cell that is no value of its declared type
     */
    public void append(Table more) {
        Table selected = select(more);
        if (rows.rowCount() == 0) {
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
