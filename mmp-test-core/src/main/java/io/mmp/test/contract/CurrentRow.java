package io.mmp.test.contract;

import io.mmp.test.contract.RowCursor.Unreadable;
import io.mmp.test.table.Cells;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The row that is judged, its cells in the order of the contract's columns. */
final class CurrentRow {

    private final RowCursor cursor;
    private final String[] names;
    private final int[] columns;
    private final @Nullable Object[] cells;

    /**
     * @param names of the columns, in the order of the contract
     * @param columns where they are in the source; -1 where there is none
     */
    CurrentRow(RowCursor cursor, String[] names, int[] columns) {
        this.cursor = cursor;
        this.names = names;
        this.columns = columns;
        this.cells = new Object[columns.length];
    }

    void read() {
        for (int i = 0; i < cells.length; i++) {
            cells[i] = columns[i] < 0 ? null : cursor.cell(columns[i]);
        }
    }

    int position() {
        return cursor.position();
    }

    String place() {
        return cursor.place(cursor.position());
    }

    String place(int position) {
        return cursor.place(position);
    }

    /** Return the value of a cell, or null if there is none: null, NaN, or a text that is no value of the column's type. */
    @Nullable
    Object value(int column) {
        Object cell = cells[column];
        return cell instanceof Unreadable || Keys.isNothing(cell) ? null : cell;
    }

    @Nullable
    Unreadable unreadable(int column) {
        return cells[column] instanceof Unreadable unreadable ? unreadable : null;
    }

    /** Return the values of a key, or null if one is missing. */
    Object @Nullable [] key(int[] of) {
        Object[] key = new Object[of.length];
        for (int i = 0; i < of.length; i++) {
            Object value = value(of[i]);
            if (value == null) {
                return null;
            }
            key[i] = value;
        }
        return key;
    }

    String print(int column) {
        return Cells.print(cells[column] instanceof Unreadable unreadable ? unreadable.text() : cells[column]);
    }

    String print(int[] several) {
        StringBuilder printed = new StringBuilder(several.length == 1 ? "" : "(");
        for (int i = 0; i < several.length; i++) {
            printed.append(i == 0 ? "" : ", ").append(print(several[i]));
        }
        return printed.append(several.length == 1 ? "" : ")").toString();
    }

    /** Return all values by the names of their columns, null where there is none. */
    Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i++) {
            values.put(names[i], value(i));
        }
        return Collections.unmodifiableMap(values);
    }
}
