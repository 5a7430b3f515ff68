package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.FieldType;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.Page;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.mlflow.embedded.wire.Routes;
import io.mmp.test.mlflow.embedded.wire.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The endpoints that create, read, search, change and delete runs. */
public final class Runs implements Router.Resource {

    private static final String BASE = "2.0/mlflow/runs/";
    private static final Field ID = Field.string("run_id").required().typed();
    private static final Field OLD_ID = Field.string("run_uuid");
    private static final Schema BY_ID = Schema.of(ID);
    private static final Schema BY_EITHER_ID = Schema.of(ID, OLD_ID);
    private static final Schema CREATE = Schema.of(
            Field.string("experiment_id").typed(),
            Field.scalar("start_time", FieldType.INT64).typed(),
            Field.string("run_name").typed(),
            Field.string("user_id"),
            Field.objects("tags", Schema.KEY_VALUE));
    private static final Schema UPDATE = Schema.of(
            ID,
            OLD_ID,
            Field.scalar("end_time", FieldType.INT64).typed(),
            Field.enumeration("status", Run.STATUSES).typed(),
            Field.string("run_name").typed());
    private static final Schema SEARCH = Schema.of(
            Field.strings("experiment_ids").typed(),
            Field.string("filter").typed(),
            Field.enumeration("run_view_type", Lifecycle.VIEW_TYPES),
            Field.scalar("max_results", FieldType.INT32).typed().atMost(50_000),
            Field.strings("order_by").typed().ofTexts(),
            Field.string("page_token"));
    private static final long DEFAULT_MAX_RESULTS = 1_000;

    private final TrackingState state;

    public Runs(TrackingState state) {
        this.state = state;
    }

    @Override
    public void register(Routes routes) {
        routes.post(BASE + "create", CREATE, this::create);
        routes.get(BASE + "get", BY_EITHER_ID, this::get);
        routes.post(BASE + "update", UPDATE, this::update);
        routes.post(BASE + "delete", BY_ID, this::delete);
        routes.post(BASE + "restore", BY_ID, this::restore);
        routes.post(BASE + "search", SEARCH, this::search);
    }

    private Map<String, ?> create(Message request) {
        Experiment experiment = state.activeExperiment(request.string("experiment_id"));
        Map<String, String> tags = new LinkedHashMap<>();
        boolean repeatsTag = false;
        for (Message tag : request.messages("tags")) {
            repeatsTag |= tags.put(tag.string("key"), tag.string("value")) != null;
        }
        String name = nameOf(request.string("run_name"), tags);
        // MLflow's handler takes an empty id for experiment 0, and then its database refuses it.
        if (request.string("experiment_id").isEmpty()) {
            throw refusedByDatabase("FOREIGN KEY constraint failed");
        }
        if (repeatsTag || tags.getOrDefault(Run.NAME_TAG, name).isEmpty()) {
            throw refusedByDatabase("UNIQUE constraint failed: tags.key, tags.run_uuid");
        }
        String id = UUID.randomUUID().toString().replace("-", "");
        Run run = new Run(id, experiment, name, request.string("user_id"), request.integer("start_time"));
        run.tags.putAll(tags);
        run.tags.put(Run.NAME_TAG, name);
        state.runs.put(id, run);
        return Map.of("run", Map.of("info", run.infoTree(), "data", run.dataTree(), "inputs", Map.of()));
    }

    private Map<String, ?> get(Message request) {
        Run run = state.run(request.runId());
        return Map.of("run", tree(run, run.links.inputsTree()));
    }

    private Map<String, ?> update(Message request) {
        Run run = state.activeRun(request.runId());
        request.optional("status").ifPresent(status -> run.status = status);
        if (request.has("end_time")) {
            run.endTime = request.integer("end_time");
        }
        run.rename(request.string("run_name"));
        return Map.of("run_info", run.infoTree());
    }

    private Map<String, ?> delete(Message request) {
        state.run(request.string("run_id")).lifecycle = Lifecycle.DELETED;
        return Map.of();
    }

    private Map<String, ?> restore(Message request) {
        state.run(request.string("run_id")).lifecycle = Lifecycle.ACTIVE;
        return Map.of();
    }

    private Map<String, ?> search(Message request) {
        long maxResults = request.has("max_results") ? request.integer("max_results") : DEFAULT_MAX_RESULTS;
        Validation.maxResults(maxResults);
        RunSearch search = RunSearch.of(request.string("filter"), request.strings("order_by"));
        String token = request.string("page_token");
        Page.offset(token);
        Set<Long> experimentIds = Validation.requireDatabaseIntegers(request.strings("experiment_ids").stream()
                .map(Validation::searchedExperimentId)
                .toList());
        String viewType = request.optional("run_view_type").orElse("ACTIVE_ONLY");
        List<Run> found = search.find(state.runs.values().stream()
                .filter(run -> experimentIds.contains(run.experimentId) && run.lifecycle.isShownBy(viewType)));
        Map<String, Object> answer = new LinkedHashMap<>();
        Page.of(found, search.order(), maxResults, token)
                .map(run -> tree(run, run.links.datasetsTree()))
                .addTo(answer, "runs");
        return answer;
    }

    private static Map<String, Object> tree(Run run, Map<String, Object> inputs) {
        return Map.of(
                "info", run.infoTree(), "data", run.dataTree(), "inputs", inputs, "outputs", run.links.outputsTree());
    }

    private static RestException refusedByDatabase(String constraint) {
        return new RestException(
                ErrorCode.BAD_REQUEST,
                "(raised as a result of Query-invoked autoflush; consider using a session.no_autoflush block if this flush "
                        + "is occurring prematurely)\n(sqlite3.IntegrityError) " + constraint);
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
}
