package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.file.ArtifactStore;
import io.mmp.test.mlflow.embedded.file.SafePath;
import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.python.PythonText;
import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.FieldType;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.mlflow.embedded.wire.Routes;
import io.mmp.test.mlflow.embedded.wire.Schema;
import io.mmp.test.mlflow.embedded.wire.Trees;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The endpoints of logged models, as far as clients use them to log and to load models. */
public final class LoggedModels implements Router.Resource {

    private static final String BASE = "2.0/mlflow/logged-models";
    private static final String ONE = BASE + "/{id}";
    private static final Schema CREATE = Schema.of(
            Field.string("experiment_id").typed().required(),
            Field.string("name").typed(),
            Field.string("model_type").typed(),
            Field.string("source_run_id").typed(),
            Field.objects("params", Schema.KEY_VALUE).typed(),
            Field.objects("tags", Schema.KEY_VALUE).typed());
    private static final Schema GET = Schema.of(Field.string("allow_deleted")).inQuery();
    private static final Schema FINALIZE = Schema.of(
            Field.string("model_id").typed().required(),
            Field.enumeration("status", 0, LoggedModel.STATUSES).integerLike().required());
    private static final Schema PARAMS = Schema.of(
            Field.string("model_id").typed().required(),
            Field.objects("params", Schema.KEY_VALUE).typed());
    private static final Schema TAGS =
            Schema.of(Field.objects("tags", Schema.KEY_VALUE).typed());
    private static final Schema ARTIFACTS =
            Schema.of(Field.string("artifact_directory_path").typed());
    private static final Schema ORDER = Schema.of(
            Field.string("field_name"),
            Field.scalar("ascending", FieldType.BOOLEAN),
            Field.string("dataset_name"),
            Field.string("dataset_digest"));
    private static final Schema DATASET = Schema.of(Field.string("dataset_name"), Field.string("dataset_digest"));
    private static final Schema SEARCH = Schema.of(
            Field.strings("experiment_ids").typed().ofTexts().required(),
            Field.string("filter").typed(),
            Field.objects("datasets", DATASET).typed(),
            Field.scalar("max_results", FieldType.INT32).typed(),
            Field.objects("order_by", ORDER).typed(),
            Field.string("page_token").typed());

    private final TrackingState state;
    private final ArtifactStore artifacts;

    public LoggedModels(TrackingState state, ArtifactStore artifacts) {
        this.state = state;
        this.artifacts = artifacts;
    }

    @Override
    public void register(Routes routes) {
        routes.post(BASE, CREATE, this::create);
        routes.post(BASE + "/search", SEARCH, this::search);
        routes.get(ONE, GET, this::get);
        routes.json("PATCH", ONE, FINALIZE, this::finish);
        routes.json("DELETE", ONE, Schema.of(), this::delete);
        routes.post(ONE + "/params", PARAMS, this::logParams);
        routes.json("PATCH", ONE + "/tags", TAGS, this::setTags);
        routes.json("DELETE", ONE + "/tags/{tag_key}", Schema.of(), this::deleteTag);
        routes.get(ONE + "/artifacts/directories", ARTIFACTS, this::listArtifacts);
    }

    private Map<String, ?> create(Message request) {
        String name = request.string("name");
        if (name.chars().anyMatch(c -> "/:.%\"'".indexOf(c) >= 0)) {
            throw RestException.invalid(
                    "Invalid model name (" + Python.repr(name) + ") provided. Model name must be a "
                            + "non-empty string and cannot contain the following characters: ('/', ':', '.', '%', '\"', \"'\")");
        }
        Experiment experiment = state.activeExperiment(request.string("experiment_id"));
        LoggedModel model = new LoggedModel(
                "m-" + UUID.randomUUID().toString().replace("-", ""),
                experiment,
                name.isEmpty() ? RunNames.next() : name,
                request.string("model_type"),
                request.string("source_run_id"));
        addParams(model, request.messages("params"));
        for (Message tag : request.messages("tags")) {
            if (model.tags.put(tag.string("key"), tag.string("value")) != null) {
                throw RestException.constraint(
                        "UNIQUE constraint failed: logged_model_tags.model_id, logged_model_tags.tag_key");
            }
        }
        state.models.put(model.id, model);
        return Map.of("model", model.tree());
    }

    private Map<String, ?> get(Message request) {
        boolean showsDeleted = PythonText.lowersTo(request.string("allow_deleted"), "true");
        String id = request.string("id");
        LoggedModel model = showsDeleted ? state.model(id) : undeleted(id);
        return Map.of("model", model.tree());
    }

    private LoggedModel undeleted(String id) {
        LoggedModel model = state.model(id);
        if (model.lifecycle == Lifecycle.DELETED) {
            throw TrackingState.noModel(id);
        }
        return model;
    }

    private Map<String, ?> finish(Message request) {
        // The request names the model twice; MLflow goes by the body.
        LoggedModel model = state.model(request.string("model_id"));
        model.status = request.optional("status").orElse(LoggedModel.UNSPECIFIED);
        model.touch();
        return Map.of("model", model.tree());
    }

    private Map<String, ?> delete(Message request) {
        LoggedModel model = state.model(request.string("id"));
        model.lifecycle = Lifecycle.DELETED;
        model.touch();
        return Map.of();
    }

    private Map<String, ?> logParams(Message request) {
        addParams(state.model(request.string("id")), request.messages("params"));
        return Map.of();
    }

    /** Add params, all or none. */
    private static void addParams(LoggedModel model, List<Message> params) {
        Map<String, String> all = new LinkedHashMap<>(model.params);
        for (Message param : params) {
            if (all.put(param.string("key"), param.string("value")) != null) {
                throw RestException.constraint(
                        "UNIQUE constraint failed: logged_model_params.model_id, logged_model_params.param_key");
            }
        }
        model.params.putAll(all);
    }

    private Map<String, ?> setTags(Message request) {
        LoggedModel model = state.model(request.string("id"));
        request.messages("tags").forEach(tag -> model.tags.put(tag.string("key"), tag.string("value")));
        return Map.of();
    }

    private Map<String, ?> deleteTag(Message request) {
        LoggedModel model = state.model(request.string("id"));
        String key = request.string("tag_key");
        if (model.tags.remove(key) == null) {
            throw RestException.missing(
                    "No tag with key " + Python.repr(key) + " found for model with ID " + Python.repr(model.id) + ".");
        }
        return Map.of();
    }

    private Map<String, ?> listArtifacts(Message request) throws IOException {
        String path = SafePath.of(request.string("artifact_directory_path"));
        return artifacts.listing(undeleted(request.string("id")).artifactUri, path);
    }

    private Map<String, ?> search(Message request) {
        LoggedModelPage page = LoggedModelSearch.find(state.models.values(), request);
        Map<String, Object> answer = new LinkedHashMap<>();
        Trees.putUnlessEmpty(
                answer, "models", page.models().stream().map(LoggedModel::tree).toList());
        page.nextToken().ifPresent(token -> answer.put("next_page_token", token));
        return answer;
    }
}
