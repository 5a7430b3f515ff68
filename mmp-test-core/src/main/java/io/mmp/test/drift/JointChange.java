package io.mmp.test.drift;

import io.mmp.test.drift.ReferenceTable.Moments;
import io.mmp.test.table.Cells;
import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Changes how columns go together. */
final class JointChange {

    private JointChange() {}

    /**
     * Turn two columns of numbers about their means, in units of their standard deviations.
     *
     * @param degrees counter-clockwise
     */
    record Rotation(String x, String y, double degrees) implements Change {

        @Override
        public boolean fits(ReferenceTable reference, String column) {
            return column.equals(x) || column.equals(y);
        }

        @Override
        public Table of(Table table, ReferenceTable reference, Iterable<String> columns, SplittableRandom random) {
            for (String name : columns) {
                if (!Cell.isNumber(reference.column(name).type())) {
                    throw new DriftException("Column '%s' is of type %s: a rotation is of two columns of numbers."
                            .formatted(name, reference.column(name).type()));
                }
            }
            for (String name : columns) {
                if (reference.moments(name).deviation() == 0) {
                    throw new DriftException("Column '%s' is constant: there is nothing to turn.".formatted(name));
                }
            }
            double cos = Math.cos(Math.toRadians(degrees));
            double sin = Math.sin(Math.toRadians(degrees));
            Column xs = table.column(x);
            Column ys = table.column(y);
            Column turnedX = turned(xs, ys, reference.moments(x), reference.moments(y), cos, -sin, random);
            Column turnedY = turned(ys, xs, reference.moments(y), reference.moments(x), cos, sin, random);
            return Cell.replace(Cell.replace(table, x, turnedX), y, turnedY);
        }

        private static Column turned(
                Column own,
                Column other,
                Moments mine,
                Moments others,
                double keep,
                double take,
                SplittableRandom random) {
            return Cell.column(own.type(), own.size(), row -> {
                double a = (Cell.number(own, row) - mine.mean()) / mine.deviation();
                double b = (Cell.number(other, row) - others.mean()) / others.deviation();
                double turned = mine.mean() + mine.deviation() * (keep * a + take * b);
                return Double.isFinite(turned) ? NumberChange.number(own.type(), turned, random) : own.get(row);
            });
        }
    }

    /** Exchange the cells of a column among the rows: its values stay, and what they have to do with the others goes. */
    record Decoupling(String column) implements Change {

        @Override
        public boolean fits(ReferenceTable reference, String name) {
            return name.equals(column);
        }

        @Override
        public Table of(Table table, ReferenceTable reference, Iterable<String> columns, SplittableRandom random) {
            int[] rows = new int[table.rowCount()];
            Arrays.setAll(rows, i -> i);
            Draws.shuffle(rows, rows.length, random);
            return Cell.replace(table, column, table.column(column).gather(rows));
        }
    }

    /** Take rows again and again, so that a value of the label has another share; the rows of each label stay as they are. */
    record LabelShift(String column, String value, double share) implements Change {

        @Override
        public boolean fits(ReferenceTable reference, String name) {
            return name.equals(column);
        }

        @Override
        public Table of(Table table, ReferenceTable reference, Iterable<String> columns, SplittableRandom random) {
            Column label = table.column(column);
            int[] with = new int[label.size()];
            int[] without = new int[label.size()];
            int count = 0;
            for (int row = 0; row < label.size(); row++) {
                if (value.equals(String.valueOf(label.get(row)))) {
                    with[count++] = row;
                } else {
                    without[row - count] = row;
                }
            }
            int rest = label.size() - count;
            if (label.size() > 0 && ((count == 0 && share > 0) || (rest == 0 && share < 1))) {
                throw new DriftException("Column '%s' has %s in %s of %s rows: none to take more of."
                        .formatted(column, Cells.print(value), count, label.size()));
            }
            int chosen = count;
            return table.rows(random.doubles(label.size())
                    .mapToInt(each -> each < share ? with[random.nextInt(chosen)] : without[random.nextInt(rest)])
                    .toArray());
        }
    }
}
