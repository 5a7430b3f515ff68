package io.mmp.test.mlflow.embedded;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Compares texts as MLflow's database does. */
final class TextMatch {

    private TextMatch() {}

    /** Return the test for a comparator and a single value; LIKE tells cases apart, ILIKE does not. */
    static Predicate<String> of(String comparator, String value) {
        return switch (comparator) {
            case "=" -> value::equals;
            case "!=" -> text -> !value.equals(text);
            case "LIKE" -> like(value, 0);
            case "ILIKE" -> like(value, Pattern.CASE_INSENSITIVE);
            default -> throw new IllegalArgumentException(comparator + " does not compare with one text");
        };
    }

    /** Return the test for {@code IN} or {@code NOT IN}. */
    static Predicate<String> of(String comparator, List<String> values) {
        return switch (comparator) {
            case "IN" -> values::contains;
            case "NOT IN" -> text -> !values.contains(text);
            default -> throw new IllegalArgumentException(comparator + " does not compare with a list");
        };
    }

    private static Predicate<String> like(String pattern, int flags) {
        StringBuilder regex = new StringBuilder();
        pattern.codePoints().forEach(point -> {
            switch (point) {
                case '%' -> regex.append(".*");
                case '_' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(point)));
            }
        });
        return Pattern.compile(regex.toString(), flags | Pattern.DOTALL).asMatchPredicate();
    }
}
