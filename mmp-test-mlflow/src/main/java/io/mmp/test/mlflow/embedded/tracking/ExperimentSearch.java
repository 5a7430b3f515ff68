package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.PythonText;
import io.mmp.test.mlflow.embedded.search.Clauses;
import io.mmp.test.mlflow.embedded.search.NumberMatch;
import io.mmp.test.mlflow.embedded.search.OrderBy;
import io.mmp.test.mlflow.embedded.search.SearchFilter;
import io.mmp.test.mlflow.embedded.search.SearchKey;
import io.mmp.test.mlflow.embedded.search.SearchToken;
import io.mmp.test.mlflow.embedded.search.SearchToken.Kind;
import io.mmp.test.mlflow.embedded.search.SearchValue;
import io.mmp.test.mlflow.embedded.search.TextMatch;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The filters and orders of a search over experiments. */
final class ExperimentSearch {

    private static final Set<String> ATTRIBUTES = Set.of("name", "experiment_id", "creation_time", "last_update_time");
    private static final Set<String> TEXT_COMPARATORS = Set.of("=", "!=", "LIKE", "ILIKE");

    private ExperimentSearch() {}

    /** Return the experiments that a filter lets pass, in an order. */
    static List<Experiment> search(Collection<Experiment> experiments, String filter, List<String> orderBy) {
        Predicate<Experiment> test = Clauses.all(SearchFilter.comparisons(filter, UnaryOperator.identity()).stream()
                .map(ExperimentSearch::test)
                .toList());
        return experiments.stream().filter(test).sorted(order(orderBy)).toList();
    }

    private static Predicate<Experiment> test(SearchToken comparison) {
        SearchToken left = comparison.parts().get(0);
        String comparator = comparison.parts().get(1).text();
        SearchKey key = SearchKey.ofEntity(left.text(), ATTRIBUTES);
        boolean isTag = key.type().equals(SearchKey.TAG);
        if (comparison.parts().size() == 2) {
            if (!isTag) {
                throw RestException.invalid(
                        "IS NULL / IS NOT NULL is only supported for tags, not for attribute '" + key.key() + "'");
            }
            boolean present = comparator.equals("IS NOT NULL");
            return experiment -> experiment.tags.containsKey(key.key()) == present;
        }
        SearchToken right = comparison.parts().get(2);
        if (isTag) {
            return tagTest(key.key(), comparator, right);
        }
        return switch (key.key()) {
            case "name" -> nameTest(comparator, right);
            case "experiment_id" -> idTest(comparator, right);
            case "creation_time" -> timeTest(key.key(), comparator, right, experiment -> experiment.creationTime);
            default -> timeTest(key.key(), comparator, right, experiment -> experiment.lastUpdateTime);
        };
    }

    private static Predicate<Experiment> tagTest(String key, String comparator, SearchToken right) {
        if (!SearchValue.isText(right)) {
            throw RestException.invalid(
                    "Expected a quoted string value for tag (e.g. 'my-value'). Got value " + right.text());
        }
        String value = SearchValue.text(right);
        if (!TEXT_COMPARATORS.contains(comparator)) {
            throw RestException.invalid("Invalid comparator for tag: " + comparator);
        }
        Predicate<String> test = TextMatch.of(comparator, value);
        return experiment -> experiment.tags.containsKey(key) && test.test(experiment.tags.getOrDefault(key, ""));
    }

    private static Predicate<Experiment> nameTest(String comparator, SearchToken right) {
        String value = textOrList("name", right).get(0);
        if (!TEXT_COMPARATORS.contains(comparator)) {
            if (Set.of("IN", "NOT IN").contains(comparator)) {
                throw RestException.invalid("Invalid comparator for string attribute: " + comparator);
            }
            throw RestException.invalid("Invalid comparator '%s' not one of '%s'"
                    .formatted(comparator, SearchKey.set(List.of("=", "!=", "LIKE", "ILIKE", "IN", "NOT IN"))));
        }
        Predicate<String> test = TextMatch.of(comparator, value);
        return experiment -> test.test(experiment.name);
    }

    private static Predicate<Experiment> idTest(String comparator, SearchToken right) {
        List<String> values = textOrList("experiment_id", right);
        if (!Set.of("=", "!=", "IN", "NOT IN").contains(comparator)) {
            throw RestException.invalid("Invalid comparator for experiment_id: " + comparator);
        }
        if (right.is(Kind.PARENTHESIS)) {
            SearchValue.requireListComparator(comparator);
        }
        Set<Long> ids = values.stream()
                .map(Validation::experimentId)
                .map(BigInteger::longValue)
                .collect(Collectors.toSet());
        boolean wanted = comparator.equals("=") || comparator.equals("IN");
        return experiment -> ids.contains(experiment.id) == wanted;
    }

    private static Predicate<Experiment> timeTest(
            String key, String comparator, SearchToken right, ToLongFunction<Experiment> time) {
        if (!SearchValue.isNumber(right)) {
            throw RestException.invalid(
                    "Expected numeric value type for numeric attribute: " + key + ". Found " + right.text());
        }
        if (!NumberMatch.COMPARATORS.contains(comparator)) {
            throw RestException.invalid("Invalid comparator '%s' not one of '%s"
                    .formatted(comparator, SearchKey.set(List.of("=", "!=", "LIKE", "ILIKE", "IN", "NOT IN"))));
        }
        if (right.is(Kind.FLOAT)) {
            throw RestException.invalid("Invalid value for numeric attribute '%s': %s"
                    .formatted(key, Python.repr(Python.repr(Python.toFloat(right.text())))));
        }
        DoublePredicate test = NumberMatch.of(comparator, Python.toFloat(right.text()));
        return experiment -> test.test((double) time.applyAsLong(experiment));
    }

    private static List<String> textOrList(String key, SearchToken right) {
        if (SearchValue.isText(right)) {
            return List.of(SearchValue.text(right));
        }
        if (!right.is(Kind.PARENTHESIS)) {
            throw RestException.invalid("Expected a quoted string value for attributes. Got value " + right.text());
        }
        if (!key.equals("experiment_id")) {
            throw RestException.invalid(
                    "Only ['experiment_id'] attributes support comparison with a list of quoted " + "string values.");
        }
        return SearchValue.list(right);
    }

    private static Comparator<Experiment> order(List<String> clauses) {
        List<String> effective = clauses.isEmpty() ? List.of("creation_time DESC", "experiment_id ASC") : clauses;
        List<Comparator<Experiment>> comparators = new ArrayList<>();
        for (String clause : effective) {
            OrderBy order = OrderBy.parse(clause);
            SearchKey key = SearchKey.ofEntity(order.identifier(), ATTRIBUTES);
            if (!key.type().equals(SearchKey.ATTRIBUTE)) {
                throw RestException.invalid("Invalid order_by entity: " + key.type());
            }
            Comparator<Experiment> comparator = comparator(key.key());
            comparators.add(order.isAscending() ? comparator : comparator.reversed());
        }
        // The tie-breaker.
        comparators.add(comparator("experiment_id").reversed());
        return Clauses.inTurn(comparators);
    }

    private static Comparator<Experiment> comparator(String attribute) {
        return switch (attribute) {
            case "name" -> Comparator.comparing((Experiment experiment) -> experiment.name, PythonText.ORDER);
            case "experiment_id" -> Comparator.comparingLong(experiment -> experiment.id);
            case "creation_time" -> Comparator.comparingLong(experiment -> experiment.creationTime);
            default -> Comparator.comparingLong(experiment -> experiment.lastUpdateTime);
        };
    }
}
