package io.mmp.test.mlflow.embedded;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Builds the parts that answers have in common. */
final class Trees {

    private Trees() {}

    /** Return tags or params as a list of objects. */
    static List<Map<String, String>> keyValues(Map<String, String> pairs) {
        return pairs.entrySet().stream()
                .map(pair -> Map.of("key", pair.getKey(), "value", pair.getValue()))
                .toList();
    }

    /** Add a list, but not an empty one: protobuf's JSON omits those. */
    static void putUnlessEmpty(Map<String, Object> tree, String name, Collection<?> values) {
        if (!values.isEmpty()) {
            tree.put(name, values);
        }
    }

    /** Add a text, but not an empty one. */
    static void putUnlessEmpty(Map<String, Object> tree, String name, String text) {
        if (!text.isEmpty()) {
            tree.put(name, text);
        }
    }
}
