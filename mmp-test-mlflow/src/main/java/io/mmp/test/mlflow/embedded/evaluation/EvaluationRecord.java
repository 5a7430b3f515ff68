package io.mmp.test.mlflow.embedded.evaluation;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.PythonJson;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A record of an evaluation data set: inputs, and what should come of them. */
final class EvaluationRecord {

    private static final List<String> SOURCES = List.of("UNSPECIFIED", "TRACE", "HUMAN", "DOCUMENT", "CODE");

    final String id = "dr-" + UUID.randomUUID().toString().replace("-", "");
    final long created;
    private final String datasetId;
    private final Object inputs;
    private final Optional<Map<String, Object>> source;
    private final @Nullable String createdBy;
    private final Map<String, Object> tags;
    private @Nullable Object outputs;
    private @Nullable Map<String, Object> expectations;
    private @Nullable String updatedBy;
    private long updated;

    EvaluationRecord(String datasetId, Map<?, ?> sent, long now, @Nullable String author) {
        this.datasetId = datasetId;
        created = now;
        updated = now;
        createdBy = author;
        updatedBy = author;
        inputs = inputs(sent);
        outputs = sent.containsKey("outputs") ? sent.get("outputs") : Map.of();
        expectations = sent.get("expectations") == null ? null : Trees.copy(sent.get("expectations"));
        tags = Trees.copy(sent.get("tags"));
        source = sent.get("source") instanceof Map<?, ?> map && !map.isEmpty()
                ? Optional.of(source(map))
                : Optional.empty();
    }

    /** Return what tells the inputs of two records apart. */
    static String key(Map<?, ?> sent) {
        return PythonJson.spaced(sorted(inputs(sent)));
    }

    private static Object inputs(Map<?, ?> sent) {
        Object inputs = sent.get("inputs");
        return inputs == null ? Map.of() : inputs;
    }

    private static @Nullable Object sorted(@Nullable Object json) {
        if (json instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((key, value) -> sorted.put(String.valueOf(key), sorted(value)));
            return sorted;
        }
        return json instanceof List<?> list
                ? new java.util.ArrayList<>(
                        list.stream().map(EvaluationRecord::sorted).toList())
                : json;
    }

    private static Map<String, Object> source(Map<?, ?> sent) {
        String type = String.valueOf(sent.get("source_type")).toUpperCase(Locale.ROOT);
        if (!SOURCES.contains(type)) {
            throw RestException.invalid("Invalid dataset record source type: " + type + ". Valid source types: "
                    + Python.repr((Object) SOURCES));
        }
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("source_type", type);
        source.put("source_data", Trees.copy(sent.get("source_data")));
        return source;
    }

    /** Take over what a record with the same inputs says. */
    void merge(Map<?, ?> sent, long now) {
        if (sent.containsKey("outputs")) {
            outputs = sent.get("outputs");
        }
        Map<String, Object> more = Trees.copy(sent.get("expectations"));
        if (!more.isEmpty()) {
            Map<String, Object> merged = Trees.copy(expectations);
            merged.putAll(more);
            expectations = merged;
        }
        Map<String, Object> moreTags = Trees.copy(sent.get("tags"));
        tags.putAll(moreTags);
        updatedBy = moreTags.containsKey("mlflow.user") ? String.valueOf(moreTags.get("mlflow.user")) : updatedBy;
        updated = now;
    }

    /** Return the record as it goes over the wire. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("dataset_record_id", id);
        tree.put("dataset_id", datasetId);
        tree.put("inputs", inputs);
        if (expectations != null) {
            tree.put("expectations", expectations);
        }
        tree.put("tags", tags);
        source.ifPresent(origin -> {
            tree.put("source", origin);
            Map<String, Object> data = Trees.copy(origin.get("source_data"));
            Object sourceId = data.get("TRACE".equals(origin.get("source_type")) ? "trace_id" : "source_id");
            if (sourceId != null) {
                tree.put("source_id", sourceId);
            }
            tree.put("source_type", String.valueOf(origin.get("source_type")));
        });
        tree.put("created_time", created);
        tree.put("last_update_time", updated);
        Optional.ofNullable(createdBy).ifPresent(user -> tree.put("created_by", user));
        Optional.ofNullable(updatedBy).ifPresent(user -> tree.put("last_updated_by", user));
        if (outputs != null) {
            tree.put("outputs", outputs);
        }
        return tree;
    }
}
