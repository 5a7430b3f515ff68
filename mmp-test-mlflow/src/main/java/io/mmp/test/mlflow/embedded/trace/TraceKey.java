package io.mmp.test.mlflow.embedded.trace;

import io.mmp.test.mlflow.embedded.search.SearchKey;
import io.mmp.test.mlflow.embedded.wire.RestException;
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
    static final String SPAN = "span";
    static final String ISSUE = "issue";
    private static final String LINKED_PROMPTS = "mlflow.linkedPrompts";

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry(TAG, TAG),
            Map.entry("tags", TAG),
            Map.entry(METADATA, METADATA),
            Map.entry("metadata", METADATA),
            Map.entry(ATTRIBUTE, ATTRIBUTE),
            Map.entry("attributes", ATTRIBUTE),
            Map.entry("trace", ATTRIBUTE),
            Map.entry(SPAN, SPAN),
            Map.entry(ISSUE, ISSUE),
            Map.entry(Assessment.FEEDBACK, Assessment.FEEDBACK),
            Map.entry(Assessment.EXPECTATION, Assessment.EXPECTATION));

    private static final Map<String, TraceKey> SYNONYMS = Map.of(
            "name", new TraceKey(TAG, Trace.NAME_TAG),
            "prompt", new TraceKey(TAG, LINKED_PROMPTS),
            "run_id", new TraceKey(METADATA, Trace.SOURCE_RUN),
            "text", new TraceKey(SPAN, SpanMatch.CONTENT));

    private static final Map<String, String> ALIASES =
            Map.of("timestamp", "timestamp_ms", "execution_time", "execution_time_ms", "end_time", "end_time_ms");
    private static final Set<String> NUMBERS =
            Set.of("timestamp_ms", "execution_time_ms", "end_time_ms", "experiment_id");

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
        return new TraceKey(type, key);
    }

    /** Return where that is kept: MLflow takes some names, whatever the kind but a span's, for keys of others. */
    TraceKey resolved() {
        if (type.equals(SPAN)) {
            return this;
        }
        String name = key.toLowerCase(Locale.ROOT);
        TraceKey synonym = SYNONYMS.get(name);
        return synonym != null ? synonym : new TraceKey(type, ALIASES.getOrDefault(name, key));
    }

    /** Tell whether this is a feedback or an expectation. */
    boolean isAssessment() {
        return type.equals(Assessment.FEEDBACK) || type.equals(Assessment.EXPECTATION);
    }

    /** Tell whether this is compared with numbers. */
    boolean isNumber() {
        return type.equals(ATTRIBUTE) && NUMBERS.contains(key);
    }

    /** Tell whether this is the run that a trace belongs to. */
    boolean isRun() {
        return type.equals(METADATA) && key.equals(Trace.SOURCE_RUN);
    }

    /** Tell whether this is one of the attributes that spans have in their content. */
    boolean isSpanAttribute() {
        return type.equals(SPAN) && key.startsWith("attributes.");
    }

    /** Tell whether this is the prompts that a trace is linked to. */
    boolean isPrompt() {
        return type.equals(TAG) && key.equals(LINKED_PROMPTS);
    }

    /** Return the text that a trace has here. */
    Optional<String> text(Trace trace) {
        return switch (type) {
            case TAG -> Optional.ofNullable(key.equals(Trace.NAME_TAG) ? trace.name : trace.tags.get(key));
            case METADATA ->
                TraceUsage.keeps(key) ? trace.usage.text(key) : Optional.ofNullable(trace.metadata.get(key));
            default ->
                switch (key) {
                    case "request_id" -> Optional.of(trace.id);
                    case "status" -> Optional.of(trace.state);
                    case "client_request_id" -> Optional.ofNullable(trace.clientRequestId);
                    default -> Optional.empty();
                };
        };
    }

    /** Return the number that a trace has here. */
    OptionalLong number(Trace trace) {
        return switch (key) {
            case "experiment_id" -> OptionalLong.of(trace.experiment.id);
            case "timestamp_ms" -> OptionalLong.of(trace.start);
            case "execution_time_ms" -> trace.duration == null ? OptionalLong.empty() : OptionalLong.of(trace.duration);
            default -> OptionalLong.of(trace.start + (trace.duration == null ? 0 : trace.duration));
        };
    }
}
