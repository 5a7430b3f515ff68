package io.mmp.test.mlflow.embedded;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The endpoints that create, read and change runs. */
final class Runs implements Router.Resource {

    private static final Schema CREATE = Schema.of(
            Field.string("experiment_id").typed(),
            Field.scalar("start_time", FieldType.INT64).typed(),
            Field.string("run_name").typed(),
            Field.string("user_id"),
            Field.objects("tags", Schema.KEY_VALUE));
    private static final Schema BY_ID =
            Schema.of(Field.string("run_id").required().typed(), Field.string("run_uuid"));

    private final TrackingState state;

    Runs(TrackingState state) {
        this.state = state;
    }

    @Override
    public void register(Router router) {
        router.post("2.0/mlflow/runs/create", CREATE, this::create);
        router.get("2.0/mlflow/runs/get", BY_ID, this::get);
    }

    private Map<String, ?> create(Message request) {
        Experiment experiment = state.experiment(request.string("experiment_id"));
        if (experiment.lifecycle != Lifecycle.ACTIVE) {
            throw RestException.invalid("The experiment %s must be in the 'active' state. Current state is %s."
                    .formatted(experiment.id, experiment.lifecycle.wireName()));
        }
        Map<String, String> tags = new LinkedHashMap<>();
        for (Message tag : request.messages("tags")) {
            if (tags.put(tag.string("key"), tag.string("value")) != null) {
                throw conflict("UNIQUE constraint failed: tags.key, tags.run_uuid");
            }
        }
        String name = nameOf(request.string("run_name"), tags);
        if (!request.has("experiment_id")) {
            throw conflict("FOREIGN KEY constraint failed");
        }
        String id = UUID.randomUUID().toString().replace("-", "");
        Run run = new Run(id, experiment, name, request.string("user_id"), request.integer("start_time"));
        run.tags.putAll(tags);
        run.tags.putIfAbsent(Run.NAME_TAG, name);
        state.runs.put(id, run);
        return Map.of("run", Map.of("info", run.infoTree(), "data", run.dataTree(), "inputs", Map.of()));
    }

    private Map<String, ?> get(Message request) {
        Run run = state.run(request.optional("run_id").orElseGet(() -> request.string("run_uuid")));
        return Map.of(
                "run", Map.of("info", run.infoTree(), "data", run.dataTree(), "inputs", Map.of(), "outputs", Map.of()));
    }

    private static String nameOf(String name, Map<String, String> tags) {
        String tagged = tags.getOrDefault(Run.NAME_TAG, "");
        if (!name.isEmpty() && !tagged.isEmpty() && !name.equals(tagged)) {
            throw RestException.invalid(("Both 'run_name' argument and 'mlflow.runName' tag are specified, but with "
                            + "different values (run_name='%s', mlflow.runName='%s').")
                    .formatted(name, tagged));
        }
        String given = name.isEmpty() ? tagged : name;
        return given.isEmpty() ? RunNames.next() : given;
    }

    private static RestException conflict(String constraint) {
        return new RestException(ErrorCode.BAD_REQUEST, "(sqlite3.IntegrityError) " + constraint);
    }
}
