package io.mmp.test.mlflow.embedded;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The endpoints of logged models, as far as clients use them to log and to load models. */
final class LoggedModels implements Router.Resource {

    private static final String BASE = "2.0/mlflow/logged-models";
    private static final String ONE = BASE + "/{model_id}";
    private static final Schema CREATE = Schema.of(
            Field.string("experiment_id").typed().required(),
            Field.string("name").typed(),
            Field.string("model_type").typed(),
            Field.string("source_run_id").typed(),
            Field.objects("params", Schema.KEY_VALUE).typed(),
            Field.objects("tags", Schema.KEY_VALUE).typed());
    private static final Schema GET = Schema.of(Field.string("allow_deleted"));
    private static final Schema FINALIZE = Schema.of(
            Field.string("model_id").typed().required(),
            Field.enumeration("status", LoggedModel.STATUSES).required());
    private static final Schema PARAMS =
            Schema.of(Field.objects("params", Schema.KEY_VALUE).typed());
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
    private static final int DEFAULT_MAX_RESULTS = 50;

    private final TrackingState state;
    private final ArtifactStore artifacts;

    LoggedModels(TrackingState state, ArtifactStore artifacts) {
        this.state = state;
        this.artifacts = artifacts;
    }

    @Override
    public void register(Router router) {
        router.post(BASE, CREATE, this::create);
        router.post(BASE + "/search", SEARCH, this::search);
        router.get(ONE, GET, this::get);
        router.json("PATCH", ONE, FINALIZE, this::finish);
        router.json("DELETE", ONE, Schema.of(), this::delete);
        router.post(ONE + "/params", PARAMS, this::logParams);
        router.json("PATCH", ONE + "/tags", TAGS, this::setTags);
        router.json("DELETE", ONE + "/tags/{tag_key}", Schema.of(), this::deleteTag);
        router.get(ONE + "/artifacts/directories", ARTIFACTS, this::listArtifacts);
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
        request.messages("params").forEach(param -> model.params.put(param.string("key"), param.string("value")));
        request.messages("tags").forEach(tag -> model.tags.put(tag.string("key"), tag.string("value")));
        state.models.put(model.id, model);
        return Map.of("model", model.tree());
    }

    private Map<String, ?> get(Message request) {
        LoggedModel model = state.model(request.string("model_id"));
        boolean showsDeleted =
                request.string("allow_deleted").toLowerCase(Locale.ROOT).equals("true");
        if (model.lifecycle == Lifecycle.DELETED && !showsDeleted) {
            throw TrackingState.noModel(model.id);
        }
        return Map.of("model", model.tree());
    }

    private Map<String, ?> finish(Message request) {
        LoggedModel model = state.model(request.string("model_id"));
        model.status = request.string("status");
        model.touch();
        return Map.of("model", model.tree());
    }

    private Map<String, ?> delete(Message request) {
        LoggedModel model = state.model(request.string("model_id"));
        model.lifecycle = Lifecycle.DELETED;
        model.touch();
        return Map.of();
    }

    private Map<String, ?> logParams(Message request) {
        LoggedModel model = state.model(request.string("model_id"));
        List<Message> params = request.messages("params");
        if (params.stream().anyMatch(param -> model.params.containsKey(param.string("key")))) {
            throw RestException.constraint(
                    "UNIQUE constraint failed: logged_model_params.model_id, logged_model_params.param_key");
        }
        params.forEach(param -> model.params.put(param.string("key"), param.string("value")));
        return Map.of();
    }

    private Map<String, ?> setTags(Message request) {
        LoggedModel model = state.model(request.string("model_id"));
        request.messages("tags").forEach(tag -> model.tags.put(tag.string("key"), tag.string("value")));
        return Map.of();
    }

    private Map<String, ?> deleteTag(Message request) {
        LoggedModel model = state.model(request.string("model_id"));
        String key = request.string("tag_key");
        if (model.tags.remove(key) == null) {
            throw RestException.missing(
                    "No tag with key " + Python.repr(key) + " found for model with ID " + Python.repr(model.id) + ".");
        }
        return Map.of();
    }

    private Map<String, ?> listArtifacts(Message request) throws IOException {
        LoggedModel model = state.model(request.string("model_id"));
        return artifacts.listing(model.artifactUri, SafePath.of(request.string("artifact_directory_path")));
    }

    private Map<String, ?> search(Message request) {
        List<LoggedModel> found = LoggedModelSearch.find(state.models.values(), request);
        long asked = request.integer("max_results");
        long maxResults = asked == 0 ? DEFAULT_MAX_RESULTS : asked;
        Map<String, Object> answer = new LinkedHashMap<>();
        Page.of(found, maxResults, request.string("page_token"))
                .map(LoggedModel::tree)
                .addTo(answer, "models");
        return answer;
    }
}
