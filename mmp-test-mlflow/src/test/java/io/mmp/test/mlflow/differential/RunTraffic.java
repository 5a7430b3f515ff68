package io.mmp.test.mlflow.differential;

import static io.mmp.test.mlflow.differential.Traffic.post;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs: life cycle, logging and reading. */
final class RunTraffic implements Traffic {

    private static final List<String> STATUSES =
            List.of("RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED", "LOST");

    private final Draw draw;
    private final World world;

    RunTraffic(Draw draw, World world) {
        this.draw = draw;
        this.world = world;
    }

    @Override
    public Request next() {
        return draw.from(kinds()).get();
    }

    @Override
    public void answered(Answer answer) {
        if (answer.status() == 200 && answer.at("run.info.run_id") instanceof String id) {
            world.addRun(id);
        }
    }

    private List<Supplier<Request>> kinds() {
        return List.of(
                this::create,
                this::create,
                () -> get("runs/get", Map.of("run_id", world.run(draw))),
                () -> post(draw, "runs/update", update()),
                () -> post(draw, "runs/delete", Map.of("run_id", world.run(draw))),
                () -> post(draw, "runs/restore", Map.of("run_id", world.run(draw))),
                () -> post(draw, "runs/set-tag", keyValue()),
                () -> post(draw, "runs/delete-tag", Map.of("run_id", world.run(draw), "key", draw.key())),
                () -> post(draw, "runs/log-parameter", keyValue()),
                () -> post(draw, "runs/log-metric", metricOfRun()),
                () -> post(draw, "runs/log-metric", metricOfRun()),
                this::batch,
                this::batch,
                this::inputs,
                this::outputs,
                this::history,
                this::bulkHistory);
    }

    private Request create() {
        Map<String, Object> fields = new LinkedHashMap<>(Map.of("experiment_id", world.experiment(draw)));
        if (draw.oneIn(2)) {
            fields.put("tags", pairs(draw.below(4)));
        }
        Map<String, @Nullable Object> complete = draw.bent(fields);
        // Without a time and a name of its own a run would be ordered and found by what the servers make up.
        complete.put("start_time", world.nextTime());
        complete.put("run_name", "run " + draw.below(50));
        return Request.json("POST", "runs/create", complete);
    }

    private Map<String, Object> update() {
        Map<String, Object> fields = new LinkedHashMap<>(Map.of("run_id", world.run(draw)));
        if (draw.oneIn(2)) {
            fields.put("status", draw.from(STATUSES));
        }
        if (draw.oneIn(2)) {
            fields.put("end_time", world.nextTime());
        }
        if (draw.oneIn(4)) {
            fields.put("run_name", "renamed " + draw.below(50));
        }
        return fields;
    }

    private Map<String, Object> keyValue() {
        return Map.of("run_id", world.run(draw), "key", draw.key(), "value", draw.value());
    }

    private Map<String, Object> metricOfRun() {
        Map<String, Object> fields = new LinkedHashMap<>(metric());
        fields.put("run_id", world.run(draw));
        return fields;
    }

    private Map<String, Object> metric() {
        return Map.of(
                "key", draw.key(), "value", draw.metric(), "timestamp", draw.below(1000), "step", draw.below(20) - 2);
    }

    private Request batch() {
        Map<String, Object> fields = new LinkedHashMap<>(Map.of("run_id", world.run(draw)));
        if (draw.oneIn(2)) {
            fields.put(
                    "metrics",
                    IntStream.range(0, draw.below(6))
                            .mapToObj(i -> draw.bent(metric()))
                            .toList());
        }
        if (draw.oneIn(2)) {
            fields.put("params", pairs(draw.below(4)));
        }
        if (draw.oneIn(2)) {
            fields.put("tags", pairs(draw.below(4)));
        }
        return post(draw, "runs/log-batch", fields);
    }

    private Request inputs() {
        Map<String, Object> dataset = Map.of(
                "name", "data " + draw.below(3), "digest", "d" + draw.below(3), "source_type", "local", "source", "{}");
        return post(
                draw,
                "runs/log-inputs",
                Map.of("run_id", world.run(draw), "datasets", List.of(Map.of("dataset", draw.bent(dataset)))));
    }

    private Request outputs() {
        Map<String, Object> model = Map.of("model_id", "m-" + draw.below(5), "step", draw.below(3));
        return post(draw, "runs/outputs", Map.of("run_id", world.run(draw), "models", List.of(model)));
    }

    private Request history() {
        Map<String, Object> parameters =
                new LinkedHashMap<>(Map.of("run_id", world.run(draw), "metric_key", draw.plainKey()));
        if (draw.oneIn(3)) {
            parameters.put("max_results", draw.below(5));
        }
        return get("metrics/get-history", parameters);
    }

    private Request bulkHistory() {
        Map<String, Object> parameters = new LinkedHashMap<>(
                Map.of("run_ids", List.of(world.run(draw), world.run(draw)), "metric_key", draw.plainKey()));
        if (draw.oneIn(2)) {
            parameters.put("max_results", draw.below(8));
        }
        if (draw.oneIn(3)) {
            parameters.put("start_step", draw.below(5));
            parameters.put("end_step", draw.below(15));
        }
        return get("metrics/get-history-bulk-interval", parameters);
    }

    private List<Map<String, String>> pairs(int count) {
        List<Map<String, String>> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pairs.add(Map.of("key", draw.key(), "value", draw.value()));
        }
        return pairs;
    }

    private static Request get(String endpoint, Map<String, Object> parameters) {
        return Request.get(endpoint, parameters);
    }
}
