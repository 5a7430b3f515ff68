package io.mmp.test.contract;

import io.mmp.test.table.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes over the rows of a source once. */
interface RowCursor extends AutoCloseable {

    /** A cell whose text is no value of its column's type. */
    record Unreadable(String text, String reason) {}

    /** Return the names of the columns in their order; two may have one name. */
    List<String> names();

    /** Return the type of a column, or null where cells are text that may become any. */
    @Nullable
    ValueType type(int column);

    /** Return why a column is not read, or null if it is. */
    @Nullable
    String unread(int column);

    /** Read the cells of a column as this says, where they are text. */
    default void bind(int column, ColumnContract contract) {}

    boolean next();

    /** Return where the row stands, as {@link #place} words it. */
    int position();

    String place(int position);

    /** Return why the row cannot be judged, or null if it can. */
    default @Nullable String misshapen() {
        return null;
    }

    /** Return a cell of the row, which may be {@link Unreadable}. */
    @Nullable
    Object cell(int column);

    @Override
    void close();
}
