package io.mmp.test.mlflow.embedded;

import java.util.Map;

/** The endpoints of experiments. */
final class Experiments implements Router.Resource {

    private static final Schema CREATE = Schema.of(
            Field.string("name").required().typed(),
            Field.string("artifact_location").typed(),
            Field.objects("tags", Schema.KEY_VALUE).typed());
    private static final Schema BY_ID =
            Schema.of(Field.string("experiment_id").required().typed());
    private static final Schema BY_NAME =
            Schema.of(Field.string("experiment_name").required().typed());

    private final TrackingState state;

    Experiments(TrackingState state) {
        this.state = state;
    }

    @Override
    public void register(Router router) {
        router.post("2.0/mlflow/experiments/create", CREATE, this::create);
        router.get("2.0/mlflow/experiments/get", BY_ID, this::get);
        router.get("2.0/mlflow/experiments/get-by-name", BY_NAME, this::getByName);
    }

    private Map<String, ?> create(Message request) {
        String name = request.string("name");
        Validation.experimentName(name);
        if (state.experimentNamed(name).isPresent()) {
            throw new RestException(ErrorCode.RESOURCE_ALREADY_EXISTS, "Experiment(name=" + name + ") already exists.");
        }
        Experiment experiment = state.createExperiment(name, request.string("artifact_location"));
        request.messages("tags").forEach(tag -> experiment.tags.put(tag.string("key"), tag.string("value")));
        return Map.of("experiment_id", String.valueOf(experiment.id));
    }

    private Map<String, ?> get(Message request) {
        return Map.of(
                "experiment", state.experiment(request.string("experiment_id")).tree());
    }

    private Map<String, ?> getByName(Message request) {
        String name = request.string("experiment_name");
        Experiment experiment = state.experimentNamed(name)
                .orElseThrow(() -> RestException.missing("Could not find experiment with name '" + name + "'"));
        return Map.of("experiment", experiment.tree());
    }
}
