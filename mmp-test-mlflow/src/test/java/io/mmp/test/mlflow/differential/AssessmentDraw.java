package io.mmp.test.mlflow.differential;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Draws feedback, expectations and issues. */
final class AssessmentDraw {

    private static final List<String> NAMES = List.of("rel", "correct", "judge", "rel", "");

    private final Draw draw;

    AssessmentDraw(Draw draw) {
        this.draw = draw;
    }

    /** Draw one; it may override one of those that are known. */
    Map<String, Object> next(List<String> known) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("assessment_name", draw.from(NAMES));
        fields.put(
                "source",
                Map.of("source_type", draw.from(List.of("HUMAN", "LLM_JUDGE", "CODE", "AI_JUDGE")), "source_id", "me"));
        Object value = draw.from(List.of(0.5, 1, true, "yes", "no", "3", List.of(1, "a"), Map.of("k", 1.5)));
        switch (draw.below(5)) {
            case 0 -> fields.put("expectation", Map.of("value", value));
            case 1 ->
                fields.put(
                        "expectation",
                        Map.of(
                                "serialized_value",
                                Map.of(
                                        "serialization_format",
                                        "JSON_FORMAT",
                                        "value",
                                        draw.from(List.of("[1, 2.5]", "{\"a\": null}", "5", "\"t\"")))));
            case 2 -> fields.put("issue", Map.of("issue_name", "slow"));
            case 3 ->
                fields.put(
                        "feedback",
                        Map.of(
                                "value",
                                value,
                                "error",
                                Map.of("error_code", "E", "error_message", "m", "stack_trace", "s")));
            default -> fields.put("feedback", Map.of("value", value));
        }
        if (draw.oneIn(2)) {
            fields.put("rationale", draw.value());
        }
        if (draw.oneIn(2)) {
            fields.put("metadata", Map.of(draw.from(List.of("k", "mlflow.trace.session")), "session-1"));
        }
        if (draw.oneIn(4)) {
            fields.put("overrides", draw.from(known));
        }
        if (draw.oneIn(6)) {
            fields.put("span_id", "s1");
        }
        if (draw.oneIn(6)) {
            fields.put("create_time", draw.from(TraceTraffic.TIMES));
        }
        if (draw.oneIn(12)) {
            fields.put("assessment_id", "a-" + draw.below(4));
        }
        return fields;
    }
}
