package io.mmp.test.drift;

import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import java.util.HashMap;
import java.util.Map;

/** A reference, with what is measured of its columns once. */
final class ReferenceTable {

    private final Table table;
    private final Map<String, Moments> moments = new HashMap<>();

    ReferenceTable(Table table) {
        this.table = table;
    }

    /** Mean and standard deviation of the finite values of a column. */
    record Moments(double mean, double deviation) {

        static Moments of(Column column) {
            double mean = 0;
            double squares = 0;
            int count = 0;
            for (double value : Cell.numbers(column)) {
                if (Double.isFinite(value)) {
                    count++;
                    double delta = value - mean;
                    mean += delta / count;
                    squares += delta * (value - mean);
                }
            }
            return new Moments(mean, Math.sqrt(squares / Math.max(1, count - 1)));
        }
    }

    Table table() {
        return table;
    }

    Column column(String name) {
        return table.column(name);
    }

    Moments moments(String name) {
        return moments.computeIfAbsent(name, each -> Moments.of(column(each)));
    }
}
