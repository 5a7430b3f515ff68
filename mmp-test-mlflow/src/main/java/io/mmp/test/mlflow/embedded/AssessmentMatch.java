package io.mmp.test.mlflow.embedded;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A comparison of a search over traces with the value of a feedback or an expectation, such as {@code feedback.relevance > 0.5}. */
final class AssessmentMatch {

    private static final Set<String> NUMBER_COMPARATORS = Set.of("<", "<=", ">", ">=");

    private AssessmentMatch() {}

    /** Return the test of a trace; without a right side it is a null test. */
    static Predicate<Map<String, Object>> of(TraceKey key, String comparator, Optional<SearchToken> right) {
        if (key.key().isEmpty()) {
            throw RestException.invalid("Assessment field name cannot be empty");
        }
        if (right.isEmpty()) {
            boolean wanted = comparator.equals("IS NOT NULL");
            return trace -> values(key, trace).isEmpty() != wanted;
        }
        Predicate<String> test = valueTest(key, comparator, right.get());
        return trace -> values(key, trace).stream().anyMatch(test);
    }

    private static Predicate<String> valueTest(TraceKey key, String comparator, SearchToken right) {
        if (NUMBER_COMPARATORS.contains(comparator)) {
            if (!SearchValue.isNumber(right)) {
                throw RestException.invalid("Expected a numeric value for %s when using comparator '%s'. Got value %s"
                        .formatted(key.type(), comparator, right.text()));
            }
            DoublePredicate test = NumberMatch.of(comparator, Double.parseDouble(right.text()));
            return json -> Python.decimal(json).filter(test::test).isPresent();
        }
        if (!SearchValue.isText(right)) {
            throw RestException.invalid("Expected a quoted string value for %s (e.g. 'my-value'). Got value %s"
                    .formatted(key.type(), right.text()));
        }
        String value = SearchValue.text(right);
        // MLflow compares with the JSON text of the value, in which a text has quotes.
        Predicate<String> equal = json -> json.equals(value) || json.equals(PythonJson.compact(value));
        return switch (comparator) {
            case "=" -> equal;
            case "!=" -> equal.negate();
            case "RLIKE" -> Pattern.compile(value).asPredicate();
            default -> TextMatch.of(comparator, value);
        };
    }

    /** Return the JSON texts of the valid values of that name. */
    private static List<String> values(TraceKey key, Map<String, Object> trace) {
        return Assessments.of(trace).stream()
                .filter(assessment -> key.key().equals(assessment.get("assessment_name")))
                .filter(assessment -> Boolean.TRUE.equals(assessment.get("valid")))
                .filter(assessment -> assessment.containsKey(key.type()))
                .map(assessment -> Trees.copy(assessment.get(key.type())).get("value"))
                .map(PythonJson::compact)
                .toList();
    }
}
