package io.mmp.test.mlflow.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Traces: heads, spans, tags, assessments, links, deletions. */
final class TraceTraffic implements Traffic {

    private static final List<String> STATES = List.of("OK", "ERROR", "IN_PROGRESS", "STATE_UNSPECIFIED", "BROKEN");
    private static final List<String> TIMES =
            List.of("2026-01-01T00:00:00Z", "2026-01-01T00:00:00.5+01:00", "2026-01-02T03:04:05.678901234Z");
    private static final List<String> NAMES = List.of("rel", "correct", "judge", "rel", "");

    private final Draw draw;
    private final World world;
    private final String prefix;
    private final List<String> traces = new ArrayList<>(List.of("nowhere"));
    private final List<String> assessments = new ArrayList<>(List.of("a-nowhere"));

    TraceTraffic(Draw draw, World world, long seed) {
        this.draw = draw;
        this.world = world;
        prefix = "tr-" + seed + "-";
    }

    @Override
    public Request next() {
        return draw.from(kinds()).get();
    }

    @Override
    public void answered(Answer answer) {
        add(traces, answer.at("trace.trace_info.trace_id"));
        add(traces, answer.at("trace_info.request_id"));
        add(assessments, answer.at("assessment.assessment_id"));
    }

    private static void add(List<String> ids, @org.jspecify.annotations.Nullable Object id) {
        if (id instanceof String text && !text.isEmpty() && !ids.contains(text)) {
            ids.add(text);
            if (ids.size() > 30) {
                ids.remove(1);
            }
        }
    }

    private List<Supplier<Request>> kinds() {
        return List.of(
                this::create,
                this::create,
                this::spans,
                this::spans,
                () -> Request.get(path(""), Map.of()),
                () -> Request.get("/api/3.0/mlflow/traces/get", Map.of("trace_id", spanned(), "allow_partial", "true")),
                () -> Request.get("/api/3.0/mlflow/traces/batchGet", Map.of("trace_ids", List.of(spanned()))),
                () -> send("POST", "/api/3.0/mlflow/traces/batchGetInfos", batch()),
                this::tag,
                () -> send("DELETE", tags(), Map.of("key", draw.from(List.of("team", "lr", "mlflow.traceName")))),
                this::assess,
                this::assess,
                this::assess,
                () -> Request.get(path("/assessments/" + draw.from(assessments)), Map.of()),
                this::reassess,
                this::reassess,
                () -> send("DELETE", path("/assessments/" + draw.from(assessments)), Map.of()),
                this::link,
                this::prompts,
                this::delete,
                this::correlate,
                this::startV2,
                this::endV2,
                () -> Request.get("/api/2.0/mlflow/traces/" + trace() + "/info", Map.of()));
    }

    private Request send(String method, String target, Map<String, ?> fields) {
        return Request.json(method, target, draw.oneIn(3) ? Mutation.of(draw, fields) : fields);
    }

    private Request create() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("trace_id", draw.oneIn(6) ? trace() : prefix + draw.below(1000));
        info.put(
                "trace_location",
                Map.of("type", "MLFLOW_EXPERIMENT", "mlflow_experiment", Map.of("experiment_id", experiment())));
        info.put("request_time", draw.from(TIMES));
        info.put("execution_duration", draw.from(List.of("0.5s", "2s", "12.345678s")));
        info.put("state", draw.from(STATES));
        optionally(info, "client_request_id", "c" + draw.below(3));
        optionally(info, "request_preview", draw.value());
        optionally(info, "response_preview", draw.value());
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put(draw.plainKey(), draw.value());
        optionally(metadata, "mlflow.trace.session", "session-" + draw.below(3));
        optionally(metadata, "mlflow.sourceRun", draw.from(List.of("run-a", "run-b")));
        optionally(
                metadata,
                "mlflow.trace.tokenUsage",
                draw.from(List.of(
                        "{\"input_tokens\": 1, \"output_tokens\": 2, \"total_tokens\": 3}",
                        "{\"total_tokens\": \"4\"}",
                        "no",
                        "[1]")));
        optionally(
                metadata, "mlflow.trace.cost", draw.from(List.of("{\"total_cost\": 0.5}", "{\"input_cost\": 1}", "x")));
        info.put("trace_metadata", metadata);
        Map<String, Object> tags = new LinkedHashMap<>();
        tags.put(draw.plainKey(), draw.value());
        optionally(tags, "mlflow.traceName", draw.from(List.of("root", "child")));
        info.put("tags", tags);
        if (draw.oneIn(3)) {
            info.put("assessments", List.of(assessment()));
        }
        return send("POST", "/api/3.0/mlflow/traces", Map.of("trace", Map.of("trace_info", info)));
    }

    private void optionally(Map<String, Object> fields, String name, Object value) {
        if (draw.oneIn(2)) {
            fields.put(name, value);
        }
    }

    private Map<String, Object> assessment() {
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
        optionally(fields, "rationale", draw.value());
        optionally(fields, "metadata", Map.of(draw.from(List.of("k", "mlflow.trace.session")), "session-1"));
        if (draw.oneIn(4)) {
            fields.put("overrides", draw.from(assessments));
        }
        if (draw.oneIn(6)) {
            fields.put("span_id", "s1");
        }
        if (draw.oneIn(6)) {
            fields.put("create_time", draw.from(TIMES));
        }
        if (draw.oneIn(12)) {
            fields.put("assessment_id", "a-" + draw.below(4));
        }
        return fields;
    }

    private Request assess() {
        return send("POST", path("/assessments"), Map.of("assessment", assessment()));
    }

    private Request reassess() {
        String mask = draw.from(List.of(
                "feedback",
                "expectation",
                "rationale",
                "assessmentName",
                "metadata",
                "feedback,rationale,metadata",
                "expectation,feedback",
                "assessment_name",
                "",
                "source"));
        return send(
                "PATCH",
                path("/assessments/" + draw.from(assessments)),
                Map.of("assessment", assessment(), "update_mask", mask));
    }

    private Request tag() {
        String key = draw.from(List.of(draw.key(), "mlflow.traceName", "mlflow.trace.spansLocation"));
        return send("PATCH", tags(), Map.of("key", key, "value", draw.value()));
    }

    private String tags() {
        return "/api/" + draw.from(List.of("2.0", "3.0")) + "/mlflow/traces/" + trace() + "/tags";
    }

    private Map<String, Object> batch() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("trace_ids", List.of(trace(), trace(), "nowhere"));
        if (draw.oneIn(3)) {
            fields.put("experiment_ids", List.of(experiment(), experiment()));
        }
        return fields;
    }

    private Request link() {
        return send(
                "POST",
                "/api/2.0/mlflow/traces/link-to-run",
                Map.of("trace_ids", List.of(trace(), trace() + "x"), "run_id", draw.from(List.of("run-a", "run-c"))));
    }

    private Request prompts() {
        return send(
                "POST",
                "/api/2.0/mlflow/traces/link-prompts",
                Map.of(
                        "trace_id",
                        trace(),
                        "prompt_versions",
                        List.of(Map.of("name", "qa", "version", "" + draw.below(3)))));
    }

    private Request delete() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("experiment_id", experiment());
        if (draw.oneIn(2)) {
            fields.put("request_ids", List.of(trace(), trace()));
        } else {
            fields.put("max_timestamp_millis", draw.from(List.of(0, 1767225600500L)));
            fields.put("max_traces", draw.below(3));
        }
        return send("POST", "/api/" + draw.from(List.of("2.0", "3.0")) + "/mlflow/traces/delete-traces", fields);
    }

    private Request correlate() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("experiment_ids", List.of("0", experiment()));
        fields.put("filter_string1", draw.from(List.of("status = 'OK'", "status != 'x'", "trace.text LIKE '%llm%'")));
        fields.put("filter_string2", draw.from(List.of("name = 'root'", "span.type = 'LLM'", "feedback.rel = 'yes'")));
        optionally(fields, "base_filter", "timestamp_ms > 0");
        return send("POST", "/api/3.0/mlflow/traces/calculate-filter-correlation", fields);
    }

    /** Traces of one time are ordered by ids that the servers make up. */
    private long uniqueTime() {
        return 1767225600000L + world.nextTime();
    }

    private Request startV2() {
        return send(
                "POST",
                "/api/2.0/mlflow/traces",
                Map.of(
                        "experiment_id", experiment(),
                        "timestamp_ms", uniqueTime(),
                        "request_metadata", List.of(Map.of("key", draw.plainKey(), "value", draw.value())),
                        "tags", List.of(Map.of("key", draw.from(List.of("team", "mlflow.traceName")), "value", "v2"))));
    }

    private Request endV2() {
        return send(
                "PATCH",
                "/api/2.0/mlflow/traces/" + trace(),
                Map.of(
                        "timestamp_ms", 1767225601000L + draw.below(1000),
                        "status", draw.from(List.of("OK", "ERROR", "NONE")),
                        "request_metadata", List.of(Map.of("key", draw.plainKey(), "value", draw.value())),
                        "tags", List.of(Map.of("key", "team", "value", draw.value()))));
    }

    private Request spans() {
        String traceId = hex(32);
        String parent = hex(16);
        List<Map<String, Object>> spans = new ArrayList<>();
        spans.add(span(traceId, parent, ""));
        for (int i = draw.below(3); i > 0; i--) {
            spans.add(span(traceId, hex(16), parent));
        }
        Map<String, Object> body = Map.of(
                "resourceSpans",
                List.of(Map.of(
                        "resource",
                                Map.of("attributes", List.of(attribute("service.name", Map.of("stringValue", "shop")))),
                        "scopeSpans", List.of(Map.of("spans", spans)))));
        Request request = Request.json("POST", "/v1/traces", draw.oneIn(6) ? Mutation.of(draw, body) : body);
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        if (!draw.oneIn(20)) {
            headers.put("x-mlflow-experiment-id", experiment());
        }
        add(traces, "tr-" + traceId);
        return new Request(request.method(), request.target(), headers, request.body());
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

    private String hex(int length) {
        StringBuilder hex = new StringBuilder();
        while (hex.length() < length) {
            hex.append(Integer.toHexString(draw.below(16)));
        }
        return hex.toString();
    }

    /** Traces with spans have ids of their own form. */
    private String spanned() {
        return traces.stream()
                .filter(id -> id.length() == 35)
                .reduce((first, last) -> draw.oneIn(2) ? first : last)
                .orElse("nowhere");
    }

    private String trace() {
        return draw.from(traces);
    }

    private String path(String rest) {
        return "/api/3.0/mlflow/traces/" + trace() + rest;
    }

    private String experiment() {
        return draw.oneIn(4) ? "0" : world.experiment(draw);
    }
}
