package io.mmp.test.mlflow.state;

import io.mmp.test.security.SecretKeys;
import io.mmp.test.security.SecretSearch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Copies records of a state without the secrets in params, tags and texts; what artifacts have in them stays. */
final class MaskedRecord {

    private static final Set<String> ENTRIES = Set.of("params", "tags");
    private static final Set<String> RECORDS = Set.of("datasets");
    private static final Set<String> TEXTS = Set.of("description", "profile", "schema", "source", "status_message");

    private MaskedRecord() {}

    /** Return the copy. */
    static Map<String, Object> of(Map<?, ?> source) {
        Map<String, Object> copy = new LinkedHashMap<>();
        source.forEach((key, value) -> {
            String field = String.valueOf(key);
            copy.put(field, masked(field, value));
        });
        return copy;
    }

    private static Object masked(String field, Object value) {
        if (ENTRIES.contains(field) && value instanceof Map<?, ?> entries) {
            Map<String, Object> shown = new TreeMap<>();
            entries.forEach((key, entry) -> {
                String name = String.valueOf(key);
                shown.put(name, entry instanceof String text ? SecretKeys.mask(name, text) : entry);
            });
            return shown;
        }
        if (RECORDS.contains(field) && value instanceof List<?> records) {
            return records.stream()
                    .map(one -> one instanceof Map<?, ?> source ? of(source) : one)
                    .toList();
        }
        return TEXTS.contains(field) && value instanceof String text ? SecretSearch.mask(text) : value;
    }
}
