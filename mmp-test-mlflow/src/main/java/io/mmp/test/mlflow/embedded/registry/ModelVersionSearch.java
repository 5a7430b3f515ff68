package io.mmp.test.mlflow.embedded.registry;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.PythonText;
import io.mmp.test.mlflow.embedded.search.NumberMatch;
import io.mmp.test.mlflow.embedded.search.OrderBy;
import io.mmp.test.mlflow.embedded.search.SearchKey;
import io.mmp.test.mlflow.embedded.wire.Page;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Searches model versions; those of prompts are hidden unless they are asked for. */
final class ModelVersionSearch {

    /** A version and the model that it is of. */
    record Hit(RegisteredModel model, ModelVersion version) {}

    private static final Set<String> NUMBERS = Set.of("version_number", "creation_timestamp", "last_updated_timestamp");
    private static final Set<String> TEXT_COMPARATORS = Set.of("=", "!=", "LIKE", "ILIKE", "IN", "NOT IN");
    private static final Set<String> LISTS = Set.of("name", "run_id");
    private static final RegistryFilter.Grammar<Hit> GRAMMAR = new RegistryFilter.Grammar<>(
            Set.of("name", "version_number", "run_id", "source_path"),
            LISTS,
            NUMBERS,
            ModelVersionSearch::attributeTest);
    private static final Map<String, Comparator<Hit>> COLUMNS = Map.of(
            "name", Comparator.comparing(hit -> hit.model().name, PythonText.ORDER),
            "version_number", Comparator.comparingInt(hit -> hit.version().version),
            "creation_timestamp", Comparator.comparingLong(hit -> hit.version().creationTime),
            "last_updated_timestamp", Comparator.comparingLong(hit -> hit.version().lastUpdateTime));
    private static final List<String> DEFAULT_ORDER =
            List.of("last_updated_timestamp DESC", "name ASC", "version_number DESC");
    private static final List<OrderBy> TIE_BREAKERS = List.of(
            new OrderBy("name", OrderBy.Direction.ASCENDING),
            new OrderBy("version_number", OrderBy.Direction.DESCENDING));

    private ModelVersionSearch() {}

    /** Return a page of the versions that match a filter, in order. */
    static Page<Hit> search(
            Collection<RegisteredModel> models, String filter, List<String> orderBy, long maxResults, String token) {
        RegistryFilter<Hit> wanted = RegistryFilter.read(filter, GRAMMAR).check();
        List<String> clauses = orderBy.isEmpty() ? DEFAULT_ORDER : orderBy;
        Comparator<Hit> order = RegistrySearch.order(clauses, ModelVersionSearch::column, COLUMNS, TIE_BREAKERS);
        List<Hit> found = models.stream()
                .filter(model -> wanted.asksForPrompts() || !hasPromptVersion(model))
                .flatMap(model -> model.versions().map(version -> new Hit(model, version)))
                .filter(hit -> wanted.matches(hit, hit.version().tags))
                .toList();
        return Page.of(found, order, maxResults, token);
    }

    private static boolean hasPromptVersion(RegisteredModel model) {
        return model.versionsEverMade().anyMatch(version -> RegistryFilter.isListedAsPrompt(version.tags));
    }

    private static Predicate<Hit> attributeTest(String key, String comparator, RegistryFilter.Value value) {
        if (NUMBERS.contains(key)) {
            return numberTest(key, comparator, value);
        }
        if (!TEXT_COMPARATORS.contains(comparator)) {
            throw RestException.invalid("Invalid comparator for attribute: " + comparator);
        }
        Predicate<String> test = RegistryFilter.textTest(comparator, value);
        Function<Hit, @Nullable String> attribute = switch (key) {
            case "name" -> hit -> hit.model().name;
            case "run_id" -> hit -> hit.version().runId;
            default -> hit -> hit.version().source;
        };
        return hit -> {
            String found = attribute.apply(hit);
            return found != null && test.test(found);
        };
    }

    private static Predicate<Hit> numberTest(String key, String comparator, RegistryFilter.Value value) {
        if (!NumberMatch.COMPARATORS.contains(comparator)) {
            throw RestException.invalid("Invalid comparator for attribute " + key + ": " + comparator);
        }
        String text = value.number().orElseGet(() -> value.texts().get(0));
        Optional<BigInteger> number = Python.integer(text);
        if (number.isEmpty()) {
            String shown = value.number().isPresent() ? Python.repr(Python.toFloat(text)) : Python.repr(text);
            throw RestException.invalid("Invalid value for numeric attribute '" + key + "': " + shown);
        }
        DoublePredicate test = NumberMatch.of(comparator, number.get().doubleValue());
        return hit -> test.test(hit.version().version);
    }

    private static String column(OrderBy order) {
        SearchKey key = SearchKey.ofEntity(order.identifier(), COLUMNS.keySet());
        if (!COLUMNS.containsKey(key.key())) {
            throw RestException.invalid("Invalid order by key '" + key.key() + "' specified. Valid keys are "
                    + SearchKey.set(COLUMNS.keySet()));
        }
        return key.key();
    }
}
