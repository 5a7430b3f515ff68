package io.mmp.test.feast.table;

import org.jspecify.annotations.Nullable;

/** The cells of one column, all of one type; any of them may be null. */
public abstract sealed class Column permits LongColumn, ObjectColumn {

    private final ValueType type;

    Column(ValueType type) {
        this.type = type;
    }

    /** Return the type of the cells. */
    public final ValueType type() {
        return type;
    }

    /** Return the number of cells. */
    public abstract int size();

    /** Tell whether the cell in this row is null. */
    public abstract boolean isNull(int row);

    /** Return the cell in this row, in the form that {@link ValueType} describes. */
    public abstract @Nullable Object get(int row);

    /**
     * Return the cell in this row as a number: of an integer its value, of a timestamp the microseconds since 1970 in UTC.
     *
     * @throws IllegalStateException if the column holds neither
     */
    public long getLong(int row) {
        throw new IllegalStateException("A column of type " + type + " holds no integers.");
    }

    /** Tell whether this cell and that cell hold one value: null is only null, NaN only NaN, and the width of numbers does not matter. */
    public abstract boolean isSame(int row, Column other, int otherRow);

    /** Return a hash of the cell in this row, which is the same for numbers of one value and any type. */
    public abstract int hash(int row);

    /** Return a column of the cells in these rows; a row of -1 gives null. */
    public abstract Column gather(int[] rows);
}
