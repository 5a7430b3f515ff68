package io.mmp.test.feast.table;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Floating-point numbers of either width, eight bytes a cell. */
final class DoubleColumn extends Column {

    private final double[] cells;
    private final BitSet nulls;

    DoubleColumn(ValueType type, double[] cells, BitSet nulls) {
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
        return type() == ValueType.FLOAT ? (Object) (float) cells[row] : (Object) cells[row];
    }

    @Override
    public boolean isSame(int row, Column other, int otherRow) {
        if (!(other instanceof DoubleColumn same && same.type() == type())) {
            return Cells.same(get(row), other.get(otherRow));
        }
        return nulls.get(row)
                ? same.nulls.get(otherRow)
                : Double.compare(cells[row], same.cells[otherRow]) == 0 && !same.nulls.get(otherRow);
    }

    @Override
    public int hash(int row) {
        double cell = cells[row];
        return nulls.get(row) ? 0 : cell == (long) cell ? Long.hashCode((long) cell) : Float.hashCode((float) cell);
    }

    @Override
    public Column gather(int[] rows) {
        double[] gathered = new double[rows.length];
        BitSet gatheredNulls = new BitSet();
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] < 0 || nulls.get(rows[i])) {
                gatheredNulls.set(i);
            } else {
                gathered[i] = cells[rows[i]];
            }
        }
        return new DoubleColumn(type(), gathered, gatheredNulls);
    }
}
