package io.mmp.test.mlflow.embedded.wire;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds the parts that answers have in common. */
public final class Trees {

    private Trees() {}

    /** Return tags or params as a list of objects. */
    public static List<Map<String, String>> keyValues(Map<String, String> pairs) {
        return pairs.entrySet().stream()
                .map(pair -> Map.of("key", pair.getKey(), "value", pair.getValue()))
                .toList();
    }

    /** Return a copy of an object, empty if the value is none; what is in it is shared. */
    public static Map<String, Object> copy(@Nullable Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> object) {
            object.forEach((key, item) -> copy.put(String.valueOf(key), item));
        }
        return copy;
    }

    /** Return all members of two sets. */
    public static Set<String> union(Set<String> some, Set<String> more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(more);
        return Set.copyOf(all);
    }

    /** Add a list, but not an empty one: protobuf's JSON omits those. */
    public static void putUnlessEmpty(Map<String, Object> tree, String name, Collection<?> values) {
        if (!values.isEmpty()) {
            tree.put(name, values);
        }
    }

    /** Add a text, but not an empty one. */
    public static void putUnlessEmpty(Map<String, Object> tree, String name, String text) {
        if (!text.isEmpty()) {
            tree.put(name, text);
        }
    }
}
