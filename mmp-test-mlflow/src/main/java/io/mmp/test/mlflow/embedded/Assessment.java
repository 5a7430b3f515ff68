package io.mmp.test.mlflow.embedded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people or programs think of a trace: feedback on it or the expected result, as JSON trees. */
final class Assessment {

    static final String FEEDBACK = "feedback";
    static final String EXPECTATION = "expectation";
    private static final String SERIALIZED = "serialized_value";
    private static final String FORMAT = "JSON_FORMAT";

    private Assessment() {}

    /** Return a new assessment of a trace, completed from what a client sent. */
    static Map<String, Object> of(Map<String, Object> sent, String traceId) {
        String kind = sent.containsKey(FEEDBACK) ? FEEDBACK : EXPECTATION;
        if (!sent.containsKey(kind)) {
            throw RestException.invalid("Unknown assessment type: None");
        }
        Map<String, Object> assessment = new LinkedHashMap<>();
        String now = TraceTime.now();
        assessment.put("assessment_id", "a-" + UUID.randomUUID().toString().replace("-", ""));
        assessment.put("assessment_name", sent.getOrDefault("assessment_name", ""));
        assessment.put("trace_id", traceId);
        assessment.put("source", sent.getOrDefault("source", Map.of("source_type", "SOURCE_TYPE_UNSPECIFIED")));
        assessment.put("create_time", sent.getOrDefault("create_time", now));
        assessment.put("last_update_time", sent.getOrDefault("last_update_time", now));
        assessment.put(kind, value(kind, sent));
        assessment.put("valid", true);
        for (String optional : List.of("rationale", "metadata", "overrides", "span_id")) {
            Object value = sent.get(optional);
            if (value != null && !value.equals("") && !value.equals(Map.of())) {
                assessment.put(optional, value);
            }
        }
        return assessment;
    }

    /** Return the value part of feedback or of an expectation, whose numbers are all floats. */
    static Map<String, Object> value(String kind, Map<String, Object> sent) {
        Map<String, Object> value = new LinkedHashMap<>();
        Map<?, ?> part = sent.get(kind) instanceof Map<?, ?> map ? map : Map.of();
        if (part.get(SERIALIZED) instanceof Map<?, ?> serialized) {
            Object format = serialized.get("serialization_format");
            if (!FORMAT.equals(format)) {
                throw RestException.invalid(
                        "Unknown serialization format: " + format + ". Only " + FORMAT + " is supported.");
            }
            value.put(SERIALIZED, serialized);
            return value;
        }
        value.put("value", floats(part.get("value")));
        if (kind.equals(FEEDBACK) && part.containsKey("error")) {
            value.put("error", Trees.copy(part.get("error")));
        }
        return value;
    }

    @SuppressWarnings("NullAway") // protobuf's Value may be null, and the JSON says so
    private static Object floats(@Nullable Object json) {
        if (json instanceof List<?> list) {
            List<Object> floats = new ArrayList<>();
            list.forEach(item -> floats.add(floats(item)));
            return floats;
        }
        if (json instanceof Map<?, ?> map) {
            Map<String, Object> floats = new LinkedHashMap<>();
            map.forEach((key, item) -> floats.put(String.valueOf(key), floats(item)));
            return floats;
        }
        return json instanceof Number number ? number.doubleValue() : json;
    }
}
