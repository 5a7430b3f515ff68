package io.mmp.test.mlflow.differential;

import static io.mmp.test.mlflow.differential.Traffic.post;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Logged models: their life cycle, params, tags and metrics, and searches over them, page by page. */
final class LoggedModelTraffic implements Traffic {

    private static final String BASE = "logged-models";
    private static final List<Object> STATUSES =
            List.of("LOGGED_MODEL_PENDING", "LOGGED_MODEL_READY", "LOGGED_MODEL_UPLOAD_FAILED", "READY", 1, 2, 3, 0, 4);
    private static final List<String> NAMES = List.of("forest", "Forest", "linear", "é²", "a b", "a/b", "it's");
    private static final List<String> TEXT =
            List.of("=", "!=", "LIKE", "ILIKE", "like", ">", "IN", "NOT IN", "IS NULL");
    private static final List<String> NUMBER = List.of("=", "!=", ">", ">=", "<", "<=", "LIKE");
    private static final List<String> TEXT_COLUMNS = List.of(
            "name",
            "attributes.name",
            "status",
            "lifecycle_stage",
            "model_type",
            "source_run_id",
            "status_message",
            "experiment_id",
            "nope");
    private static final List<String> LISTS =
            List.of("('forest', 'linear')", "('1', '2')", "('Risk')", "()", "(1)", "(1, 2)", "('fo' 'rest',)", "('a'");
    private static final List<String> ORDERS = List.of(
            "status",
            "status_message",
            "model_type",
            "source_run_id",
            "experiment_id",
            "lifecycle_stage",
            "creation_time",
            "last_updated_timestamp",
            "metrics.acc",
            "metrics.loss",
            "params.lr",
            "nope");

    private final Draw draw;
    private final World world;
    private @Nullable Map<String, Object> last;
    private String nextToken = "";

    LoggedModelTraffic(Draw draw, World world) {
        this.draw = draw;
        this.world = world;
    }

    @Override
    public Request next() {
        if (last != null && !nextToken.isEmpty() && draw.oneIn(2)) {
            Map<String, Object> page = new LinkedHashMap<>(last);
            page.put("page_token", nextToken);
            if (draw.oneIn(5)) {
                page.put("filter", "name != 'other'");
            }
            return post(draw, BASE + "/search", page);
        }
        return draw.from(kinds()).get();
    }

    @Override
    public void answered(Answer answer) {
        if (answer.at("model.info.model_id") instanceof String id) {
            world.addLoggedModel(id);
        }
        nextToken = answer.at("next_page_token") instanceof String token ? token : "";
    }

    private List<Supplier<Request>> kinds() {
        return List.of(
                this::create,
                this::create,
                () -> Request.get(one(), draw.oneIn(2) ? Map.of() : Map.of("allow_deleted", draw.oneIn(2))),
                this::finish,
                () -> draw.oneIn(3) ? Request.json("DELETE", one(), Map.of()) : create(),
                () -> post(draw, one() + "/params", Map.of("model_id", "m", "params", pairs())),
                () -> Request.json("PATCH", one() + "/tags", draw.bent(Map.of("tags", pairs()))),
                () -> Request.json("DELETE", one() + "/tags/" + draw.plainKey(), Map.of()),
                () -> post(draw, "runs/log-metric", with(metric(), "run_id", world.run(draw))),
                () -> post(draw, "runs/log-metric", with(metric(), "run_id", world.run(draw))),
                () -> post(
                        draw,
                        "runs/log-batch",
                        Map.of("run_id", world.run(draw), "metrics", List.of(metric(), metric(), metric()))),
                this::search,
                this::search,
                this::search,
                this::search);
    }

    private Request create() {
        Map<String, Object> fields =
                new LinkedHashMap<>(Map.of("experiment_id", world.experiment(draw), "params", pairs()));
        if (draw.oneIn(2)) {
            fields.put("tags", pairs());
            fields.put("model_type", draw.value());
        }
        if (draw.oneIn(3)) {
            fields.put("source_run_id", draw.oneIn(5) ? "r1" : "");
        }
        // Names are always given: made up ones differ, and filters and orders would find other models by them.
        Map<String, @Nullable Object> bent = draw.bent(fields);
        bent.put("name", draw.from(NAMES));
        return Request.json("POST", BASE, bent);
    }

    private Request finish() {
        String id = world.loggedModel(draw);
        return Request.json("PATCH", BASE + "/" + id, draw.bent(Map.of("model_id", id, "status", draw.from(STATUSES))));
    }

    private Map<String, Object> metric() {
        Map<String, Object> metric = new LinkedHashMap<>(Map.of(
                "key", draw.plainKey(), "value", draw.metric(), "timestamp", draw.below(9), "step", draw.below(3)));
        metric.put("model_id", world.loggedModel(draw));
        if (draw.oneIn(3)) {
            metric.put("dataset_name", draw.from(List.of("train", "test")));
        }
        if (draw.oneIn(3)) {
            metric.put("dataset_digest", draw.from(List.of("d1", "d2")));
        }
        return metric;
    }

    private Request search() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("experiment_ids", List.of(world.experiment(draw), world.experiment(draw)));
        if (!draw.oneIn(4)) {
            fields.put("filter", draw.filter(this::clause));
        }
        if (draw.oneIn(2)) {
            fields.put(
                    "order_by",
                    IntStream.range(0, 1 + draw.below(2)).mapToObj(i -> order()).toList());
        }
        if (draw.oneIn(6)) {
            fields.put("datasets", List.of(dataset(), dataset()));
        }
        if (draw.oneIn(2)) {
            fields.put("max_results", draw.oneIn(10) ? draw.below(6) - 5 : 1 + draw.below(5));
        }
        last = fields;
        return post(draw, BASE + "/search", fields);
    }

    private Map<String, Object> order() {
        Map<String, Object> order = new LinkedHashMap<>(Map.of("field_name", draw.from(ORDERS)));
        if (draw.oneIn(2)) {
            order.put("ascending", draw.oneIn(2));
        }
        if (draw.oneIn(4)) {
            order.putAll(dataset());
        }
        return order;
    }

    private Map<String, Object> dataset() {
        String name = draw.oneIn(9) ? "" : draw.from(List.of("train", "test"));
        return draw.oneIn(4)
                ? Map.of("dataset_name", name)
                : Map.of("dataset_name", name, "dataset_digest", draw.from(List.of("d1", "d2")));
    }

    private String clause() {
        return switch (draw.below(6)) {
            case 0 -> "metrics." + draw.plainKey() + " " + draw.from(NUMBER) + " 0." + draw.below(9);
            case 1 -> text("params." + draw.plainKey());
            case 2 -> text("tags." + draw.plainKey());
            case 3 ->
                draw.from(List.of("creation_time ", "last_updated_timestamp_ms ", "attributes.creation_time "))
                        + draw.from(NUMBER) + " " + draw.from(List.of("5", "1e3", "'5'", "x", "-1"));
            default -> text(draw.from(TEXT_COLUMNS));
        };
    }

    private String text(String key) {
        String comparator = draw.from(TEXT);
        String right = comparator.equals("IS NULL")
                ? ""
                : comparator.endsWith("IN")
                        ? draw.from(LISTS)
                        : draw.oneIn(4) ? draw.from(List.of("1", "2.0", "x", "\"y\"")) : draw.literal();
        return key + " " + comparator + " " + right;
    }

    private List<Map<String, Object>> pairs() {
        return IntStream.range(0, draw.below(3))
                .mapToObj(i -> Map.<String, Object>of("key", draw.key(), "value", draw.value()))
                .toList();
    }

    private String one() {
        return BASE + "/" + world.loggedModel(draw);
    }

    private static Map<String, Object> with(Map<String, Object> fields, String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return more;
    }
}
