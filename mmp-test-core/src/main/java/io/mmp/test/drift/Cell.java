package io.mmp.test.drift;

import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.ValueType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Reads the cells of columns as numbers or as categories, and makes columns. */
final class Cell {

    private static final Set<ValueType> NUMBERS =
            EnumSet.of(ValueType.INT32, ValueType.INT64, ValueType.FLOAT, ValueType.DOUBLE, ValueType.DECIMAL);
    private static final Set<ValueType> CATEGORIES = EnumSet.of(ValueType.STRING, ValueType.BOOL);

    private Cell() {}

    static boolean isNumber(ValueType type) {
        return NUMBERS.contains(type);
    }

    static boolean isCategory(ValueType type) {
        return CATEGORIES.contains(type);
    }

    /** Return a number as a category: 1 and 1.0 are one, and both zeros. */
    static String category(double number) {
        return String.valueOf(number + 0.0);
    }

    /** Tell whether there is no value in this row: null, or a NaN, which is what pandas writes for one. */
    static boolean isMissing(Column column, int row) {
        return column.isNull(row) || (isFloating(column) && Double.isNaN(number(column, row)));
    }

    private static boolean isFloating(Column column) {
        return column.type() == ValueType.DOUBLE || column.type() == ValueType.FLOAT;
    }

    /** Return the number in this row; NaN if it is null. */
    static double number(Column column, int row) {
        return column.get(row) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** Return the values of a column of numbers that are there. */
    static double[] numbers(Column column) {
        double[] values = new double[column.size()];
        int count = 0;
        for (int row = 0; row < column.size(); row++) {
            double value = number(column, row);
            if (!Double.isNaN(value)) {
                // Negative zero is zero: sorted it would be another value.
                values[count++] = value + 0.0;
            }
        }
        return Arrays.copyOf(values, count);
    }

    /** Return a number in the form that a column of this type takes: rounded where it holds integers. */
    static Object ofType(ValueType type, double value) {
        return switch (type) {
            case INT32 -> (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, Math.rint(value)));
            case INT64 -> (long) Math.rint(value);
            case FLOAT -> (float) value;
            case DECIMAL -> BigDecimal.valueOf(value);
            default -> value;
        };
    }

    /** Make a column of these cells, one a row. */
    static Column column(ValueType type, int rows, IntFunction<@Nullable Object> cells) {
        TableBuilder builder = Table.builder().column("value", type);
        for (int row = 0; row < rows; row++) {
            builder.row(cells.apply(row));
        }
        return builder.build().column("value");
    }

    /** Return a table in which this column is another one, at the same place. */
    static Table replace(Table table, String name, Column column) {
        Table replaced = Table.builder().build();
        for (String each : table.columnNames()) {
            replaced = replaced.with(each, each.equals(name) ? column : table.column(each));
        }
        return replaced;
    }
}
