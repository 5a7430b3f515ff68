package io.mmp.test.mlflow.embedded.trace;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.PythonJson;
import io.mmp.test.mlflow.embedded.search.NumberMatch;
import io.mmp.test.mlflow.embedded.search.RegexMatch;
import io.mmp.test.mlflow.embedded.search.SearchKey;
import io.mmp.test.mlflow.embedded.search.SearchToken;
import io.mmp.test.mlflow.embedded.search.SearchValue;
import io.mmp.test.mlflow.embedded.search.TextMatch;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Trees;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;

/** A comparison of a search over traces with the value of a feedback or an expectation, such as {@code feedback.relevance > 0.5}. */
final class AssessmentMatch {

    private static final Set<String> NUMBER_COMPARATORS = Set.of("<", "<=", ">", ">=");
    private static final Set<String> COMPARATORS =
            Trees.union(NUMBER_COMPARATORS, Set.of("=", "!=", "LIKE", "ILIKE", "RLIKE", "IS NULL", "IS NOT NULL"));

    private AssessmentMatch() {}

    /** Refuse a right side that is not of the type that the comparator needs. */
    static void requireValue(TraceKey key, String comparator, SearchToken right) {
        if (NUMBER_COMPARATORS.contains(comparator)) {
            if (!SearchValue.isNumber(right)) {
                throw RestException.invalid("Expected a numeric value for %s when using comparator '%s'. Got value %s"
                        .formatted(key.type(), comparator, right.text()));
            }
        } else if (!SearchValue.isText(right)) {
            throw RestException.invalid("Expected a quoted string value for %s (e.g. 'my-value'). Got value %s"
                    .formatted(key.type(), right.text()));
        }
    }

    /**
     * Return the test of a trace; without a right side it is a null test.
     *
     * @param scope the traces that are searched: an assessment of a session holds for all of its traces among them
     */
    static Predicate<Trace> of(TraceKey key, String comparator, Optional<SearchToken> right, Collection<Trace> scope) {
        if (key.key().isEmpty()) {
            throw RestException.invalid("Assessment field name cannot be empty");
        }
        if (!COMPARATORS.contains(comparator)) {
            throw RestException.invalid("assessment." + key.key() + " comparator '" + comparator + "' not one of '"
                    + SearchKey.set(COMPARATORS) + "'");
        }
        Predicate<Assessment> value =
                right.map(token -> valueTest(comparator, token)).orElse(assessment -> true);
        Predicate<Assessment> test = value.and(assessment ->
                assessment.valid && assessment.kind.equals(key.type()) && assessment.name.equals(key.key()));
        Set<String> sessions = new HashSet<>();
        for (Trace trace : scope) {
            if (trace.usage.session != null && trace.assessments.stream().anyMatch(test.and(Assessment::isOfSession))) {
                sessions.add(trace.usage.session);
            }
        }
        boolean wanted = !comparator.equals("IS NULL");
        return trace -> wanted
                == (trace.assessments.stream().anyMatch(test)
                        || (trace.usage.session != null && sessions.contains(trace.usage.session)));
    }

    private static Predicate<Assessment> valueTest(String comparator, SearchToken right) {
        if (NUMBER_COMPARATORS.contains(comparator)) {
            DoublePredicate test = NumberMatch.of(comparator, Python.toFloat(right.text()));
            return assessment -> assessment.value instanceof Number number && test.test(number.doubleValue());
        }
        String value = SearchValue.text(right);
        // MLflow compares with the JSON text of the value, in which a text has quotes.
        String quoted = PythonJson.spaced(value);
        Predicate<String> equal = json -> json.equals(value) || json.equals(quoted);
        Predicate<String> test = switch (comparator) {
            case "=" -> equal;
            case "!=" -> equal.negate();
            case "RLIKE" -> RegexMatch.of(value);
            default -> TextMatch.of(comparator, value);
        };
        return assessment -> test.test(assessment.json());
    }
}
