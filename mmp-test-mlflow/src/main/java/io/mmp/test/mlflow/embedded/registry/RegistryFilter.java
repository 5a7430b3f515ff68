package io.mmp.test.mlflow.embedded.registry;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.UnhandledRequestException;
import io.mmp.test.mlflow.embedded.search.SearchFilter;
import io.mmp.test.mlflow.embedded.search.SearchKey;
import io.mmp.test.mlflow.embedded.search.SearchToken;
import io.mmp.test.mlflow.embedded.search.SearchToken.Kind;
import io.mmp.test.mlflow.embedded.search.SearchValue;
import io.mmp.test.mlflow.embedded.search.TextMatch;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A filter over models or versions: tests of attributes, and of tags by key.
 *
 * @param attributes what a model or version must satisfy
 * @param tags what the values of tags must satisfy; a missing tag satisfies nothing
 * @param asksForPrompts whether prompts are searched instead of hidden
 */
record RegistryFilter<T>(List<Predicate<T>> attributes, Map<String, Predicate<String>> tags, boolean asksForPrompts) {

    /** Reads the right side of a comparison with an attribute. */
    interface AttributeReader<T> {
        /** Return the test of an attribute. */
        Predicate<T> read(String key, String comparator, Value value);
    }

    /**
     * The right side of a comparison: one text, several, or a number.
     *
     * @param kind what stands there
     * @param number the digits of a number, empty if this is text
     */
    record Value(Kind kind, List<String> texts, Optional<String> number) {}

    private static final String IS_PROMPT = "mlflow.prompt.is_prompt";
    private static final Set<String> TEXT_COMPARATORS = Set.of("=", "!=", "LIKE", "ILIKE");

    /** One comparison. */
    record Clause(SearchKey key, String comparator, Value value) {}

    /** What can be filtered by, and how. */
    record Grammar<T>(Set<String> attributes, Set<String> lists, Set<String> numbers, AttributeReader<T> reader) {}

    /** The comparisons of a filter that was read, whose comparators are still unchecked. */
    record Draft<T>(List<Clause> clauses, Grammar<T> grammar) {

        /** Check the comparators. */
        RegistryFilter<T> check() {
            List<Predicate<T>> attributes = new ArrayList<>();
            Map<String, Predicate<String>> tags = new LinkedHashMap<>();
            for (Clause clause : clauses) {
                String key = clause.key().key();
                if (clause.key().type().equals(SearchKey.TAG)) {
                    tags.merge(key, tagTest(clause), Predicate::and);
                } else {
                    attributes.add(grammar.reader().read(key, clause.comparator(), clause.value()));
                }
            }
            boolean asksForPrompts = clauses.stream()
                    .filter(clause -> clause.key().equals(new SearchKey(SearchKey.TAG, IS_PROMPT)))
                    .findFirst()
                    .filter(RegistryFilter::isTrue)
                    .isPresent();
            if (!asksForPrompts) {
                tags.remove(IS_PROMPT);
            }
            return new RegistryFilter<>(attributes, tags, asksForPrompts);
        }
    }

    /** Read a filter. */
    static <T> Draft<T> read(String filter, Grammar<T> grammar) {
        List<Clause> clauses = SearchFilter.comparisons(filter, clause -> clause).stream()
                .map(comparison -> clause(comparison, grammar))
                .toList();
        return new Draft<>(clauses, grammar);
    }

    /** Tell whether the attributes and tags of a model or version are those that are searched for. */
    boolean matches(T candidate, Map<String, String> candidateTags) {
        return attributes.stream().allMatch(test -> test.test(candidate))
                && tags.entrySet().stream().allMatch(tag -> {
                    String value = candidateTags.get(tag.getKey());
                    return value != null && tag.getValue().test(value);
                });
    }

    /** Tell whether tags hide a model or version from searches that do not ask for prompts. */
    static boolean isListedAsPrompt(Map<String, String> tags) {
        return "true".equals(tags.get(IS_PROMPT));
    }

    /** Return the test of a text. */
    static Predicate<String> textTest(String comparator, Value value) {
        if (value.kind() == Kind.PARENTHESIS) {
            SearchValue.requireListComparator(comparator);
        }
        return TEXT_COMPARATORS.contains(comparator)
                ? TextMatch.of(comparator, value.texts().get(0))
                : TextMatch.of(comparator, value.texts());
    }

    private static Predicate<String> tagTest(Clause clause) {
        if (!TEXT_COMPARATORS.contains(clause.comparator())) {
            throw RestException.invalid("Invalid comparator for tag: " + clause.comparator());
        }
        return textTest(clause.comparator(), clause.value());
    }

    private static boolean isTrue(Clause clause) {
        String value = clause.value().texts().get(0).toLowerCase(Locale.ROOT);
        return (clause.comparator().equals("=") && value.equals("true"))
                || (clause.comparator().equals("!=") && value.equals("false"));
    }

    private static <T> Clause clause(SearchToken comparison, Grammar<T> grammar) {
        if (comparison.parts().size() < 3) {
            throw new UnhandledRequestException("MLflow fails on null tests here");
        }
        SearchKey key = key(comparison.parts().get(0).text(), grammar.attributes());
        String comparator = comparison.parts().get(1).text().toUpperCase(Locale.ROOT);
        return new Clause(key, comparator, value(key, comparison.parts().get(2), grammar));
    }

    private static SearchKey key(String identifier, Set<String> attributes) {
        String[] parts = identifier.split("\\.", 2);
        // Unlike other searches, these want attributes without quotes.
        if (!attributes.contains(parts[parts.length - 1])
                && (parts.length == 1 || parts[0].equals(SearchKey.ATTRIBUTE))) {
            throw RestException.invalid("Invalid attribute key '" + parts[parts.length - 1]
                    + "' specified. Valid keys are '" + SearchKey.set(attributes) + "'");
        }
        return SearchKey.ofEntity(identifier, attributes);
    }

    private static <T> Value value(SearchKey key, SearchToken right, Grammar<T> grammar) {
        boolean isTag = key.type().equals(SearchKey.TAG);
        if (SearchValue.isText(right)) {
            return new Value(right.kind(), List.of(SearchValue.text(right)), Optional.empty());
        }
        if (isTag) {
            throw RestException.invalid(
                    "Expected a quoted string value for tag (e.g. 'my-value'). Got value " + right.text());
        }
        if (right.is(Kind.PARENTHESIS)) {
            if (!grammar.lists().contains(key.key())) {
                throw RestException.invalid("Only "
                        + grammar.lists().stream().sorted().map(Python::repr).toList()
                        + " attributes support comparison with a list of quoted string values.");
            }
            return new Value(right.kind(), SearchValue.list(right), Optional.empty());
        }
        if (!SearchValue.isNumber(right) || grammar.numbers().isEmpty()) {
            throw RestException.invalid(
                    "Expected a quoted string value or a list of quoted string values for attributes." + " Got value "
                            + right.text());
        }
        if (!grammar.numbers().contains(key.key())) {
            throw RestException.invalid("Only the '" + SearchKey.set(grammar.numbers())
                    + "' attributes support comparison with numeric values.");
        }
        return new Value(right.kind(), List.of(), Optional.of(right.text()));
    }
}
