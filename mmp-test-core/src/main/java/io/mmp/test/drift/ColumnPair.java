package io.mmp.test.drift;

import io.mmp.test.table.Column;
import io.mmp.test.verdict.Sample;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A column as it was and as it is, read once for all tests. */
final class ColumnPair {

    /** What the values are compared as. */
    enum Kind {
        NUMBERS,
        CATEGORIES
    }

    /** A column of numbers of no more different values than this is one of categories as well. */
    private static final int FEW = 10;

    private final String name;
    private final Column reference;
    private final Column current;
    private final Kind kind;
    private @Nullable Numbers numbers;
    private @Nullable Counts counts;

    /** The values that are there, sorted. */
    record Numbers(Sample reference, Sample current) {}

    /** How often each category occurs. */
    record Counts(Map<String, Long> reference, Map<String, Long> current, long n, long m) {

        Set<String> categories() {
            Set<String> all = new LinkedHashSet<>(reference.keySet());
            all.addAll(current.keySet());
            return all;
        }
    }

    ColumnPair(String name, Column reference, Column current) {
        this.name = name;
        this.reference = reference;
        this.current = current;
        this.kind = kind(name, reference, current);
    }

    private static Kind kind(String name, Column reference, Column current) {
        if (Cell.isNumber(reference) && Cell.isNumber(current)) {
            return Kind.NUMBERS;
        }
        if (Cell.isCategory(reference) && reference.type() == current.type()) {
            return Kind.CATEGORIES;
        }
        throw new DriftException(
                "Column '%s' is of type %s in the reference and %s in the current table: drift is judged of numbers, text and booleans, each against its like."
                        .formatted(name, reference.type(), current.type()));
    }

    String name() {
        return name;
    }

    Kind kind() {
        return kind;
    }

    int referenceRows() {
        return reference.size();
    }

    int currentRows() {
        return current.size();
    }

    int missing(boolean inReference) {
        Column column = inReference ? reference : current;
        int missing = 0;
        for (int row = 0; row < column.size(); row++) {
            missing += Cell.isMissing(column, row) ? 1 : 0;
        }
        return missing;
    }

    Numbers numbers() {
        if (kind != Kind.NUMBERS) {
            throw new DriftException(
                    "Column '%s' is of type %s: this test needs numbers. Use chiSquare(), jensenShannon() or unseenCategories()."
                            .formatted(name, reference.type()));
        }
        if (numbers == null) {
            numbers = new Numbers(
                    Sample.of("values", "", Cell.numbers(reference)), Sample.of("values", "", Cell.numbers(current)));
        }
        return numbers;
    }

    /** Tell whether no test of numbers is needed: there are few different values. */
    boolean hasFewValues() {
        return hasFew(reference) && hasFew(current);
    }

    private boolean hasFew(Column column) {
        Set<Object> seen = new LinkedHashSet<>();
        for (int row = 0; row < column.size(); row++) {
            if (!Cell.isMissing(column, row) && seen.add(cell(column, row)) && seen.size() > FEW) {
                return false;
            }
        }
        return true;
    }

    Counts counts() {
        if (counts == null) {
            Map<String, Long> before = count(reference);
            Map<String, Long> now = count(current);
            counts = new Counts(before, now, sum(before), sum(now));
        }
        return counts;
    }

    private Map<String, Long> count(Column column) {
        Map<String, Long> found = new LinkedHashMap<>();
        for (int row = 0; row < column.size(); row++) {
            if (!Cell.isMissing(column, row)) {
                found.merge(cell(column, row), 1L, Long::sum);
            }
        }
        return found;
    }

    /** Return the cell as a category: 1 and 1.0 are one. */
    private String cell(Column column, int row) {
        return kind == Kind.NUMBERS ? String.valueOf(Cell.number(column, row) + 0.0) : String.valueOf(column.get(row));
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
