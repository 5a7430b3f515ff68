package io.mmp.test.drift;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
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
    private final ComparedColumn reference;
    private final ComparedColumn current;
    private final Kind kind;
    private @Nullable Numbers numbers;
    private @Nullable Counts counts;
    private @Nullable Boolean hasFewValues;

    /** The values that are there, sorted. */
    record Numbers(SortedNumbers reference, SortedNumbers current) {}

    /** How often each category occurs. */
    record Counts(SortedMap<String, Long> reference, SortedMap<String, Long> current, long n, long m) {

        Set<String> categories() {
            Set<String> all = new LinkedHashSet<>(reference.keySet());
            all.addAll(current.keySet());
            return all;
        }
    }

    ColumnPair(String name, ComparedColumn reference, ComparedColumn current) {
        this.name = name;
        this.reference = reference;
        this.current = current;
        this.kind = kind(name, reference, current);
    }

    private static Kind kind(String name, ComparedColumn reference, ComparedColumn current) {
        if (Cell.isNumber(reference.type()) && Cell.isNumber(current.type())) {
            return Kind.NUMBERS;
        }
        if (Cell.isCategory(reference.type()) && reference.type() == current.type()) {
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

    ComparedColumn reference() {
        return reference;
    }

    ComparedColumn current() {
        return current;
    }

    Numbers numbers() {
        if (kind != Kind.NUMBERS) {
            throw new DriftException(
                    "Column '%s' is of type %s: this test needs numbers. Use chiSquare(), jensenShannon() or unseenCategories()."
                            .formatted(name, reference.type()));
        }
        if (numbers == null) {
            numbers = new Numbers(reference.numbers(), current.numbers());
        }
        return numbers;
    }

    /** Tell whether no test of numbers is needed: there are few different values. */
    boolean hasFewValues() {
        if (hasFewValues == null) {
            hasFewValues = reference.hasAtMost(FEW) && current.hasAtMost(FEW);
        }
        return hasFewValues;
    }

    Counts counts() {
        if (counts == null) {
            SortedMap<String, Long> before = reference.counts();
            SortedMap<String, Long> now = current.counts();
            counts = new Counts(before, now, sum(before), sum(now));
        }
        return counts;
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
