package io.mmp.test.table;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Numbers, booleans and timestamps, eight bytes a cell; floating-point numbers of either width as the bits of a double, timestamps as their numbers. */
final class LongColumn extends Column {

    private final boolean isFloating;
    private final long[] cells;
    private final BitSet nulls;

    LongColumn(ValueType type, long[] cells, BitSet nulls) {
        super(type);
        this.isFloating = type == ValueType.FLOAT || type == ValueType.DOUBLE;
        this.cells = cells;
        this.nulls = nulls;
    }

    /** Return a number in the bits of a cell, which are the same for all NaNs and differ for 0.0 and -0.0. */
    static long bits(double number) {
        return Double.doubleToLongBits(number);
    }

    @Override
    public int size() {
        return cells.length;
    }

    @Override
    public boolean isNull(int row) {
        return nulls.get(row);
    }

    @Override
    public @Nullable Object get(int row) {
        if (nulls.get(row)) {
            return null;
        }
        long cell = cells[row];
        return switch (type()) {
            case INT32 -> (int) cell;
            case BOOL -> cell != 0;
            case UNIX_TIMESTAMP -> Timestamps.instant(cell);
            case FLOAT -> (float) Double.longBitsToDouble(cell);
            case DOUBLE -> Double.longBitsToDouble(cell);
            default -> cell;
        };
    }

    @Override
    public long getLong(int row) {
        return isFloating || type() == ValueType.UNIX_TIMESTAMP ? super.getLong(row) : cells[row];
    }

    @Override
    public long getTimestamp(int row) {
        return type() == ValueType.UNIX_TIMESTAMP ? cells[row] : super.getTimestamp(row);
    }

    @Override
    public boolean isSame(int row, Column other, int otherRow) {
        boolean isAlike = type() == other.type() || !isFloating;
        if (!(isAlike && other instanceof LongColumn same && isFloating == same.isFloating)) {
            return Cells.same(get(row), other.get(otherRow));
        }
        return nulls.get(row)
                ? same.nulls.get(otherRow)
                : cells[row] == same.cells[otherRow] && !same.nulls.get(otherRow);
    }

    @Override
    public int hash(int row) {
        long cell = cells[row];
        return nulls.get(row) ? 0 : isFloating ? hash(Double.longBitsToDouble(cell)) : Long.hashCode(cell);
    }

    private static int hash(double number) {
        return number == (long) number ? Long.hashCode((long) number) : Float.hashCode((float) number);
    }

    @Override
    public Column gather(int[] rows) {
        long[] gathered = new long[rows.length];
        BitSet gatheredNulls = new BitSet();
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] < 0 || nulls.get(rows[i])) {
                gatheredNulls.set(i);
            } else {
                gathered[i] = cells[rows[i]];
            }
        }
        return new LongColumn(type(), gathered, gatheredNulls);
    }
}
