package io.mmp.test.drift;

import io.mmp.test.table.Column;
import io.mmp.test.table.ValueType;
import io.mmp.test.verdict.Sample;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A column that is here. */
record LocalColumn(Column column) implements ComparedColumn {

    @Override
    public ValueType type() {
        return column.type();
    }

    @Override
    public int rows() {
        return column.size();
    }

    @Override
    public int missing() {
        int missing = 0;
        for (int row = 0; row < column.size(); row++) {
            missing += Cell.isMissing(column, row) ? 1 : 0;
        }
        return missing;
    }

    @Override
    public boolean hasAtMost(int different) {
        Set<String> seen = new HashSet<>();
        for (int row = 0; row < column.size(); row++) {
            if (!Cell.isMissing(column, row) && seen.add(category(row)) && seen.size() > different) {
                return false;
            }
        }
        return true;
    }

    @Override
    public SortedMap<String, Long> counts() {
        Map<String, Long> found = new HashMap<>();
        for (int row = 0; row < column.size(); row++) {
            if (!Cell.isMissing(column, row)) {
                found.merge(category(row), 1L, Long::sum);
            }
        }
        return new TreeMap<>(found);
    }

    private String category(int row) {
        return Cell.isNumber(column.type()) ? Cell.category(Cell.number(column, row)) : String.valueOf(column.get(row));
    }

    @Override
    public SortedNumbers numbers() {
        return new LocalNumbers(Sample.of("values", "", Cell.numbers(column)));
    }
}
