package io.mmp.test.mlflow.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Draws the spans of a trace as OpenTelemetry's protocol sends them in JSON. */
final class SpanDraw {

    private final Draw draw;

    SpanDraw(Draw draw) {
        this.draw = draw;
    }

    /** Draw a body with one to three spans of a trace. */
    Map<String, Object> body(String traceId) {
        String parent = id(16);
        List<Map<String, Object>> spans = new ArrayList<>();
        spans.add(span(traceId, parent, ""));
        for (int i = draw.below(3); i > 0; i--) {
            spans.add(span(traceId, id(16), parent));
        }
        return Map.of(
                "resourceSpans",
                List.of(Map.of(
                        "resource",
                                Map.of("attributes", List.of(attribute("service.name", Map.of("stringValue", "shop")))),
                        "scopeSpans", List.of(Map.of("spans", spans)))));
    }

    private Map<String, Object> span(String traceId, String id, String parent) {
        Map<String, Object> span = new LinkedHashMap<>();
        long start = 1767225600000000000L + draw.below(1_000_000) * 1000L;
        span.put("traceId", traceId);
        span.put("spanId", id);
        span.put("parentSpanId", parent);
        span.put("name", draw.from(List.of("predict", "retrieve", "llm")));
        span.put("startTimeUnixNano", String.valueOf(start));
        span.put("endTimeUnixNano", String.valueOf(start + draw.below(1_000_000) * 1000L));
        span.put("status", Map.of("code", draw.below(3), "message", draw.from(List.of("", "bad"))));
        List<Map<String, Object>> attributes = new ArrayList<>();
        attributes.add(attribute("mlflow.spanType", Map.of("stringValue", draw.from(List.of("LLM", "TOOL", "CHAIN")))));
        attributes.add(attribute(
                "mlflow.spanInputs",
                Map.of("stringValue", draw.from(List.of("{\"q\": \"größe\"}", "plain", "\"quoted\"")))));
        attributes.add(attribute(
                "mlflow.spanOutputs",
                Map.of("kvlistValue", Map.of("values", List.of(attribute("a", Map.of("intValue", "1")))))));
        attributes.add(attribute("n", Map.of("intValue", String.valueOf(draw.below(9)))));
        attributes.add(attribute(
                "list",
                Map.of(
                        "arrayValue",
                        Map.of("values", List.of(Map.of("doubleValue", 0.5), Map.of("boolValue", true), Map.of())))));
        if (draw.oneIn(3)) {
            attributes.add(attribute("session.id", Map.of("stringValue", "session-" + draw.below(3))));
        }
        if (draw.oneIn(3)) {
            attributes.add(attribute(
                    "mlflow.chat.tokenUsage",
                    Map.of("stringValue", "{\"input_tokens\": 3, \"output_tokens\": 4, \"total_tokens\": 7}")));
        }
        if (draw.oneIn(4)) {
            attributes.add(attribute("mlflow.traceTag.team", Map.of("stringValue", "risk")));
            attributes.add(attribute("user.id", Map.of("stringValue", "kim")));
        }
        span.put("attributes", attributes);
        if (draw.oneIn(3)) {
            span.put(
                    "events",
                    List.of(Map.of(
                            "name",
                            "e",
                            "timeUnixNano",
                            "1767225600000000001",
                            "attributes",
                            List.of(attribute("x", Map.of("stringValue", "y"))))));
        }
        return span;
    }

    private static Map<String, Object> attribute(String key, Map<String, ?> value) {
        return Map.of("key", key, "value", value);
    }

    /** Draw a hexadecimal id. */
    String id(int length) {
        StringBuilder hex = new StringBuilder();
        while (hex.length() < length) {
            hex.append(Integer.toHexString(draw.below(16)));
        }
        return hex.toString();
    }
}
