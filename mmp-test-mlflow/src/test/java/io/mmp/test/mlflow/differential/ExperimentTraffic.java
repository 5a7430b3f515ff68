package io.mmp.test.mlflow.differential;

import static io.mmp.test.mlflow.differential.Traffic.post;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Experiments: life cycle and tags. */
final class ExperimentTraffic implements Traffic {

    private final Draw draw;
    private final World world;

    ExperimentTraffic(Draw draw, World world) {
        this.draw = draw;
        this.world = world;
    }

    @Override
    public Request next() {
        return draw.from(kinds()).get();
    }

    @Override
    public void answered(Answer answer) {
        if (answer.status() == 200 && answer.at("experiment_id") instanceof String id) {
            world.addExperiment(id);
        }
    }

    private List<Supplier<Request>> kinds() {
        return List.of(
                this::create,
                () -> Request.get("experiments/get", Map.of("experiment_id", id())),
                () -> Request.get("experiments/get-by-name", Map.of("experiment_name", name())),
                () -> post(draw, "experiments/update", Map.of("experiment_id", id(), "new_name", name())),
                () -> post(draw, "experiments/delete", Map.of("experiment_id", id())),
                () -> post(draw, "experiments/restore", Map.of("experiment_id", id())),
                () -> post(draw, "experiments/restore", Map.of("experiment_id", id())),
                this::setTag,
                () -> post(draw, "experiments/delete-experiment-tag", Map.of("experiment_id", id(), "key", draw.key())),
                () -> post(draw, "experiments/search-datasets", Map.of("experiment_ids", List.of(id(), id()))));
    }

    private Request create() {
        return post(
                draw,
                "experiments/create",
                Map.of("name", name(), "tags", List.of(Map.of("key", draw.key(), "value", draw.value()))));
    }

    private Request setTag() {
        return post(
                draw,
                "experiments/set-experiment-tag",
                Map.of("experiment_id", id(), "key", draw.key(), "value", draw.value()));
    }

    private String id() {
        // The default experiment stays as it is: most runs are in it.
        String id = world.experiment(draw);
        return id.equals("0") ? "888888" : id;
    }

    private String name() {
        return draw.oneIn(20) ? draw.key() : "experiment " + draw.below(300);
    }
}
