package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.PythonText;
import io.mmp.test.mlflow.embedded.search.NumberMatch;
import io.mmp.test.mlflow.embedded.search.PythonTuple;
import io.mmp.test.mlflow.embedded.search.SearchFilter;
import io.mmp.test.mlflow.embedded.search.SearchLexer;
import io.mmp.test.mlflow.embedded.search.SearchToken;
import io.mmp.test.mlflow.embedded.search.SearchToken.Kind;
import io.mmp.test.mlflow.embedded.search.SearchValue;
import io.mmp.test.mlflow.embedded.search.TextMatch;
import io.mmp.test.mlflow.embedded.tracking.LoggedModel.ModelMetric;
import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The filter of a search over logged models: attributes, metrics, params and tags, compared and joined by {@code AND}. */
final class LoggedModelFilter {

    private static final Pattern QUALIFIED = Pattern.compile("([a-z]+)\\.(.+)\n?", Pattern.UNIX_LINES);
    private static final List<String> TYPES = List.of("attributes", "metrics", "params", "tags");
    private static final List<String> NUMBER_COMPARATORS = List.of("<", "<=", ">", ">=", "=", "!=");
    private static final List<String> TEXT_COMPARATORS = List.of("=", "!=", "LIKE", "ILIKE", "IN", "NOT IN");
    private static final Set<String> COLLECTIONS = Set.of("tags", "params", "metrics");

    private LoggedModelFilter() {}

    /** Return the test that a filter stands for; metrics count where they were measured on one of some datasets. */
    static Predicate<LoggedModel> of(String filter, Predicate<ModelMetric> onDatasets) {
        List<Clause> clauses = new ArrayList<>();
        for (SearchToken token : tokens(filter)) {
            if (token.is(Kind.COMPARISON)) {
                clauses.add(Clause.of(token));
            } else if (!PythonText.strip(token.text()).equalsIgnoreCase("AND")) {
                throw RestException.invalid("Invalid filter string: " + Python.repr(filter)
                        + ". Expected a list of comparisons separated by 'AND' "
                        + "(e.g. 'metrics.loss > 0.1 AND params.lr = 0.01').");
            }
        }
        return clauses.stream().map(clause -> clause.test(onDatasets)).reduce(model -> true, Predicate::and);
    }

    private static List<SearchToken> tokens(String filter) {
        if (filter.isEmpty()) {
            return List.of();
        }
        List<SearchToken> words = SearchLexer.split(filter);
        if (PythonText.isBlank(filter) || SearchFilter.hasSeveralStatements(words)) {
            throw RestException.invalid(
                    "Invalid filter string: " + Python.repr(filter) + ". Expected a single SQL expression.");
        }
        return SearchFilter.clauses(words, Set.of());
    }

    /**
     * A comparison.
     *
     * @param values the right side: one text, or the items of a tuple
     */
    private record Clause(String type, String key, String comparator, PythonTuple values) {

        static Clause of(SearchToken comparison) {
            List<SearchToken> parts = comparison.parts();
            if (parts.size() != 3) {
                String text = parts.get(0).text() + parts.get(1).text();
                throw RestException.invalid("Invalid comparison: " + text + ". Expected a comparison with 3 tokens.");
            }
            Matcher qualified = QUALIFIED.matcher(parts.get(0).text());
            boolean isQualified = qualified.matches();
            String type = isQualified ? qualified.group(1) : "attributes";
            if (!TYPES.contains(type)) {
                throw RestException.invalid(
                        "Invalid entity type: " + Python.repr(type) + ". Expected one of " + Python.repr(TYPES) + ".");
            }
            String key = isQualified
                    ? qualified.group(2)
                    : LoggedModelColumn.unaliased(parts.get(0).text());
            return new Clause(
                            type,
                            PythonText.strip(key, point -> point == '`'),
                            parts.get(1).text().toUpperCase(Locale.ROOT),
                            PythonTuple.EMPTY)
                    .comparedWith(parts.get(2).text());
        }

        private Clause comparedWith(String right) {
            List<String> allowed = isNumeric() ? NUMBER_COMPARATORS : TEXT_COMPARATORS;
            if (!allowed.contains(comparator)) {
                throw RestException.invalid("Invalid comparison operator for " + type + "." + key + ": "
                        + Python.repr(comparator) + ". Expected one of "
                        + Python.repr(allowed).replace('[', '(').replace(']', ')') + ".");
            }
            if (isNumeric() && Python.decimal(right).isEmpty()) {
                throw new RestException(
                        ErrorCode.INTERNAL_ERROR, "could not convert string to float: " + Python.repr(right));
            }
            boolean isTuple = !isNumeric() && right.startsWith("(") && right.endsWith(")");
            return new Clause(
                    type,
                    key,
                    comparator,
                    isTuple
                            ? PythonTuple.parse(right)
                            : PythonTuple.ofText(
                                    isNumeric() ? right : PythonText.strip(right, point -> point == '\'')));
        }

        private boolean isNumeric() {
            return type.equals("metrics") || (type.equals("attributes") && LoggedModelColumn.isTime(key));
        }

        private Predicate<LoggedModel> test(Predicate<ModelMetric> onDatasets) {
            return switch (type) {
                case "attributes" -> attributeTest();
                case "metrics" -> {
                    DoublePredicate number = number();
                    yield model -> model.metrics.stream()
                            .filter(onDatasets)
                            .map(ModelMetric::metric)
                            .anyMatch(metric -> metric.key().equals(key) && number.test(metric.value()));
                }
                case "params" -> pairTest(model -> model.params);
                default -> pairTest(model -> model.tags);
            };
        }

        private Predicate<LoggedModel> attributeTest() {
            LoggedModelColumn column = LoggedModelColumn.named(key).orElseThrow(this::noColumn);
            if (isNumeric()) {
                DoublePredicate number = number();
                return model -> column.value().apply(model) instanceof Long time && number.test((double) time);
            }
            Predicate<Comparable<?>> test = text();
            // To the database nothing compares with NULL, except that it is not in an empty list.
            boolean holdsForNull = comparator.equals("NOT IN") && values.items().isEmpty();
            return model -> {
                Comparable<?> value = column.value().apply(model);
                return value == null ? holdsForNull : test.test(value);
            };
        }

        private Predicate<LoggedModel> pairTest(java.util.function.Function<LoggedModel, Map<String, String>> pairs) {
            Predicate<Comparable<?>> test = text();
            return model -> Optional.ofNullable(pairs.apply(model).get(key))
                    .filter(test)
                    .isPresent();
        }

        private DoublePredicate number() {
            return NumberMatch.of(comparator, Python.toFloat(values.items().get(0)));
        }

        private Predicate<Comparable<?>> text() {
            boolean isList = SearchValue.isListComparator(comparator);
            if (isList && values.scalar().isPresent()) {
                throw new RestException(
                        ErrorCode.BAD_REQUEST,
                        "IN expression list, SELECT construct, or bound parameter object expected, got "
                                + values.scalar().get() + ".");
            }
            if (isList) {
                boolean wanted = comparator.equals("IN");
                return value ->
                        values.items().stream().anyMatch(item -> LoggedModelColumn.isEqual(value, item)) == wanted;
            }
            if (values.isTuple()) {
                throw SearchValue.tupleAsText();
            }
            String text = values.items().get(0);
            return switch (comparator) {
                case "=" -> value -> LoggedModelColumn.isEqual(value, text);
                case "!=" -> value -> !LoggedModelColumn.isEqual(value, text);
                default -> {
                    Predicate<String> match = TextMatch.of(comparator, text);
                    yield value -> match.test(value.toString());
                }
            };
        }

        private RestException noColumn() {
            if (COLLECTIONS.contains(key)) {
                return new RestException(
                        ErrorCode.BAD_REQUEST,
                        "Can't compare a collection to an object or collection; use contains() to test for membership.");
            }
            return new RestException(
                    ErrorCode.INTERNAL_ERROR, "type object 'SqlLoggedModel' has no attribute '" + key + "'");
        }
    }
}
