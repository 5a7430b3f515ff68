package io.mmp.test.mlflow.embedded;

import io.mmp.test.mlflow.embedded.SearchToken.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The filters and orders of a search over traces: attributes, tags, metadata, feedback and expectations. */
final class TraceSearch {

    private static final Set<String> NUMBERS =
            Set.of("timestamp", "timestamp_ms", "execution_time", "execution_time_ms", "end_time", "end_time_ms");
    private static final Set<String> ORDERED = with(NUMBERS, "experiment_id", "status", "request_id", "name", "run_id");
    private static final Set<String> LISTED = Set.of("name", "status", "request_id", "run_id", "client_request_id");
    private static final Set<String> FILTERED = with(with(NUMBERS, "prompt", "text"), LISTED.toArray(String[]::new));
    private static final Set<String> TEXT_COMPARATORS = Set.of("=", "!=", "LIKE", "ILIKE", "RLIKE");
    private static final Set<String> ATTRIBUTE_COMPARATORS = with(TEXT_COMPARATORS, "IN", "NOT IN");
    private static final Set<String> ENTRY_COMPARATORS = with(TEXT_COMPARATORS, "IS NULL", "IS NOT NULL");

    private TraceSearch() {}

    /** Return the traces that a filter lets pass, in an order. */
    static List<Map<String, Object>> search(
            Collection<Map<String, Object>> traces, String filter, List<String> orderBy) {
        Predicate<Map<String, Object>> test =
                SearchFilter.comparisons(filter, clause -> "'" + clause + "'", Set.of("timestamp")).stream()
                        .map(TraceSearch::test)
                        .reduce(trace -> true, Predicate::and);
        Comparator<Map<String, Object>> order = order(orderBy);
        return traces.stream().filter(test).sorted(order).toList();
    }

    private static Predicate<Map<String, Object>> test(SearchToken comparison) {
        TraceKey named = TraceKey.of(comparison.parts().get(0).text(), FILTERED);
        TraceKey key = named.resolved();
        String comparator = comparison.parts().get(1).text().toUpperCase(Locale.ROOT);
        if (comparison.parts().size() == 2) {
            return nullTest(key, comparator);
        }
        SearchToken right = comparison.parts().get(2);
        if (named.isAssessment()) {
            return AssessmentMatch.of(key, comparator, Optional.of(right));
        }
        List<String> values = values(named, right);
        if (key.isNumber()) {
            return numberTest(key, comparator, right);
        }
        boolean isAttribute = key.type().equals(TraceKey.ATTRIBUTE);
        if (!(isAttribute ? ATTRIBUTE_COMPARATORS : ENTRY_COMPARATORS).contains(comparator)) {
            throw invalidComparator(key, comparator);
        }
        Predicate<String> test;
        if (right.is(Kind.PARENTHESIS)) {
            SearchValue.requireListComparator(comparator);
            test = TextMatch.of(comparator, values);
        } else {
            test = comparator.equals("RLIKE")
                    ? Pattern.compile(values.get(0)).asPredicate()
                    : TextMatch.of(comparator, values.get(0));
        }
        return trace -> key.text(trace).filter(test).isPresent();
    }

    private static Predicate<Map<String, Object>> nullTest(TraceKey key, String comparator) {
        if (key.isAssessment()) {
            return AssessmentMatch.of(key, comparator, Optional.empty());
        }
        if (key.type().equals(TraceKey.ATTRIBUTE)) {
            throw invalidComparator(key, comparator);
        }
        return trace -> key.text(trace).isPresent() == comparator.equals("IS NOT NULL");
    }

    /** Return the texts on the right side, or the text of a number there. */
    private static List<String> values(TraceKey key, SearchToken right) {
        boolean isAttribute = key.type().equals(TraceKey.ATTRIBUTE);
        if (SearchValue.isText(right)) {
            return List.of(SearchValue.text(right));
        }
        if (right.is(Kind.PARENTHESIS) && !key.type().equals(TraceKey.METADATA)) {
            if (isAttribute && !LISTED.contains(key.key())) {
                throw RestException.invalid("Only attributes in " + SearchKey.set(LISTED)
                        + " supports comparison with a list of quoted string values.");
            }
            return SearchValue.list(right);
        }
        if (!isAttribute) {
            throw RestException.invalid("Expected a quoted string value for " + key.type()
                    + " (e.g. 'my-value'). Got value " + right.text());
        }
        if (!SearchValue.isNumber(right)) {
            throw RestException.invalid(
                    "Expected a quoted string value or a list of quoted string values for attributes. Got value "
                            + right.text());
        }
        if (!NUMBERS.contains(key.key())) {
            throw RestException.invalid(
                    "Only the '" + SearchKey.set(NUMBERS) + "' attributes support comparison with numeric values.");
        }
        return List.of(right.text());
    }

    private static Predicate<Map<String, Object>> numberTest(TraceKey key, String comparator, SearchToken right) {
        if (!NumberMatch.COMPARATORS.contains(comparator)) {
            throw invalidComparator(key, comparator);
        }
        if (!SearchValue.isNumber(right)) {
            // To MLflow's database each number is less than each text.
            boolean holds = Set.of("<", "<=", "!=").contains(comparator);
            return trace -> holds && key.number(trace).isPresent();
        }
        Python.integer(right.text()).ifPresent(Validation::requireDatabaseInteger);
        DoublePredicate test = NumberMatch.of(comparator, Double.parseDouble(right.text()));
        return trace -> {
            OptionalLong number = key.number(trace);
            return number.isPresent() && test.test((double) number.getAsLong());
        };
    }

    private static Comparator<Map<String, Object>> order(List<String> clauses) {
        List<Comparator<Map<String, Object>>> comparators = new ArrayList<>();
        Set<TraceKey> seen = new HashSet<>();
        for (String clause : clauses) {
            OrderBy order = OrderBy.parse(clause);
            TraceKey key = TraceKey.of(order.identifier(), ORDERED).resolved();
            if (key.isAssessment()) {
                throw RestException.invalid("Invalid identifier type '" + key.type() + "'");
            }
            if (key.key().equals("end_time_ms")) {
                throw new RestException(
                        ErrorCode.INTERNAL_ERROR, "type object 'SqlTraceInfo' has no attribute 'end_time_ms'");
            }
            if (!seen.add(key)) {
                throw new RestException(
                        ErrorCode.INTERNAL_ERROR, "`order_by` contains duplicate fields: " + Python.repr(clauses));
            }
            comparators.add(comparator(key, order.direction()));
        }
        comparators.add(comparator(new TraceKey(TraceKey.ATTRIBUTE, "timestamp_ms"), OrderBy.Direction.DESCENDING));
        comparators.add(comparator(new TraceKey(TraceKey.ATTRIBUTE, "request_id"), OrderBy.Direction.ASCENDING));
        return comparators.stream().reduce(Comparator::thenComparing).orElseThrow();
    }

    /** Compare by a key; traces without it come last in either direction. */
    private static Comparator<Map<String, Object>> comparator(TraceKey key, OrderBy.Direction direction) {
        boolean ascending = direction == OrderBy.Direction.ASCENDING;
        if (key.isNumber()) {
            Comparator<Long> numbers = ascending ? Comparator.naturalOrder() : Comparator.reverseOrder();
            long missing = ascending ? Long.MAX_VALUE : Long.MIN_VALUE;
            return Comparator.comparing(trace -> key.number(trace).orElse(missing), numbers);
        }
        Comparator<String> texts = ascending ? Comparator.naturalOrder() : Comparator.reverseOrder();
        return Comparator.comparing(trace -> key.text(trace).orElse(null), Comparator.nullsLast(texts));
    }

    private static RestException invalidComparator(TraceKey key, String comparator) {
        String valid = key.type().equals(TraceKey.ATTRIBUTE)
                ? SearchKey.set(ATTRIBUTE_COMPARATORS) + (key.isNumber() ? "" : "'")
                : SearchKey.set(ENTRY_COMPARATORS) + (key.type().equals(TraceKey.METADATA) ? "'" : "");
        return RestException.invalid("Invalid comparator '" + comparator + "' not one of '" + valid);
    }

    private static Set<String> with(Set<String> some, String... more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }
}
