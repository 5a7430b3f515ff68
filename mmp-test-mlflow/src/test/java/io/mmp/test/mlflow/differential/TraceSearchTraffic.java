package io.mmp.test.mlflow.differential;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Searches over traces: filters, orders, pages. */
final class TraceSearchTraffic implements Traffic {

    private static final List<String> TEXT = List.of("=", "!=", "LIKE", "ILIKE", "RLIKE", "like", ">", "IN");
    private static final List<String> NUMBER = List.of("=", "!=", "<", "<=", ">", ">=", "LIKE");

    private final Draw draw;
    private final World world;

    TraceSearchTraffic(Draw draw, World world) {
        this.draw = draw;
        this.world = world;
    }

    @Override
    public Request next() {
        Map<String, Object> fields = new LinkedHashMap<>();
        List<String> order = draw.oneIn(3) ? List.of(order()) : List.of();
        List<String> experiments = experiments(order);
        fields.put("filter", draw.oneIn(4) ? "" : draw.filter(this::clause));
        if (!order.isEmpty()) {
            fields.put("order_by", order);
        }
        if (draw.oneIn(8)) {
            fields.put("experiment_ids", experiments);
            fields.put("max_results", 1 + draw.below(9));
            return Request.get("/api/2.0/mlflow/traces", fields);
        }
        fields.put(
                "locations",
                experiments.stream().map(TraceSearchTraffic::location).toList());
        fields.put("max_results", draw.from(List.of(1, 2, 5, 50, 500, 501, 0, -1)));
        if (draw.oneIn(6)) {
            fields.put("page_token", draw.from(List.of("eyJvZmZzZXQiOiAyfQ==", "x", "")));
        }
        return Request.json(
                "POST", "/api/3.0/mlflow/traces/search", draw.oneIn(8) ? Mutation.of(draw, fields) : fields);
    }

    @Override
    public void answered(Answer answer) {
        // Searches make nothing.
    }

    /** An order by ids is searched for only where both servers have the same ids. */
    private List<String> experiments(List<String> order) {
        List<String> experiments = Stream.of(TraceTraffic.OF_MADE_UP, world.experiment(draw), world.experiment(draw))
                .distinct()
                .toList();
        return order.stream().anyMatch(clause -> clause.startsWith("request_id"))
                ? experiments.stream()
                        .filter(id -> !id.equals(TraceTraffic.OF_MADE_UP))
                        .toList()
                : experiments;
    }

    private static Map<String, Object> location(String experiment) {
        return Map.of("type", "MLFLOW_EXPERIMENT", "mlflow_experiment", Map.of("experiment_id", experiment));
    }

    private String clause() {
        List<Supplier<String>> clauses = List.of(
                () -> draw.from(List.of("status", "trace.status", "attributes.status")) + " " + draw.from(TEXT) + " '"
                        + draw.from(List.of("OK", "ERROR", "%R%", "O.")) + "'",
                () -> draw.from(List.of("name", "trace.name", "tags.`mlflow.traceName`")) + " " + draw.from(TEXT) + " '"
                        + draw.from(List.of("root", "%o%", "child", "v2")) + "'",
                () -> draw.from(List.of(
                                "timestamp_ms",
                                "timestamp",
                                "execution_time_ms",
                                "execution_time",
                                "end_time_ms",
                                "end_time"))
                        + " " + draw.from(NUMBER) + " "
                        + draw.from(List.of("1767225600500", "0", "2000", "1.5", "'x'")),
                () -> draw.from(List.of("request_id", "client_request_id", "run_id")) + " "
                        + draw.from(List.of("IN", "NOT IN", "=", "in")) + " ('c1', 'run-a')",
                () -> "run_id " + draw.from(List.of("=", "!=", "LIKE")) + " '"
                        + draw.from(List.of("run-a", "run-b", "run-c", "")) + "'",
                () -> draw.from(List.of("tag", "tags", "metadata", "request_metadata")) + "." + draw.plainKey() + " "
                        + draw.from(TEXT) + " " + draw.literal(),
                () -> draw.from(List.of(
                                "tag", "tags", "metadata", "request_metadata", "feedback", "expectation", "span"))
                        + "."
                        + draw.from(List.of(
                                "lr", "rel", "`mlflow.trace.session`", "`mlflow.trace.cost`", "prompt", "text", "name"))
                        + " IS " + draw.from(List.of("NULL", "NOT NULL")),
                () -> "metadata.`"
                        + draw.from(List.of("mlflow.trace.session", "mlflow.trace.tokenUsage", "mlflow.trace.cost"))
                        + "` " + draw.from(TEXT) + " '"
                        + draw.from(List.of("session-1", "session%", "{\"total_cost\": 0.5}", "{\"total_tokens\": 4}"))
                        + "'",
                () -> draw.from(List.of("feedback", "expectation")) + "."
                        + draw.from(List.of("rel", "correct", "judge")) + " " + draw.from(NUMBER) + " "
                        + draw.from(List.of("0.4", "1", "'yes'", "'true'", "'0.5'")),
                () -> draw.from(List.of("feedback", "expectation")) + "."
                        + draw.from(List.of("rel", "correct", "judge")) + " " + draw.from(TEXT) + " '"
                        + draw.from(List.of("yes", "true", "1.0", "%1%", "[1.0, \"a\"]", "[")) + "'",
                () -> "span."
                        + draw.from(List.of(
                                "name",
                                "type",
                                "status",
                                "kind",
                                "attributes.n",
                                "attributes.mlflow.spanType",
                                "attributes.`list`"))
                        + " " + draw.from(TEXT) + " '"
                        + draw.from(List.of("llm", "LLM", "OK", "%LLM%", "%r%", "^L", "M$", "3")) + "'",
                () -> "span." + draw.from(List.of("name", "type", "status")) + " "
                        + draw.from(List.of("IN", "NOT IN", "=")) + " ('llm', 'LLM')",
                () -> draw.from(List.of("text", "trace.text", "span.content")) + " "
                        + draw.from(List.of("LIKE", "ILIKE", "=", "RLIKE")) + " '"
                        + draw.from(List.of("%größe%", "%PREDICT%", "plain")) + "'",
                () -> "prompt " + draw.from(List.of("=", "!=", "LIKE")) + " '"
                        + draw.from(List.of("qa/1", "qa", "a/b/c")) + "'",
                () -> "issue." + draw.from(List.of("id", "name")) + " " + draw.from(List.of("=", "!=")) + " '"
                        + draw.from(List.of("rel", "correct")) + "'",
                () -> draw.from(List.of(
                        "bogus = 'x'",
                        "foo.bar = 'x'",
                        "feedback. = 'a'",
                        "span.attributes. = 'x'",
                        "status = OK",
                        "status IN ('OK'",
                        "tags.lr IN ('a')",
                        "text IN ('a')")));
        return draw.from(clauses).get();
    }

    private String order() {
        return draw.from(List.of(
                        "timestamp_ms",
                        "timestamp",
                        "execution_time_ms",
                        "status",
                        "request_id",
                        "name",
                        "run_id",
                        "experiment_id",
                        "tags.lr",
                        "metadata.lr",
                        "metadata.`mlflow.trace.session`",
                        "metadata.`mlflow.trace.cost`",
                        "feedback.rel",
                        "span.name",
                        "end_time",
                        "bogus"))
                + draw.from(List.of("", " ASC", " DESC", " desc", " UP"));
    }
}
