package io.mmp.test.mlflow.embedded.registry;

import io.mmp.test.mlflow.embedded.python.PythonText;
import io.mmp.test.mlflow.embedded.search.OrderBy;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Searches registered models; prompts are hidden unless they are asked for. */
final class RegisteredModelSearch {

    private static final Set<String> COMPARATORS = Set.of("=", "!=", "LIKE", "ILIKE", "IN", "NOT IN");
    private static final RegistryFilter.Grammar<RegisteredModel> GRAMMAR =
            new RegistryFilter.Grammar<>(Set.of("name"), Set.of("name"), Set.of(), RegisteredModelSearch::nameTest);
    private static final Map<String, Comparator<RegisteredModel>> COLUMNS = Map.of(
            "name", Comparator.comparing(model -> model.name, PythonText.ORDER),
            "timestamp", Comparator.comparingLong(model -> model.lastUpdateTime));
    private static final List<OrderBy> TIE_BREAKERS = List.of(new OrderBy("name", OrderBy.Direction.ASCENDING));

    private RegisteredModelSearch() {}

    /** Return the models that match a filter, in order. */
    static List<RegisteredModel> search(Collection<RegisteredModel> models, String filter, List<String> orderBy) {
        RegistryFilter.Draft<RegisteredModel> draft = RegistryFilter.read(filter, GRAMMAR);
        Comparator<RegisteredModel> order =
                RegistrySearch.order(orderBy, RegisteredModelSearch::column, COLUMNS, TIE_BREAKERS);
        // MLflow looks at the comparators after the order, unlike in its search over versions.
        RegistryFilter<RegisteredModel> wanted = draft.check();
        return models.stream()
                .filter(model -> wanted.asksForPrompts() || !RegistryFilter.isListedAsPrompt(model.tags))
                .filter(model -> wanted.matches(model, model.tags))
                .sorted(order)
                .toList();
    }

    private static Predicate<RegisteredModel> nameTest(String key, String comparator, RegistryFilter.Value value) {
        if (!COMPARATORS.contains(comparator)) {
            throw RestException.invalid("Invalid comparator for attribute: " + comparator);
        }
        Predicate<String> test = RegistryFilter.textTest(comparator, value);
        return model -> test.test(model.name);
    }

    private static String column(OrderBy order) {
        return switch (order.identifier()) {
            case "name" -> "name";
            case "timestamp", "last_updated_timestamp" -> "timestamp";
            default ->
                throw RestException.invalid("Invalid order by key '" + order.identifier()
                        + "' specified. Valid keys are '{'name', 'timestamp'}'");
        };
    }
}
