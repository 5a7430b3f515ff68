package io.mmp.test.table;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Text, bytes, decimals, lists and all else that is an object. */
final class ObjectColumn extends Column {

    private final @Nullable Object[] cells;

    ObjectColumn(ValueType type, @Nullable Object[] cells) {
        super(type);
        this.cells = cells;
    }

    @Override
    public int size() {
        return cells.length;
    }

    @Override
    public boolean isNull(int row) {
        return cells[row] == null;
    }

    @Override
    public @Nullable Object get(int row) {
        return cells[row];
    }

    @Override
    public boolean isSame(int row, Column other, int otherRow) {
        return Cells.same(cells[row], other.get(otherRow));
    }

    @Override
    public int hash(int row) {
        return Objects.hashCode(cells[row]);
    }

    @Override
    public Column gather(int[] rows) {
        @Nullable Object[] gathered = new Object[rows.length];
        for (int i = 0; i < rows.length; i++) {
            gathered[i] = rows[i] < 0 ? null : cells[rows[i]];
        }
        return new ObjectColumn(type(), gathered);
    }
}
