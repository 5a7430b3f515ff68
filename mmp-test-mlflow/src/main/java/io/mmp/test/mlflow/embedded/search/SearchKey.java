package io.mmp.test.mlflow.embedded.search;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The left side of a comparison, or what to order by: a kind of entity and a key of it. */
public record SearchKey(String type, String key) {

    public static final String ATTRIBUTE = "attribute";
    public static final String METRIC = "metric";
    public static final String PARAM = "parameter";
    public static final String TAG = "tag";
    public static final String DATASET = "dataset";

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("metric", METRIC),
            Map.entry("metrics", METRIC),
            Map.entry("parameter", PARAM),
            Map.entry("parameters", PARAM),
            Map.entry("param", PARAM),
            Map.entry("params", PARAM),
            Map.entry("tag", TAG),
            Map.entry("tags", TAG),
            Map.entry("attribute", ATTRIBUTE),
            Map.entry("attributes", ATTRIBUTE),
            Map.entry("attr", ATTRIBUTE),
            Map.entry("run", ATTRIBUTE),
            Map.entry("dataset", DATASET),
            Map.entry("datasets", DATASET));

    /** Read a key of a search over runs: metrics, params, tags, datasets and attributes. */
    public static SearchKey ofRun(String identifier, Iterable<String> attributes) {
        String[] parts = identifier.split("\\.", 2);
        String type = ATTRIBUTE;
        if (parts.length == 2) {
            String name = trim(parts[0], "`");
            type = TYPES.getOrDefault(name, "");
            if (type.isEmpty()) {
                throw RestException.invalid("Invalid entity type '" + name
                        + "'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']");
            }
        }
        SearchKey key = new SearchKey(type, unquote(parts[parts.length - 1]));
        if (type.equals(DATASET) && !List.of("name", "digest", "context").contains(key.key())) {
            throw RestException.invalid("Invalid dataset key '" + key.key()
                    + "' specified. Valid keys are '{'context', 'digest', 'name'}'");
        }
        return key.requireKnown(attributes);
    }

    /** Read a key of a search over experiments or of the model registry's orders: tags and attributes. */
    public static SearchKey ofEntity(String identifier, Iterable<String> attributes) {
        String[] parts = identifier.split("\\.", 2);
        if (parts.length == 2 && !List.of("attribute", "tag", "tags").contains(parts[0])) {
            throw RestException.invalid(
                    "Invalid entity type '" + parts[0] + "'. Valid entity types are ('attribute', 'tag', 'tags')");
        }
        String type = parts.length == 2 ? TYPES.getOrDefault(parts[0], ATTRIBUTE) : ATTRIBUTE;
        return new SearchKey(type, unquote(parts[parts.length - 1])).requireKnown(attributes);
    }

    /** Return a name or value without the single quotes, double quotes or backticks around it. */
    public static String unquote(String text) {
        String inner = isQuoted(text, "'") || isQuoted(text, "\"") ? text.substring(1, text.length() - 1) : text;
        return trim(inner, "`");
    }

    /** Tell whether a text starts and ends with a quote. */
    static boolean isQuoted(String text, String quote) {
        return text.length() >= 2 && text.startsWith(quote) && text.endsWith(quote);
    }

    /** Write names as Python prints a set; sorted, because Python's own order is random. */
    public static String set(Iterable<String> names) {
        TreeSet<String> sorted = new TreeSet<>();
        names.forEach(sorted::add);
        return sorted.stream().map(Python::repr).collect(Collectors.joining(", ", "{", "}"));
    }

    private SearchKey requireKnown(Iterable<String> attributes) {
        if (type.equals(ATTRIBUTE)) {
            for (String attribute : attributes) {
                if (attribute.equals(key)) {
                    return this;
                }
            }
            throw RestException.invalid(
                    "Invalid attribute key '" + key + "' specified. Valid keys are '" + set(attributes) + "'");
        }
        return this;
    }

    private static String trim(String text, String quote) {
        return isQuoted(text, quote) ? text.substring(1, text.length() - 1) : text;
    }
}
