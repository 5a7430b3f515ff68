package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.search.Clauses;
import io.mmp.test.mlflow.embedded.search.NumberMatch;
import io.mmp.test.mlflow.embedded.search.SearchFilter;
import io.mmp.test.mlflow.embedded.search.SearchKey;
import io.mmp.test.mlflow.embedded.search.SearchToken;
import io.mmp.test.mlflow.embedded.search.SearchToken.Kind;
import io.mmp.test.mlflow.embedded.search.SearchValue;
import io.mmp.test.mlflow.embedded.search.TextMatch;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The filter and the order of a search over runs.
 *
 * @param listComparators what the filter compares with lists by
 */
record RunSearch(Predicate<Run> filter, Comparator<Run> order, List<String> listComparators) {

    private static final Set<String> NULLABLE_COMPARATORS =
            Set.of("!=", "=", "LIKE", "ILIKE", "IS NULL", "IS NOT NULL");
    private static final Set<String> LIST_COMPARATORS = Set.of("!=", "=", "LIKE", "ILIKE", "IN", "NOT IN");

    /** Read a filter and an order. */
    static RunSearch of(String text, List<String> orderBy) {
        List<SearchToken> comparisons = SearchFilter.comparisons(text, clause -> "'" + clause + "'");
        List<Clause> clauses = comparisons.stream().map(Clause::of).toList();
        Comparator<Run> order = RunOrder.of(orderBy);
        Predicate<Run> filter = Clauses.all(clauses.stream().map(Clause::test).toList());
        List<String> listComparators = clauses.stream()
                .filter(clause -> clause.right() == Kind.PARENTHESIS)
                .map(Clause::comparator)
                .toList();
        return new RunSearch(filter, order, listComparators);
    }

    /** Return the runs that the filter lets pass, in no order. */
    List<Run> find(Stream<Run> runs) {
        // In MLflow the database refuses it, when all that MLflow itself refuses has passed.
        listComparators.forEach(SearchValue::requireListComparator);
        return runs.filter(filter).toList();
    }

    /**
     * A comparison.
     *
     * @param right what the right side is
     * @param values the right side: texts, or the text of one number
     */
    private record Clause(SearchKey key, String comparator, Kind right, List<String> values) {

        static Clause of(SearchToken comparison) {
            List<SearchToken> parts = comparison.parts();
            SearchKey key = SearchKey.ofRun(parts.get(0).text(), RunAttribute.NAMES);
            String comparator = parts.get(1).text().toUpperCase(Locale.ROOT);
            if (parts.size() == 3) {
                return new Clause(key, comparator, parts.get(2).kind(), values(key, parts.get(2)));
            }
            if (!key.type().equals(SearchKey.TAG) && !key.type().equals(SearchKey.PARAM)) {
                throw RestException.invalid("IS NULL / IS NOT NULL is only supported for tags and params, not for '"
                        + key.type() + "' '" + key.key() + "'");
            }
            return new Clause(key, comparator, Kind.KEYWORD, List.of());
        }

        private static List<String> values(SearchKey key, SearchToken right) {
            return switch (key.type()) {
                case SearchKey.METRIC -> List.of(number("metric", right));
                case SearchKey.PARAM, SearchKey.TAG -> {
                    if (!SearchValue.isText(right)) {
                        throw RestException.invalid("Expected a quoted string value for " + key.type()
                                + " (e.g. 'my-value'). Got value " + right.text());
                    }
                    yield List.of(SearchValue.text(right));
                }
                case SearchKey.DATASET -> texts("dataset attributes", right);
                default -> {
                    if (RunAttribute.isNumeric(key.key())) {
                        yield List.of(number("numeric attribute: " + key.key(), right));
                    }
                    if (right.is(Kind.PARENTHESIS) && !key.key().equals("run_id")) {
                        throw RestException.invalid("Only ['run_id'] attributes support comparison with a list of "
                                + "quoted string values.");
                    }
                    yield texts("attributes", right);
                }
            };
        }

        private static String number(String what, SearchToken right) {
            if (!SearchValue.isNumber(right)) {
                throw RestException.invalid("Expected numeric value type for " + what + ". Found " + right.text());
            }
            return right.text();
        }

        private static List<String> texts(String what, SearchToken right) {
            if (SearchValue.isText(right)) {
                return List.of(SearchValue.text(right));
            }
            if (right.is(Kind.PARENTHESIS)) {
                return SearchValue.list(right);
            }
            throw RestException.invalid("Expected a quoted string value for " + what + ". Got value " + right.text());
        }

        private Predicate<Run> test() {
            return switch (key.type()) {
                case SearchKey.METRIC -> metricTest();
                case SearchKey.PARAM -> {
                    require(NULLABLE_COMPARATORS, "'");
                    yield nullableTest(run -> run.params.get(key.key()));
                }
                case SearchKey.TAG -> {
                    require(NULLABLE_COMPARATORS, "");
                    yield nullableTest(run -> run.tags.get(key.key()));
                }
                case SearchKey.DATASET -> datasetTest();
                default -> attributeTest();
            };
        }

        private Predicate<Run> metricTest() {
            require(NumberMatch.COMPARATORS, "");
            DoublePredicate test = NumberMatch.of(comparator, Python.toFloat(values.get(0)));
            return run -> {
                MetricHistory history = run.metrics.get(key.key());
                return history != null && test.test(history.latest().loggedValue());
            };
        }

        private Predicate<Run> attributeTest() {
            if (RunAttribute.isNumeric(key.key())) {
                require(NumberMatch.COMPARATORS, LIST_COMPARATORS, "");
                Python.integer(values.get(0)).ifPresent(Validation::requireDatabaseInteger);
                DoublePredicate test = NumberMatch.of(comparator, Python.toFloat(values.get(0)));
                return run -> {
                    Long value = RunAttribute.number(run, key.key());
                    return value != null && test.test((double) value);
                };
            }
            require(LIST_COMPARATORS, "'");
            return nullableTest(run -> RunAttribute.text(run, key.key()));
        }

        private Predicate<Run> datasetTest() {
            require(LIST_COMPARATORS, "");
            Predicate<String> test = textTest();
            return run -> run.links.datasets.stream().anyMatch(input -> switch (key.key()) {
                case "name" -> test.test(input.dataset().name());
                case "digest" -> test.test(input.dataset().digest());
                default ->
                    input.tags().containsKey(Dataset.CONTEXT_TAG)
                            && test.test(input.tags().getOrDefault(Dataset.CONTEXT_TAG, ""));
            });
        }

        private Predicate<Run> nullableTest(RunAttribute.Text text) {
            if (comparator.startsWith("IS ")) {
                boolean wanted = comparator.equals("IS NOT NULL");
                return run -> (text.of(run) != null) == wanted;
            }
            Predicate<String> test = textTest();
            return run -> {
                String value = text.of(run);
                return value != null && test.test(value);
            };
        }

        private Predicate<String> textTest() {
            if (right != Kind.PARENTHESIS) {
                return TextMatch.of(comparator, values.get(0));
            }
            return SearchValue.isListComparator(comparator)
                    ? TextMatch.of(comparator, values)
                    : text -> false; // refused by find()
        }

        private void require(Set<String> comparators, String end) {
            require(comparators, comparators, end);
        }

        /** MLflow names the wrong set in one case, and forgets the closing quote in most. */
        private void require(Set<String> comparators, Set<String> named, String end) {
            if (!comparators.contains(comparator)) {
                throw RestException.invalid(
                        "Invalid comparator '" + comparator + "' not one of '" + SearchKey.set(named) + end);
            }
        }
    }
}
