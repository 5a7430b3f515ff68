package io.mmp.test.drift;

import io.mmp.test.drift.Change.OfColumn;
import io.mmp.test.drift.ReferenceTable.Moments;
import io.mmp.test.table.Column;
import io.mmp.test.table.ValueType;
import java.util.SplittableRandom;

/**
 * Changes numbers; nulls, NaN and infinite values stay.
 *
 * @param formula the new value
 */
record NumberChange(Formula formula) implements OfColumn {

    /** Computes a new value of one, and of mean and standard deviation of the reference. */
    interface Formula {
        double of(double value, Moments reference);
    }

    @Override
    public boolean fits(ReferenceTable reference, String column) {
        return Cell.isNumber(reference.column(column).type())
                && reference.moments(column).deviation() > 0;
    }

    @Override
    public Column of(String name, Column column, ReferenceTable reference, SplittableRandom random) {
        Moments moments = reference.moments(name);
        return Cell.column(column.type(), column.size(), row -> {
            double value = Cell.number(column, row);
            return Double.isFinite(value) ? number(column.type(), formula.of(value, moments), random) : column.get(row);
        });
    }

    /** Return it in the column's type; integers are rounded up or down by chance, so that a small shift is one of the mean all the same. */
    static Object number(ValueType type, double value, SplittableRandom random) {
        boolean isInteger = type == ValueType.INT32 || type == ValueType.INT64;
        return Cell.ofType(type, isInteger ? Math.floor(value + random.nextDouble()) : value);
    }
}
