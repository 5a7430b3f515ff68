package io.mmp.test.contract;

import io.mmp.test.table.Cells;
import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Goes over the rows of a table, whose numbers begin with zero. */
final class TableCursor implements RowCursor {

    private final List<String> names = new ArrayList<>();
    private final List<Column> columns = new ArrayList<>();
    private final List<String> unread;
    private final int rowCount;
    private final List<String> keys;
    private int row = -1;

    TableCursor(Table table) {
        this(table, List.of());
    }

    /** Go over rows whose order means nothing: these columns say which row one is. */
    TableCursor(Table table, List<String> keys) {
        this.keys = keys;
        rowCount = table.rowCount();
        table.columnNames().forEach(name -> {
            names.add(name);
            columns.add(table.column(name));
        });
        names.addAll(table.unread().keySet());
        unread = List.copyOf(table.unread().values());
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public @Nullable ValueType type(int column) {
        return column < columns.size() ? columns.get(column).type() : ValueType.NULL;
    }

    @Override
    public @Nullable String unread(int column) {
        return column < columns.size() ? null : unread.get(column - columns.size());
    }

    @Override
    public boolean next() {
        return ++row < rowCount;
    }

    @Override
    public int position() {
        return row;
    }

    @Override
    public String place(int position) {
        return keys.isEmpty()
                ? "row " + position
                : keys.stream()
                        .map(key -> key + "="
                                + Cells.print(columns.get(names.indexOf(key)).get(position)))
                        .collect(Collectors.joining(", "));
    }

    @Override
    public @Nullable Object cell(int column) {
        return columns.get(column).get(row);
    }

    @Override
    public void close() {}
}
