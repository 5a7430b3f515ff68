package io.mmp.test.mlflow.embedded.search;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Compares texts as MLflow's database does. */
public final class TextMatch {

    private TextMatch() {}

    /** Return the test for a comparator and a single value; LIKE tells cases apart, ILIKE does not. */
    public static Predicate<String> of(String comparator, String value) {
        return switch (comparator) {
            case "=" -> value::equals;
            case "!=" -> text -> !value.equals(text);
            case "LIKE" -> new LikePattern(value, LikePattern.Case.SENSITIVE);
            case "ILIKE" -> new LikePattern(value, LikePattern.Case.INSENSITIVE);
            default -> throw new IllegalArgumentException(comparator + " does not compare with one text");
        };
    }

    /** Return the test for {@code IN} or {@code NOT IN}. */
    public static Predicate<String> of(String comparator, List<String> values) {
        Set<String> wanted = Set.copyOf(values);
        return switch (comparator) {
            case "IN" -> wanted::contains;
            case "NOT IN" -> text -> !wanted.contains(text);
            default -> throw new IllegalArgumentException(comparator + " does not compare with a list");
        };
    }
}
