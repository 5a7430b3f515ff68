package io.mmp.test.feast.parity;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One value that is not the right one, or one row that is missing or should not be there.
 *
 * @param key the names and values that identify the row
 * @param feature the feature, or null if it is about the whole row
 * @param expected what is right, in words
 * @param actual what was found, in words
 * @param cause why they differ
 * @since 0.1.0
 */
public record Mismatch(Map<String, String> key, @Nullable String feature, String expected, String actual, Cause cause) {

    /** Return it as a tree of texts. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("key", key);
        tree.put("feature", feature);
        tree.put("expected", expected);
        tree.put("actual", actual);
        tree.put("cause", cause.name());
        return tree;
    }

    /** Read what {@link #tree} returned. */
    static Mismatch ofTree(Map<?, ?> tree) {
        Map<String, String> key = new LinkedHashMap<>();
        ((Map<?, ?>) requireNonNull(tree.get("key"))).forEach((name, value) -> key.put((String) name, (String) value));
        return new Mismatch(
                key,
                (String) tree.get("feature"),
                (String) requireNonNull(tree.get("expected")),
                (String) requireNonNull(tree.get("actual")),
                Cause.valueOf((String) requireNonNull(tree.get("cause"))));
    }

    /** Return the mismatch in one line. */
    @Override
    public String toString() {
        String row = ParityText.join(key);
        return feature == null
                ? "%s: %s".formatted(row, cause)
                : "%s: %s is %s, right is %s (%s)".formatted(row, feature, actual, expected, cause);
    }
}
