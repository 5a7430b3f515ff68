package io.mmp.test.mlflow.embedded;

import java.util.Set;
import java.util.function.DoublePredicate;

/** Compares numbers as MLflow's database does. */
final class NumberMatch {

    static final Set<String> COMPARATORS = Set.of("=", "!=", "<", "<=", ">", ">=");

    private NumberMatch() {}

    /** Return the test for a comparator and a value. */
    static DoublePredicate of(String comparator, double value) {
        return switch (comparator) {
            case "=" -> number -> number == value;
            case "!=" -> number -> number != value;
            case ">" -> number -> number > value;
            case ">=" -> number -> number >= value;
            case "<" -> number -> number < value;
            case "<=" -> number -> number <= value;
            default -> throw new IllegalArgumentException(comparator + " does not compare numbers");
        };
    }
}
