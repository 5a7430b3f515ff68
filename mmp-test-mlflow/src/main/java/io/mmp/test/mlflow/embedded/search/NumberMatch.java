package io.mmp.test.mlflow.embedded.search;

import java.util.Set;
import java.util.function.DoublePredicate;

/** Compares numbers as MLflow's database does. */
public final class NumberMatch {

    public static final Set<String> COMPARATORS = Set.of("=", "!=", "<", "<=", ">", ">=");

    private NumberMatch() {}

    /** Return the test for a comparator and a value. */
    public static DoublePredicate of(String comparator, double value) {
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
