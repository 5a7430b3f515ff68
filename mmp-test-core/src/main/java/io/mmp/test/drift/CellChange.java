package io.mmp.test.drift;

import io.mmp.test.drift.Change.OfColumn;
import io.mmp.test.table.Column;
import io.mmp.test.table.ValueType;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Changes cells of categories, or any cells. */
final class CellChange {

    private CellChange() {}

    /** Each cell is null with this probability. */
    record Nulls(double share) implements OfColumn {

        @Override
        public boolean fits(ReferenceTable reference, String column) {
            return true;
        }

        @Override
        public Column of(String name, Column column, ReferenceTable reference, SplittableRandom random) {
            return Cell.column(
                    column.type(), column.size(), row -> random.nextDouble() < share ? null : column.get(row));
        }
    }

    /** One category stands where the other was. */
    record Swap(String one, String other) implements OfColumn {

        @Override
        public boolean fits(ReferenceTable reference, String name) {
            Column column = reference.column(name);
            if (Cell.isCategory(column.type())) {
                for (int row = 0; row < column.size(); row++) {
                    if (isOneOf(column.get(row))) {
                        return true;
                    }
                }
            }
            return false;
        }

        @Override
        public Column of(String name, Column column, ReferenceTable reference, SplittableRandom random) {
            return Cell.column(column.type(), column.size(), row -> swapped(column.type(), column.get(row)));
        }

        private @Nullable Object swapped(ValueType type, @Nullable Object cell) {
            if (!isOneOf(cell)) {
                return cell;
            }
            String swapped = String.valueOf(cell).equals(one) ? other : one;
            return type == ValueType.BOOL ? (Object) Boolean.valueOf(swapped) : swapped;
        }

        private boolean isOneOf(@Nullable Object cell) {
            return cell != null
                    && (String.valueOf(cell).equals(one) || String.valueOf(cell).equals(other));
        }
    }

    /** Each cell is this category with this probability. */
    record Unseen(String category, double share) implements OfColumn {

        @Override
        public boolean fits(ReferenceTable reference, String column) {
            return reference.column(column).type() == ValueType.STRING;
        }

        @Override
        public Column of(String name, Column column, ReferenceTable reference, SplittableRandom random) {
            return Cell.column(
                    column.type(), column.size(), row -> random.nextDouble() < share ? category : column.get(row));
        }
    }
}
