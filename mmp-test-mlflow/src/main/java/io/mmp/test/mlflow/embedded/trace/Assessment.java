package io.mmp.test.mlflow.embedded.trace;

import io.mmp.test.mlflow.embedded.python.PythonJson;
import io.mmp.test.mlflow.embedded.python.UnhandledRequestException;
import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.FieldType;
import io.mmp.test.mlflow.embedded.wire.Json;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.ProtoField;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Schema;
import io.mmp.test.mlflow.embedded.wire.TraceTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people or programs think of a trace: feedback on it, the expected result, or an issue that it shows. */
final class Assessment {

    static final String FEEDBACK = "feedback";
    static final String EXPECTATION = "expectation";
    static final String ISSUE = "issue";
    private static final String SERIALIZED = "serialized_value";
    private static final String FORMAT = "JSON_FORMAT";
    private static final int MAX_STACK_TRACE = 10_000;
    private static final String CUT_STACK_TRACE = "[Stack trace is truncated]\n...\n";
    private static final String UNSPECIFIED = "SOURCE_TYPE_UNSPECIFIED";
    private static final Schema ERROR =
            Schema.of(Field.string("error_code"), Field.string("error_message"), Field.string("stack_trace"));
    private static final Schema SOURCE = Schema.of(
            ProtoField.enumeration("source_type", List.of(UNSPECIFIED, "HUMAN", "LLM_JUDGE", "CODE")),
            Field.string("source_id"));
    private static final Schema SERIALIZED_VALUE =
            Schema.of(Field.string("serialization_format"), Field.string("value"));

    /** An assessment as clients send it. */
    static final Schema SCHEMA = Schema.of(
                    Field.string("assessment_id"),
                    Field.string("assessment_name"),
                    Field.string("trace_id"),
                    Field.string("span_id"),
                    Field.object("source", SOURCE),
                    ProtoField.timestamp("create_time"),
                    ProtoField.timestamp("last_update_time"),
                    Field.object(FEEDBACK, Schema.of(ProtoField.json("value"), Field.object("error", ERROR))),
                    Field.object(
                            EXPECTATION,
                            Schema.of(ProtoField.json("value"), Field.object(SERIALIZED, SERIALIZED_VALUE))),
                    Field.object(ISSUE, Schema.of(Field.string("issue_name"))),
                    Field.string("rationale"),
                    Field.object("error", ERROR),
                    ProtoField.map("metadata"),
                    Field.string("overrides"),
                    Field.scalar("valid", FieldType.BOOLEAN))
            .oneOf(FEEDBACK, EXPECTATION, ISSUE);

    final String id;
    final String kind;
    final Optional<String> overrides;
    private final String sourceType;
    private final Optional<String> sourceId;
    private final Optional<String> spanId;
    private final long created;
    String name;
    boolean valid = true;

    @Nullable
    Object value;

    Map<String, String> metadata;
    Optional<String> rationale;
    private Optional<Message> error = Optional.empty();
    private long updated;

    /** Read a new assessment. */
    Assessment(Message sent) {
        kind = List.of(EXPECTATION, FEEDBACK, ISSUE).stream()
                .filter(sent::has)
                .findFirst()
                .orElseThrow(() -> RestException.invalid("Unknown assessment type: None"));
        id = sent.optional("assessment_id")
                .orElseGet(() -> "a-" + UUID.randomUUID().toString().replace("-", ""));
        name = sent.string("assessment_name");
        Message source = sent.message("source");
        sourceType = source.optional("source_type").orElse(UNSPECIFIED);
        sourceId = source.optional("source_id");
        spanId = sent.optional("span_id");
        long now = now();
        created = orNow(sent.integer("create_time"), now);
        updated = orNow(sent.integer("last_update_time"), now);
        metadata = sent.texts("metadata");
        rationale = kind.equals(EXPECTATION) ? Optional.empty() : sent.optional("rationale");
        overrides = kind.equals(FEEDBACK) ? sent.optional("overrides") : Optional.empty();
        setValue(sent);
    }

    /** Take over the value that a client sent. */
    void setValue(Message sent) {
        Message part = sent.message(kind);
        switch (kind) {
            case FEEDBACK -> {
                value = part.value("value").orElse(null);
                error = part.has("error") ? Optional.of(part.message("error")) : Optional.empty();
            }
            case EXPECTATION -> value = expectation(part);
            default -> value = part.string("issue_name");
        }
    }

    /** Read the value of an expectation, which must have one. */
    static Object expectation(Message part) {
        Optional<Object> value = part.value("value");
        if (part.has(SERIALIZED)) {
            Message serialized = part.message(SERIALIZED);
            String format = serialized.string("serialization_format");
            if (!format.equals(FORMAT)) {
                throw RestException.invalid(
                        "Unknown serialization format: " + format + ". Only " + FORMAT + " is supported.");
            }
            String json = serialized.string("value");
            value = Json.read(json.getBytes(StandardCharsets.UTF_8));
            if (value.isEmpty() && !json.strip().equals("null")) {
                throw new UnhandledRequestException("The expectation is not JSON");
            }
        }
        return value.orElseThrow(() -> RestException.invalid("The `value` field must be specified."));
    }

    /** Return when this was created, in milliseconds since 1970. */
    long created() {
        return created;
    }

    /** Note that this was changed. */
    void touch() {
        updated = now();
    }

    /** Return the value as JSON text, which is what filters compare with. */
    String json() {
        return PythonJson.spaced(value);
    }

    /** Tell whether this stands for all traces of a session. */
    boolean isOfSession() {
        return metadata.containsKey(TraceUsage.SESSION);
    }

    /** Return the assessment of a trace as it goes over the wire. */
    Map<String, Object> tree(String traceId) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("assessment_id", id);
        tree.put("assessment_name", name);
        tree.put("trace_id", traceId);
        spanId.ifPresent(span -> tree.put("span_id", span));
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("source_type", sourceType);
        sourceId.ifPresent(name -> source.put("source_id", name));
        tree.put("source", source);
        tree.put("create_time", TraceTime.timestamp(created));
        tree.put("last_update_time", TraceTime.timestamp(updated));
        tree.put(kind, valueTree());
        rationale.ifPresent(text -> tree.put("rationale", text));
        if (!metadata.isEmpty()) {
            tree.put("metadata", Map.copyOf(metadata));
        }
        overrides.ifPresent(other -> tree.put("overrides", other));
        tree.put("valid", valid);
        return tree;
    }

    private Map<String, Object> valueTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (kind.equals(ISSUE)) {
            tree.put("issue_name", String.valueOf(value));
        } else if (kind.equals(EXPECTATION) && (value instanceof Map || value instanceof List)) {
            tree.put(SERIALIZED, Map.of("serialization_format", FORMAT, "value", json()));
        } else {
            putNullable(tree, value instanceof Number number ? number.doubleValue() : value);
            error.ifPresent(failure -> tree.put("error", errorTree(failure)));
        }
        return tree;
    }

    @SuppressWarnings("NullAway") // protobuf's Value may be null, and the JSON says so
    private static void putNullable(Map<String, Object> tree, @Nullable Object value) {
        tree.put("value", value);
    }

    private static Map<String, Object> errorTree(Message error) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("error_code", error.string("error_code"));
        error.optional("error_message").ifPresent(text -> tree.put("error_message", text));
        error.optional("stack_trace").ifPresent(text -> tree.put("stack_trace", stackTrace(text)));
        return tree;
    }

    private static String stackTrace(String text) {
        int length = text.codePointCount(0, text.length());
        if (length <= MAX_STACK_TRACE) {
            return text;
        }
        int kept = MAX_STACK_TRACE - CUT_STACK_TRACE.length();
        return CUT_STACK_TRACE + text.substring(text.offsetByCodePoints(0, length - kept));
    }

    private static long now() {
        return Instant.now().toEpochMilli();
    }

    private static long orNow(long millis, long now) {
        return millis == 0 ? now : millis;
    }
}
