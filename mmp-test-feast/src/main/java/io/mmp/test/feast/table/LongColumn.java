package io.mmp.test.feast.table;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Integers, booleans and timestamps, eight bytes a cell. */
final class LongColumn extends Column {

    private final long[] cells;
    private final BitSet nulls;

    LongColumn(ValueType type, long[] cells, BitSet nulls) {
        super(type);
        this.cells = cells;
        this.nulls = nulls;
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
            default -> cell;
        };
    }

    @Override
    public long getLong(int row) {
        return cells[row];
    }

    @Override
    public boolean isSame(int row, Column other, int otherRow) {
        if (!(other instanceof LongColumn same)) {
            return Cells.same(get(row), other.get(otherRow));
        }
        return nulls.get(row)
                ? same.nulls.get(otherRow)
                : cells[row] == same.cells[otherRow] && !same.nulls.get(otherRow);
    }

    @Override
    public int hash(int row) {
        return nulls.get(row) ? 0 : Long.hashCode(cells[row]);
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
