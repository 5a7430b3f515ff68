package io.mmp.test.feast.parity;

import io.mmp.test.table.Column;
import io.mmp.test.table.KeyIndex;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import io.mmp.test.text.Words;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Compares two tables row by row: by their keys, in any order, a column after the other. */
final class TableComparison {

    private static final int NONE = -1;

    private final ParityRules rules;
    private final Table expected;
    private final Table actual;
    private final List<String> keys;
    private final Origins origins;
    private final Tally tally = new Tally();

    TableComparison(ParityRules rules, Table expected, Table actual, List<String> keys) {
        this.rules = rules;
        this.expected = expected;
        this.actual = actual;
        this.keys = keys;
        this.origins = new Origins(rules.history(), expected);
    }

    ParityReport run() {
        List<String> features = features();
        int[] actualRows = match();
        for (String feature : features) {
            compare(feature, actualRows);
        }
        return tally.report(
                "a table of " + Words.count(actual.rowCount(), "row"),
                "one of " + Words.count(expected.rowCount(), "row"),
                rules.accepted());
    }

    private List<String> features() {
        for (String key : keys) {
            if (!expected.column(key).type().isJoinableWith(actual.column(key).type())) {
                throw new TableException("Key '%s' is %s in the expected table, but %s in the actual one."
                        .formatted(
                                key,
                                expected.column(key).type(),
                                actual.column(key).type()));
            }
        }
        List<String> features = expected.columnNames().stream()
                .filter(column -> !keys.contains(column))
                .toList();
        if (features.isEmpty()) {
            throw new TableException(
                    "There is nothing to compare: the expected table has the keys %s and no other column."
                            .formatted(keys));
        }
        if (!expected.unread().isEmpty()) {
            throw new TableException(
                    "The expected table has columns that were not read, so that they cannot be compared; select the others. %s"
                            .formatted(String.join(" ", expected.unread().values())));
        }
        features.forEach(actual::column);
        rules.requireKnown(features);
        if (expected.rowCount() == 0) {
            throw new TableException("There is nothing to compare: the expected table has no rows.");
        }
        return features;
    }

    /** Return for each expected row the actual row, or {@link #NONE}, and count the rows that have no counterpart. */
    private int[] match() {
        List<Column> expectedKeys = keys.stream().map(expected::column).toList();
        KeyIndex index = new KeyIndex(expectedKeys, expected.rowCount(), KeyIndex.Nulls.MATCH_NULLS);
        if (index.groupCount() < expected.rowCount()) {
            throw twice("expected", expected, index.groups(), new int[expected.rowCount()]);
        }
        // Without duplicates the groups are the expected rows.
        int[] expectedRows = index.groupsOf(keys.stream().map(actual::column).toList(), actual.rowCount());
        int[] actualRows = new int[expected.rowCount()];
        Arrays.fill(actualRows, NONE);
        int matched = 0;
        for (int row = 0; row < expectedRows.length; row++) {
            if (expectedRows[row] == KeyIndex.NONE) {
                tally.addRow(Cause.EXTRA_ROW, actual, keys, row);
            } else if (actualRows[expectedRows[row]] == NONE) {
                actualRows[expectedRows[row]] = row;
                matched++;
            } else {
                throw twice("actual", actual, expectedRows, new int[expected.rowCount()]);
            }
        }
        if (matched == 0 && actual.rowCount() > 0) {
            throw new TableException(
                    "The tables have no key in common: %s is only in the expected one, %s only in the actual one."
                            .formatted(ParityText.join(key(expected, 0)), ParityText.join(key(actual, 0))));
        }
        for (int row = 0; matched < actualRows.length && row < actualRows.length; row++) {
            if (actualRows[row] == NONE) {
                tally.addRow(Cause.MISSING_ROW, expected, keys, row);
            }
        }
        tally.compared(FeatureParity.ROWS, (long) expected.rowCount() + actual.rowCount() - matched);
        return actualRows;
    }

    private TableException twice(String which, Table table, int[] groups, int[] counts) {
        int row = 0;
        while (groups[row] == KeyIndex.NONE || ++counts[groups[row]] < 2) {
            row++;
        }
        return new TableException("Key %s stands in two rows of the %s table: add a column to the keys %s."
                .formatted(ParityText.join(key(table, row)), which, keys));
    }

    private void compare(String feature, int[] actualRows) {
        Column right = expected.column(feature);
        Column found = actual.column(feature);
        CellRule rule = rules.ruleFor(feature, right.type(), ChronoUnit.MICROS);
        boolean isTyped = right.type() == found.type();
        long compared = 0;
        for (int row = 0; row < actualRows.length; row++) {
            int actualRow = actualRows[row];
            if (actualRow == NONE) {
                continue;
            }
            compared++;
            if (!isTyped || !right.isSame(row, found, actualRow)) {
                Cause cause = rule.difference(right.get(row), found.type(), found.get(actualRow));
                if (cause != null) {
                    add(feature, row, actualRow, origins.explain(cause, row, feature, found, actualRow));
                }
            }
        }
        tally.compared(feature, compared);
    }

    private void add(String feature, int row, int actualRow, Cause cause) {
        Column right = expected.column(feature);
        Column found = actual.column(feature);
        tally.add(
                feature,
                cause,
                () -> new Mismatch(
                        key(expected, row),
                        feature,
                        ParityText.value(right.type(), right.get(row)),
                        ParityText.value(found.type(), found.get(actualRow)),
                        cause));
    }

    private Map<String, String> key(Table table, int row) {
        return ParityText.key(table, keys, row);
    }
}
