package io.mmp.test.mlflow.embedded.trace;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.search.RegexMatch;
import io.mmp.test.mlflow.embedded.search.SearchKey;
import io.mmp.test.mlflow.embedded.search.SearchValue;
import io.mmp.test.mlflow.embedded.search.TextMatch;
import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The comparisons of a search over traces with spans: one span must pass them all. */
final class SpanMatch {

    private static final String ATTRIBUTES = "attributes.";
    static final String CONTENT = "content";
    private static final Set<String> COLUMNS = Set.of("name", "type", "status");
    private static final Set<String> COMPARATORS = Set.of("!=", "=", "IN", "NOT IN", "LIKE", "ILIKE", "RLIKE");
    private static final Set<String> CONTENT_COMPARATORS = Set.of("LIKE", "ILIKE");
    // A span may start that much before the time that its trace must not be older than.
    private static final double TOLERANCE_MILLIS = 10_000;

    private final List<Predicate<Span>> tests = new ArrayList<>();
    private double earliest = Double.NEGATIVE_INFINITY;

    /** Refuse what spans cannot be compared by. */
    static void requireComparator(String key, String comparator) {
        if (key.equals(ATTRIBUTES)) {
            throw RestException.invalid("Span attribute name cannot be empty after 'attributes.'");
        }
        boolean isColumn = key.startsWith(ATTRIBUTES) || COLUMNS.contains(key);
        if (!isColumn && !key.equals(CONTENT)) {
            throw RestException.invalid("Invalid span attribute '" + key
                    + "'. Supported attributes: name, status, type, attributes.<attribute_name>.");
        }
        Set<String> valid = isColumn ? COMPARATORS : CONTENT_COMPARATORS;
        if (!valid.contains(comparator)) {
            throw RestException.invalid(
                    "span." + key + " comparator '" + comparator + "' not one of '" + SearchKey.set(valid) + "'");
        }
    }

    /** Add a comparison. */
    void add(String key, String comparator, boolean isList, List<String> values) {
        if (key.startsWith(ATTRIBUTES)) {
            Predicate<String> test =
                    attributeTest(unquoted(key.substring(ATTRIBUTES.length())), comparator, isList, values);
            tests.add(span -> test.test(span.content()));
            return;
        }
        if (!isList && SearchValue.isListComparator(comparator)) {
            throw notAList();
        }
        Predicate<String> test =
                isList ? TextMatch.of(comparator, values) : textTest(comparator, values.isEmpty() ? "" : values.get(0));
        tests.add(span -> matches(test, column(span, key)));
    }

    /** Let no span pass that starts long before a time. */
    void notBefore(double millis) {
        earliest = Math.max(earliest, millis);
    }

    /** Tell whether spans do not matter. */
    boolean isEmpty() {
        return tests.isEmpty();
    }

    /** Tell whether one span of a trace passes all comparisons. */
    boolean test(Trace trace) {
        double earliestNanos = (earliest - TOLERANCE_MILLIS) * 1_000_000;
        return trace.spans.values().stream()
                .filter(span -> span.start() >= earliestNanos)
                .anyMatch(span -> tests.stream().allMatch(test -> test.test(span)));
    }

    private static boolean matches(Predicate<String> test, @Nullable String text) {
        return text != null && test.test(text);
    }

    private static @Nullable String column(Span span, String key) {
        return switch (key) {
            case "name" -> span.name();
            case "type" -> span.type();
            case "status" -> span.status();
            default -> span.content();
        };
    }

    /** MLflow looks for an attribute in the JSON text of the span. */
    private static Predicate<String> attributeTest(
            String attribute, String comparator, boolean isList, List<String> values) {
        if (SearchValue.isListComparator(comparator)) {
            throw notAList();
        }
        String value = isList ? Python.tuple(values) : values.get(0);
        if (!comparator.equals("RLIKE")) {
            return textTest(comparator, "%\"" + attribute + "\"" + value + "%");
        }
        boolean fromStart = value.startsWith("^");
        boolean toEnd = value.endsWith("$");
        String inner = value.substring(fromStart ? 1 : 0);
        inner = toEnd && !inner.isEmpty() ? inner.substring(0, inner.length() - 1) : inner;
        return RegexMatch.of(
                "\"" + attribute + "\": \"" + "\\\\\"" + (fromStart ? "" : ".*") + inner + (toEnd ? "\\\\\"" : ""));
    }

    private static Predicate<String> textTest(String comparator, String value) {
        return comparator.equals("RLIKE") ? RegexMatch.of(value) : TextMatch.of(comparator, value);
    }

    private static RestException notAList() {
        return new RestException(
                ErrorCode.INTERNAL_ERROR,
                "IN expression list, SELECT construct, or bound parameter object expected, got a text");
    }

    private static String unquoted(String name) {
        return Objects.requireNonNull(name).length() >= 2 && name.startsWith("`") && name.endsWith("`")
                ? name.substring(1, name.length() - 1)
                : name;
    }
}
