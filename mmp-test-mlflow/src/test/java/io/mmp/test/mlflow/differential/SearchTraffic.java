package io.mmp.test.mlflow.differential;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Searches of all kinds with random filters, orders and pages; the next page of an answer is asked for at times. */
final class SearchTraffic implements Traffic {

    private static final List<String> TEXT = List.of("=", "!=", "LIKE", "ILIKE", "like", ">", "IS NULL", "IS NOT NULL");
    private static final List<String> NUMBER = List.of("=", "!=", ">", ">=", "<", "<=", "LIKE");
    private static final List<String> ORDERS = List.of("", " ASC", " DESC", " desc", " UP");

    private final Draw draw;
    private final World world;
    private @Nullable Map<String, Object> last;
    private String lastEndpoint = "";
    private String nextToken = "";

    SearchTraffic(Draw draw, World world) {
        this.draw = draw;
        this.world = world;
    }

    @Override
    public Request next() {
        if (last != null && !nextToken.isEmpty() && draw.oneIn(2)) {
            Map<String, Object> page = new LinkedHashMap<>(last);
            page.put("page_token", nextToken);
            return send(lastEndpoint, page);
        }
        return draw.from(kinds()).get();
    }

    @Override
    public void answered(Answer answer) {
        nextToken = answer.at("next_page_token") instanceof String token ? token : "";
    }

    private List<Supplier<Request>> kinds() {
        return List.of(this::runs, this::runs, this::experiments, this::models, this::versions);
    }

    private Request runs() {
        Map<String, Object> fields = common(this::runClause, this::runOrder);
        fields.put("experiment_ids", List.of(world.experiment(draw), world.experiment(draw)));
        if (draw.oneIn(3)) {
            fields.put("run_view_type", draw.from(List.of("ALL", "ACTIVE_ONLY", "DELETED_ONLY")));
        }
        return send("runs/search", fields);
    }

    private Request experiments() {
        Map<String, Object> fields = common(
                this::experimentClause,
                () -> draw.from(List.of(
                        "name", "experiment_id", "creation_time", "last_update_time", "attribute.name", "tags.team")));
        fields.putIfAbsent("max_results", 7);
        if (draw.oneIn(3)) {
            fields.put("view_type", draw.from(List.of("ALL", "ACTIVE_ONLY", "DELETED_ONLY")));
        }
        return send("experiments/search", fields);
    }

    private Request models() {
        return send(
                "registered-models/search",
                common(
                        this::modelClause,
                        () -> draw.from(List.of("name", "timestamp", "last_updated_timestamp", "creation_timestamp"))));
    }

    private Request versions() {
        return send(
                "model-versions/search",
                common(
                        this::versionClause,
                        () -> draw.from(List.of(
                                "name", "version_number", "creation_timestamp", "last_updated_timestamp", "run_id"))));
    }

    private Map<String, Object> common(Supplier<String> clause, Supplier<String> order) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (!draw.oneIn(4)) {
            fields.put("filter", draw.filter(clause));
        }
        if (draw.oneIn(2)) {
            fields.put(
                    "order_by",
                    IntStream.range(0, 1 + draw.below(2))
                            .mapToObj(i -> order.get() + draw.from(ORDERS))
                            .toList());
        }
        if (draw.oneIn(2)) {
            fields.put("max_results", draw.oneIn(10) ? draw.below(3) - 2 : 1 + draw.below(5));
        }
        return fields;
    }

    private Request send(String endpoint, Map<String, Object> fields) {
        last = fields;
        lastEndpoint = endpoint;
        boolean isGetOnly = endpoint.startsWith("registered-models") || endpoint.startsWith("model-versions");
        boolean isPostOnly = endpoint.startsWith("runs");
        return isGetOnly || (!isPostOnly && draw.oneIn(3))
                ? Request.get(endpoint, fields)
                : Traffic.post(draw, endpoint, fields);
    }

    private String runClause() {
        return switch (draw.below(6)) {
            case 0 -> "metrics." + draw.plainKey() + " " + draw.from(NUMBER) + " 0." + draw.below(9);
            case 1 -> text("params." + draw.plainKey());
            case 2 -> text("tags." + draw.plainKey());
            case 3 -> text(draw.from(List.of("run_name", "attributes.status", "tags.`mlflow.runName`")));
            case 4 -> "start_time " + draw.from(NUMBER) + " " + world.time(draw);
            default -> "run_id " + draw.from(List.of("IN", "NOT IN", "=")) + " ('" + world.run(draw) + "')";
        };
    }

    private String runOrder() {
        return draw.from(List.of("metrics.", "params.", "tags.", "attributes."))
                + draw.from(List.of("acc", "loss", "lr", "team", "start_time", "end_time"));
    }

    private String experimentClause() {
        return switch (draw.below(4)) {
            case 0 -> text("tags." + draw.plainKey());
            case 1 -> "creation_time " + draw.from(NUMBER) + " " + draw.below(9);
            case 2 -> "experiment_id " + draw.from(List.of("=", "!=")) + " '" + world.experiment(draw) + "'";
            default -> "name " + draw.from(TEXT.subList(0, 6)) + " '%" + draw.below(30) + "'";
        };
    }

    private String modelClause() {
        return switch (draw.below(4)) {
            case 0 -> text("tags." + draw.plainKey());
            case 1 -> "tags.`mlflow.prompt.is_prompt` " + draw.from(List.of("=", "!=")) + " 'true'";
            case 2 -> "name " + draw.from(List.of("IN", "NOT IN")) + " ('" + world.model(draw) + "', 'x')";
            default -> text("name");
        };
    }

    private String versionClause() {
        return switch (draw.below(5)) {
            case 0 -> "version_number " + draw.from(NUMBER) + " " + draw.below(4);
            case 1 -> text("run_id");
            case 2 -> text("source_path");
            case 3 -> "run_id IN ('" + world.run(draw) + "')";
            default -> modelClause();
        };
    }

    private String text(String key) {
        String comparator = draw.from(TEXT);
        return comparator.startsWith("IS") ? key + " " + comparator : key + " " + comparator + " " + draw.literal();
    }
}
