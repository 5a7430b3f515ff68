package io.mmp.test.mlflow.embedded;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a search over traces compares or orders by.
 *
 * @param type a kind of entity: attribute, tag, metadata, feedback or expectation
 */
record TraceKey(String type, String key) {

    static final String ATTRIBUTE = "attribute";
    static final String METADATA = "request_metadata";
    static final String TAG = "tag";

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry(TAG, TAG),
            Map.entry("tags", TAG),
            Map.entry(METADATA, METADATA),
            Map.entry("metadata", METADATA),
            Map.entry(ATTRIBUTE, ATTRIBUTE),
            Map.entry("attributes", ATTRIBUTE),
            Map.entry("trace", ATTRIBUTE),
            Map.entry("span", "span"),
            Map.entry("issue", "issue"),
            Map.entry(Assessment.FEEDBACK, Assessment.FEEDBACK),
            Map.entry(Assessment.EXPECTATION, Assessment.EXPECTATION));

    private static final Map<String, TraceKey> SYNONYMS = Map.of(
            "name", new TraceKey(TAG, "mlflow.traceName"),
            "run_id", new TraceKey(METADATA, "mlflow.sourceRun"),
            "timestamp", new TraceKey(ATTRIBUTE, "timestamp_ms"),
            "execution_time", new TraceKey(ATTRIBUTE, "execution_time_ms"),
            "end_time", new TraceKey(ATTRIBUTE, "end_time_ms"));

    private static final Set<String> NUMBERS = Set.of("timestamp_ms", "execution_time_ms", "end_time_ms");
    private static final List<String> UNSUPPORTED = List.of("text", "prompt");

    /** Read a key; the attributes are those that this search knows. */
    static TraceKey of(String identifier, Set<String> attributes) {
        String[] parts = identifier.split("\\.", 2);
        String name = parts.length == 2 ? SearchKey.unquote(parts[0]) : ATTRIBUTE;
        String type = TYPES.get(name);
        if (type == null) {
            throw RestException.invalid(
                    "Invalid entity type '" + name + "'. Valid values are " + SearchKey.set(TYPES.keySet()));
        }
        String key = SearchKey.unquote(parts[parts.length - 1]);
        if (type.equals(ATTRIBUTE) && !attributes.contains(key)) {
            throw RestException.invalid("Invalid attribute key '" + key + "' specified. Valid keys are '"
                    + SearchKey.set(attributes) + "'");
        }
        if (type.equals("span") || type.equals("issue") || (type.equals(ATTRIBUTE) && UNSUPPORTED.contains(key))) {
            throw new RestException(
                    ErrorCode.NOT_IMPLEMENTED, "The embedded server does not search traces by " + identifier);
        }
        return new TraceKey(type, key);
    }

    /** Return where that is kept: MLflow takes some names, whatever the kind, for keys of tags and metadata. */
    TraceKey resolved() {
        return SYNONYMS.getOrDefault(key.toLowerCase(Locale.ROOT), this);
    }

    /** Tell whether this is a feedback or an expectation. */
    boolean isAssessment() {
        return type.equals(Assessment.FEEDBACK) || type.equals(Assessment.EXPECTATION);
    }

    /** Tell whether this is compared with numbers. */
    boolean isNumber() {
        return type.equals(ATTRIBUTE) && NUMBERS.contains(key);
    }

    /** Return the text that a trace has here. */
    Optional<String> text(Map<String, Object> trace) {
        return switch (type) {
            case TAG -> entry(trace, "tags");
            case METADATA -> entry(trace, "trace_metadata");
            default ->
                switch (key) {
                    case "request_id" ->
                        Optional.ofNullable(trace.get("trace_id")).map(String::valueOf);
                    case "status" -> Optional.ofNullable(trace.get("state")).map(String::valueOf);
                    default -> Optional.ofNullable(trace.get(key)).map(String::valueOf);
                };
        };
    }

    /** Return the number that a trace has here. */
    OptionalLong number(Map<String, Object> trace) {
        OptionalLong start = TraceTime.millis(trace.get("request_time"));
        OptionalLong duration = TraceTime.durationMillis(trace.get("execution_duration"));
        return switch (key) {
            case "timestamp_ms" -> start;
            case "execution_time_ms" -> duration;
            default ->
                start.isPresent() ? OptionalLong.of(start.getAsLong() + duration.orElse(0)) : OptionalLong.empty();
        };
    }

    private Optional<String> entry(Map<String, Object> trace, String part) {
        return trace.get(part) instanceof Map<?, ?> entries
                ? Optional.ofNullable(entries.get(key)).map(String::valueOf)
                : Optional.empty();
    }
}
