package io.mmp.test.table;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects a table row by row.
 *
 * @since 0.1.0
 */
public final class TableBuilder {

    private final Map<String, ColumnBuilder> columns = new LinkedHashMap<>();
    private int rowCount;

    TableBuilder() {}

    /**
     * Add a column; all of them come before the first row.
     *
     * @throws TableException if there is a column of this name, or a row
     */
    public TableBuilder column(String name, ValueType type) {
        if (rowCount > 0) {
            throw new TableException("Column '%s' comes after the first row.".formatted(name));
        }
        if (columns.put(name, new ColumnBuilder(type)) != null) {
            throw new TableException("There are two columns '%s'.".formatted(name));
        }
        return this;
    }

    /**
     * Add a row of one cell for each column; what is no value of its column's type is refused.
     *
     * @throws TableException if the number of cells or the type of one is wrong
     */
    public TableBuilder row(@Nullable Object... cells) {
        if (cells.length != columns.size()) {
            throw new TableException(
                    "Row %s has %s cells, but the columns are %s.".formatted(rowCount, cells.length, columns.keySet()));
        }
        Iterator<Map.Entry<String, ColumnBuilder>> column = columns.entrySet().iterator();
        for (Object cell : cells) {
            Map.Entry<String, ColumnBuilder> next = column.next();
            add(next.getKey(), next.getValue(), cell);
        }
        rowCount++;
        return this;
    }

    private static void add(String name, ColumnBuilder column, @Nullable Object cell) {
        try {
            column.add(cell);
        } catch (IllegalArgumentException e) {
            throw new TableException("Row %s: column '%s' %s.".formatted(column.size(), name, e.getMessage()), e);
        }
    }

    /** Return the table. */
    public Table build() {
        Map<String, Column> built = new LinkedHashMap<>();
        columns.forEach((name, column) -> built.put(name, column.build()));
        return Table.of(built, rowCount);
    }
}
