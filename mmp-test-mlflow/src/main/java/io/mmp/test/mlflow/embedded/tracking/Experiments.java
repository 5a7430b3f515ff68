package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.file.ArtifactUri;
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

/** The endpoints of experiments. */
public final class Experiments implements Router.Resource {

    private static final String BASE = "2.0/mlflow/experiments/";
    private static final Field ID = Field.string("experiment_id").required().typed();
    private static final Schema BY_ID = Schema.of(ID);
    private static final Schema BY_NAME =
            Schema.of(Field.string("experiment_name").required().typed());
    private static final Schema CREATE = Schema.of(
            Field.string("name").required().typed(),
            Field.string("artifact_location").typed(),
            Field.objects("tags", Schema.KEY_VALUE).typed());
    private static final Schema UPDATE =
            Schema.of(ID, Field.string("new_name").typed().required());
    private static final Schema SET_TAG = Schema.of(
            ID, Field.string("key").required().typed(), Field.string("value").typed());
    private static final Schema DELETE_TAG =
            Schema.of(ID, Field.string("key").required().typed());
    private static final Schema SEARCH = Schema.of(
            Field.enumeration("view_type", Lifecycle.VIEW_TYPES).integerLike(),
            Field.scalar("max_results", FieldType.INT64).typed(),
            Field.strings("order_by").typed(),
            Field.string("filter").typed(),
            Field.string("page_token").typed());

    private final TrackingState state;

    public Experiments(TrackingState state) {
        this.state = state;
    }

    @Override
    public void register(Routes routes) {
        routes.post(BASE + "create", CREATE, this::create);
        routes.get(BASE + "get", BY_ID, this::get);
        routes.get(BASE + "get-by-name", BY_NAME, this::getByName);
        routes.get(BASE + "search", SEARCH, this::search);
        routes.post(BASE + "search", SEARCH, this::search);
        routes.post(BASE + "update", UPDATE, this::update);
        routes.post(BASE + "delete", BY_ID, this::delete);
        routes.post(BASE + "restore", BY_ID, this::restore);
        routes.post(BASE + "set-experiment-tag", SET_TAG, this::setTag);
        routes.post(BASE + "delete-experiment-tag", DELETE_TAG, this::deleteTag);
    }

    private Map<String, ?> create(Message request) {
        String name = request.string("name");
        String location = request.string("artifact_location");
        List<Message> tags = request.messages("tags");
        ArtifactUri.requireAllowed(location);
        Validation.experimentName(name);
        tags.forEach(tag -> Validation.experimentTag(tag.string("key"), tag.string("value")));
        if (state.experimentNamed(name).isPresent()) {
            throw alreadyExists(name, "experiments.workspace, experiments.name");
        }
        Map<String, String> tagsByKey = new LinkedHashMap<>();
        for (Message tag : tags) {
            if (tagsByKey.put(tag.string("key"), tag.string("value")) != null) {
                throw alreadyExists(name, "experiment_tags.key, experiment_tags.experiment_id");
            }
        }
        Experiment experiment = state.createExperiment(name, location);
        experiment.tags.putAll(tagsByKey);
        return Map.of("experiment_id", String.valueOf(experiment.id));
    }

    private static RestException alreadyExists(String name, String columns) {
        return new RestException(
                ErrorCode.RESOURCE_ALREADY_EXISTS,
                "Experiment(name=" + name
                        + ") already exists. Error: (sqlite3.IntegrityError) UNIQUE constraint failed: " + columns);
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

    private Map<String, ?> search(Message request) {
        long maxResults = request.integer("max_results");
        Validation.maxResults(maxResults);
        String viewType = request.optional("view_type").orElse("ACTIVE_ONLY");
        List<Experiment> shown = state.experiments.values().stream()
                .filter(experiment -> experiment.lifecycle.isShownBy(viewType))
                .toList();
        List<Experiment> found = ExperimentSearch.search(shown, request.string("filter"), request.strings("order_by"));
        Map<String, Object> answer = new LinkedHashMap<>();
        Page.of(found, maxResults, request.string("page_token"))
                .map(Experiment::tree)
                .addTo(answer, "experiments");
        return answer;
    }

    private Map<String, ?> update(Message request) {
        String name = request.string("new_name");
        Validation.experimentName(name);
        Experiment experiment = state.experiment(request.string("experiment_id"));
        if (experiment.lifecycle != Lifecycle.ACTIVE) {
            throw new RestException(ErrorCode.INVALID_STATE, "Cannot rename a non-active experiment.");
        }
        if (state.experimentNamed(name).filter(other -> other != experiment).isPresent()) {
            throw RestException.constraint("UNIQUE constraint failed: experiments.workspace, experiments.name");
        }
        experiment.rename(name);
        return Map.of();
    }

    private Map<String, ?> delete(Message request) {
        move(request, Lifecycle.ACTIVE, Lifecycle.DELETED);
        return Map.of();
    }

    private Map<String, ?> restore(Message request) {
        move(request, Lifecycle.DELETED, Lifecycle.ACTIVE);
        return Map.of();
    }

    private void move(Message request, Lifecycle from, Lifecycle to) {
        Experiment experiment = state.experiment(request.string("experiment_id"), from);
        experiment.moveTo(to);
        state.runs.values().stream()
                .filter(run -> run.experimentId == experiment.id)
                .forEach(run -> run.lifecycle = to);
    }

    private Map<String, ?> setTag(Message request) {
        Validation.experimentTag(request.string("key"), request.string("value"));
        state.activeExperiment(request.string("experiment_id"))
                .tags
                .put(request.string("key"), request.string("value"));
        return Map.of();
    }

    private Map<String, ?> deleteTag(Message request) {
        String id = request.string("experiment_id");
        if (state.activeExperiment(id).tags.remove(request.string("key")) == null) {
            throw RestException.missing("No tag with name: " + request.string("key") + " in experiment with id " + id);
        }
        return Map.of();
    }
}
