package io.mmp.test.mlflow.embedded.evaluation;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.PythonText;
import io.mmp.test.mlflow.embedded.search.NumberMatch;
import io.mmp.test.mlflow.embedded.search.OrderBy;
import io.mmp.test.mlflow.embedded.search.SearchFilter;
import io.mmp.test.mlflow.embedded.search.SearchKey;
import io.mmp.test.mlflow.embedded.search.SearchToken;
import io.mmp.test.mlflow.embedded.search.SearchToken.Kind;
import io.mmp.test.mlflow.embedded.search.SearchValue;
import io.mmp.test.mlflow.embedded.search.TextMatch;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Trees;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The filters and orders of a search over evaluation data sets. */
final class EvaluationDatasetSearch {

    private static final Set<String> NUMBERS = Set.of("created_time", "last_update_time");
    private static final Set<String> ORDERED = Trees.union(NUMBERS, Set.of("name"));
    private static final Set<String> ATTRIBUTES = Trees.union(ORDERED, Set.of("created_by", "last_updated_by"));
    private static final Set<String> TEXT_COMPARATORS = Set.of("=", "!=", "LIKE", "ILIKE");

    private EvaluationDatasetSearch() {}

    /** Return the test that a filter makes. */
    static Predicate<EvaluationDataset> filter(String filter) {
        return SearchFilter.comparisons(filter, UnaryOperator.identity()).stream()
                .map(EvaluationDatasetSearch::test)
                .reduce(dataset -> true, Predicate::and);
    }

    /** Return the order that some clauses ask for, the latest first where nothing else decides. */
    static Comparator<EvaluationDataset> order(List<String> clauses) {
        Comparator<EvaluationDataset> last =
                Comparator.comparing((EvaluationDataset dataset) -> dataset.id).reversed();
        return (clauses.isEmpty() ? List.of("created_time DESC") : clauses)
                .stream()
                        .map(EvaluationDatasetSearch::comparator)
                        .reduce(Comparator::thenComparing)
                        .orElseThrow()
                        .thenComparing(last);
    }

    private static Comparator<EvaluationDataset> comparator(String clause) {
        OrderBy order = OrderBy.parse(clause);
        String key = key(order.identifier(), ORDERED);
        if (key.startsWith("tags.")) {
            throw RestException.invalid("Invalid order_by entity: tag");
        }
        Comparator<EvaluationDataset> ascending = key.equals("name")
                ? Comparator.comparing(dataset -> dataset.name, PythonText.ORDER)
                : Comparator.comparingLong(dataset -> number(dataset, key));
        return order.direction() == OrderBy.Direction.ASCENDING ? ascending : ascending.reversed();
    }

    private static Predicate<EvaluationDataset> test(SearchToken comparison) {
        String key = key(comparison.parts().get(0).text(), ATTRIBUTES);
        String comparator = comparison.parts().get(1).text().toUpperCase(Locale.ROOT);
        SearchToken right = comparison.parts().get(comparison.parts().size() - 1);
        if (NUMBERS.contains(key)) {
            return numberTest(key, comparator, right);
        }
        boolean isTag = key.startsWith("tags.");
        boolean isList = right.is(Kind.PARENTHESIS) && key.equals("name");
        if (isList && !comparator.equals("IN")) {
            throw RestException.invalid("List values for 'name' are only supported with the IN comparator.");
        }
        boolean isOrder = !isTag && Set.of("<", "<=", ">", ">=").contains(comparator);
        if (!isList && !isOrder && !TEXT_COMPARATORS.contains(comparator)) {
            throw RestException.invalid(
                    "Invalid comparator for " + (isTag ? "tag" : "string attribute") + ": " + comparator);
        }
        Predicate<String> text = isList
                ? TextMatch.of(comparator, SearchValue.list(right))
                : isOrder
                        ? orderTest(comparator, SearchValue.text(right))
                        : TextMatch.of(comparator, SearchValue.text(right));
        return dataset -> text(dataset, key).filter(text).isPresent();
    }

    private static Predicate<String> orderTest(String comparator, String value) {
        DoublePredicate test = NumberMatch.of(comparator, 0);
        return text -> test.test(PythonText.ORDER.compare(text, value));
    }

    private static Predicate<EvaluationDataset> numberTest(String key, String comparator, SearchToken right) {
        if (!NumberMatch.COMPARATORS.contains(comparator)) {
            throw RestException.invalid("Invalid comparator for numeric attribute: " + comparator);
        }
        if (!SearchValue.isNumber(right)) {
            throw RestException.invalid(
                    "Expected numeric value type for numeric attribute: " + key + ". Found " + right.text());
        }
        DoublePredicate test = Python.integer(right.text())
                .map(number -> NumberMatch.of(comparator, number.doubleValue()))
                .orElseThrow(() -> RestException.invalid(
                        "Invalid value for numeric attribute '" + key + "': " + Python.repr(right.text())));
        return dataset -> test.test((double) number(dataset, key));
    }

    private static String key(String identifier, Set<String> attributes) {
        String[] parts = identifier.split("\\.", 2);
        if (parts.length == 2 && !parts[0].equals("tags")) {
            throw RestException.invalid("Invalid identifier token '" + parts[0] + "' specified");
        }
        if (parts.length == 1 && !attributes.contains(identifier)) {
            throw RestException.invalid("Invalid attribute key '" + identifier + "' specified. Valid keys are: "
                    + SearchKey.set(attributes));
        }
        return identifier;
    }

    private static long number(EvaluationDataset dataset, String key) {
        return key.equals("created_time") ? dataset.created : dataset.updated;
    }

    private static Optional<String> text(EvaluationDataset dataset, String key) {
        return Optional.ofNullable(
                switch (key) {
                    case "name" -> dataset.name;
                    case "created_by" -> dataset.createdBy;
                    case "last_updated_by" -> dataset.updatedBy;
                    default -> dataset.tags.get(Objects.requireNonNull(key).substring("tags.".length()));
                });
    }
}
