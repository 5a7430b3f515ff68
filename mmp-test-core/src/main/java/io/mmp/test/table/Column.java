package io.mmp.test.table;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one column, all of one type; any of them may be null.
 *
 * @since 0.1.0
 */
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
     * Return the cell in this row, which is an integer.
     *
     * @throws IllegalStateException if the column holds none
     */
    public long getLong(int row) {
        throw new IllegalStateException("A column of type " + type + " holds no integers.");
    }

    /**
     * Return the number of the timestamp in this row, as {@link Timestamps} gives numbers to timestamps.
     *
     * @throws IllegalStateException if the column holds no timestamps
     */
    public long getTimestamp(int row) {
        throw new IllegalStateException("A column of type " + type + " holds no timestamps.");
    }

    /** Tell whether this cell and that cell hold one value: null is only null, NaN only NaN, and the width of numbers does not matter. */
    public abstract boolean isSame(int row, Column other, int otherRow);

    /** Return a hash of the cell in this row, which is the same for numbers of one value and any type. */
    public abstract int hash(int row);

    /** Return this column in another type, if it has nothing but nulls and empty lists that are of that type as well; else itself. */
    final Column inType(ValueType other) {
        if (other == type || size() == 0) {
            return this;
        }
        for (int row = 0; row < size(); row++) {
            boolean isEmptyList = get(row) instanceof Collection<?> elements && elements.isEmpty();
            if (!isNull(row) && !(isEmptyList && type.isCollection() && other.isCollection())) {
                return this;
            }
        }
        ColumnBuilder cells = new ColumnBuilder(other, size());
        for (int row = 0; row < size(); row++) {
            cells.add(get(row));
        }
        return cells.build();
    }

    /** Return a column of the cells in these rows; a row of -1 gives null. */
    public abstract Column gather(int[] rows);
}
