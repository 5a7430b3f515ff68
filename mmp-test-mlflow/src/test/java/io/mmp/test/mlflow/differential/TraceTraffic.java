package io.mmp.test.mlflow.differential;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Traces: heads, spans, tags, assessments, links, deletions. */
final class TraceTraffic implements Traffic {

    private static final List<String> STATES = List.of("OK", "ERROR", "IN_PROGRESS", "STATE_UNSPECIFIED", "BROKEN");
    static final List<String> TIMES =
            List.of("2026-01-01T00:00:00Z", "2026-01-01T00:00:00.5+01:00", "2026-01-02T03:04:05.678901234Z");

    /**
     * The one experiment of traces whose ids each server makes up, and whose times are their own: their ids have no order that both
     * servers know, so that no search may come to ordering by them.
     */
    static final String OF_MADE_UP = "0";

    private static final Pattern MADE_UP = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern IN_USE = Pattern.compile("[0-9]{1,5}");

    private final Draw draw;
    private final World world;
    private final String prefix;
    private final SpanDraw spans;
    private final AssessmentDraw judgement;
    private final Known traces = new Known("nowhere");
    private final Known assessments = new Known("a-nowhere");

    TraceTraffic(Draw draw, World world, long seed) {
        this.draw = draw;
        this.world = world;
        prefix = "tr-" + seed + "-";
        spans = new SpanDraw(draw);
        judgement = new AssessmentDraw(draw);
    }

    @Override
    public Request next() {
        return draw.from(kinds()).get();
    }

    @Override
    public void answered(Answer answer) {
        traces.add(answer.at("trace.trace_info.trace_id"));
        traces.add(answer.at("trace_info.request_id"));
        assessments.add(answer.at("assessment.assessment_id"));
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
                () -> Request.get(path("/assessments/" + encoded(draw.from(assessments.known()))), Map.of()),
                this::reassess,
                this::reassess,
                () -> send("DELETE", path("/assessments/" + encoded(draw.from(assessments.known()))), Map.of()),
                this::link,
                this::prompts,
                this::delete,
                this::correlate,
                this::startV2,
                this::endV2,
                () -> Request.get("/api/2.0/mlflow/traces/" + encoded(trace()) + "/info", Map.of()));
    }

    private Request send(String method, String target, Map<String, ?> fields) {
        return Request.json(method, target, draw.oneIn(3) ? Mutation.of(draw, fields) : fields);
    }

    private Request create() {
        String id = draw.oneIn(6) ? trace() : prefix + draw.below(1000);
        boolean isMadeUp = MADE_UP.matcher(id).matches();
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("trace_id", id);
        info.put(
                "trace_location",
                Map.of(
                        "type",
                        "MLFLOW_EXPERIMENT",
                        "mlflow_experiment",
                        Map.of("experiment_id", isMadeUp ? OF_MADE_UP : experiment())));
        info.put("request_time", isMadeUp ? Instant.ofEpochMilli(uniqueTime()).toString() : draw.from(TIMES));
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
            info.put("assessments", List.of(judgement.next(assessments.known())));
        }
        Map<String, ?> fields = Map.of("trace", Map.of("trace_info", info));
        return isMadeUp
                ? Request.json("POST", "/api/3.0/mlflow/traces", fields)
                : send("POST", "/api/3.0/mlflow/traces", fields);
    }

    private void optionally(Map<String, Object> fields, String name, Object value) {
        if (draw.oneIn(2)) {
            fields.put(name, value);
        }
    }

    private Request assess() {
        return send("POST", path("/assessments"), Map.of("assessment", judgement.next(assessments.known())));
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
                path("/assessments/" + encoded(draw.from(assessments.known()))),
                Map.of("assessment", judgement.next(assessments.known()), "update_mask", mask));
    }

    private Request tag() {
        String key = draw.from(List.of(draw.key(), "mlflow.traceName", "mlflow.trace.spansLocation"));
        return send("PATCH", tags(), Map.of("key", key, "value", draw.value()));
    }

    private String tags() {
        return "/api/" + draw.from(List.of("2.0", "3.0")) + "/mlflow/traces/" + encoded(trace()) + "/tags";
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

    private long uniqueTime() {
        return 1767225600000L + world.nextTime();
    }

    /** A trace is made at a time of its own, which stands in front: MLflow reads fields up to the first bad one. */
    private Request startV2() {
        String target = "/api/2.0/mlflow/traces";
        Map<String, Object> entries = Map.of(
                "request_metadata", List.of(Map.of("key", draw.plainKey(), "value", draw.value())),
                "tags", List.of(Map.of("key", draw.from(List.of("team", "mlflow.traceName")), "value", "v2")));
        if (draw.oneIn(5)) {
            Map<String, Object> fields = new LinkedHashMap<>(entries);
            fields.put("experiment_id", "999999");
            fields.put("timestamp_ms", uniqueTime());
            Map<String, @Nullable Object> bent = Mutation.of(draw, fields);
            bent.computeIfPresent(
                    "experiment_id", (name, id) -> IN_USE.matcher(id.toString()).matches() ? "-" : id);
            return Request.json("POST", target, bent);
        }
        String head = Request.json("POST", target, Map.of("experiment_id", OF_MADE_UP, "timestamp_ms", uniqueTime()))
                .body();
        Request rest = send("POST", target, entries);
        String separator = rest.body().equals("{}") ? "" : ",";
        String body =
                head.substring(0, head.length() - 1) + separator + rest.body().substring(1);
        return new Request(rest.method(), rest.target(), rest.headers(), body);
    }

    private Request endV2() {
        return send(
                "PATCH",
                "/api/2.0/mlflow/traces/" + encoded(trace()),
                Map.of(
                        "timestamp_ms", 1767225601000L + draw.below(1000),
                        "status", draw.from(List.of("OK", "ERROR", "NONE")),
                        "request_metadata", List.of(Map.of("key", draw.plainKey(), "value", draw.value())),
                        "tags", List.of(Map.of("key", "team", "value", draw.value()))));
    }

    private Request spans() {
        String traceId = spans.id(32);
        Map<String, Object> body = spans.body(traceId);
        Request request = Request.json("POST", "/v1/traces", draw.oneIn(6) ? Mutation.of(draw, body) : body);
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        if (!draw.oneIn(20)) {
            headers.put("x-mlflow-experiment-id", experiment());
        }
        traces.add("tr-" + traceId);
        return new Request(request.method(), request.target(), headers, request.body());
    }

    /** Traces with spans have ids of their own form. */
    private String spanned() {
        return traces.known().stream()
                .filter(id -> id.length() == 35)
                .reduce((first, last) -> draw.oneIn(2) ? first : last)
                .orElse("nowhere");
    }

    private String trace() {
        return draw.from(traces.known());
    }

    /** A server may have taken an odd text for an id. */
    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String path(String rest) {
        return "/api/3.0/mlflow/traces/" + encoded(trace()) + rest;
    }

    private String experiment() {
        return draw.oneIn(4) ? "0" : world.experiment(draw);
    }
}
