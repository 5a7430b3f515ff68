package io.mmp.test.mlflow.embedded.registry;

import io.mmp.test.mlflow.embedded.tracking.Validation;
import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.FieldType;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.mlflow.embedded.wire.Routes;
import io.mmp.test.mlflow.embedded.wire.Schema;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/** The endpoints of model versions. */
public final class ModelVersions implements Router.Resource {

    private static final String BASE = "2.0/mlflow/model-versions/";
    private static final int MAX_RESULTS = 200_000;
    private static final Field NAME = Field.string("name").typed().required();
    private static final Field VERSION = Field.string("version").typed().required();
    private static final Field KEY = Field.string("key").typed().required();
    private static final Schema BY_VERSION = Schema.of(NAME, VERSION);
    private static final Schema CREATE = Schema.of(
            NAME,
            Field.string("source").typed().required(),
            Field.string("run_id").typed(),
            Field.objects("tags", Schema.KEY_VALUE).typed(),
            Field.string("run_link").typed(),
            Field.string("description").typed(),
            Field.string("model_id").typed());
    private static final Schema UPDATE =
            Schema.of(NAME, VERSION, Field.string("description").typed());
    private static final Schema TRANSITION = Schema.of(
            NAME,
            VERSION,
            Field.string("stage").typed().required(),
            Field.scalar("archive_existing_versions", FieldType.BOOLEAN).typed());
    // MLflow makes no checks of its own here.
    private static final Schema DOWNLOAD = Schema.of(Field.string("name"), Field.string("version"));
    private static final Schema SET_TAG =
            Schema.of(NAME, VERSION, KEY, Field.string("value").typed());
    private static final Schema DELETE_TAG = Schema.of(NAME, VERSION, KEY);

    private final RegistryState state;
    private final SourceOwners owners;
    private final ModelSource sources;

    public ModelVersions(RegistryState state, SourceOwners owners) {
        this.state = state;
        this.owners = owners;
        this.sources = new ModelSource(state, owners);
    }

    @Override
    public void register(Routes routes) {
        routes.post(BASE + "create", CREATE, this::create);
        routes.get(BASE + "get", BY_VERSION, request -> answer(request, version(request)));
        routes.get(
                BASE + "get-download-uri", DOWNLOAD, request -> Map.of("artifact_uri", version(request).downloadUri));
        routes.get(BASE + "search", RegistrySearch.schema(MAX_RESULTS), this::search);
        routes.json("PATCH", BASE + "update", UPDATE, this::update);
        routes.json("DELETE", BASE + "delete", BY_VERSION, this::delete);
        routes.post(BASE + "transition-stage", TRANSITION, this::transition);
        routes.post(BASE + "set-tag", SET_TAG, this::setTag);
        routes.json("DELETE", BASE + "delete-tag", DELETE_TAG, this::deleteTag);
    }

    private Map<String, ?> create(Message request) {
        String name = request.string("name");
        ModelSource.Resolved origin = sources.resolve(request);
        RegistryValidation.modelName(name);
        request.messages("tags").forEach(tag -> RegistryValidation.versionTag(tag.string("key"), tag.string("value")));
        ModelVersion version =
                state.model(name).addVersion(origin, request.string("run_link"), request.string("description"));
        version.tags.putAll(RegistryValidation.tags(request.messages("tags")));
        if (!RegisteredModel.isPrompt(version.tags)) {
            owners.noteVersion(request.string("model_id"), name, version.version);
        }
        return answer(request, version);
    }

    private Map<String, ?> search(Message request) {
        long maxResults = request.has("max_results") ? request.integer("max_results") : MAX_RESULTS;
        if (maxResults < 1) {
            throw RestException.invalid(
                    "Invalid value for max_results. It must be a positive integer, but got " + maxResults);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        ModelVersionSearch.search(
                        state.models.values(),
                        request.string("filter"),
                        request.strings("order_by"),
                        maxResults,
                        request.string("page_token"))
                .map(hit -> hit.version().tree(hit.model()))
                .addTo(answer, "model_versions");
        return answer;
    }

    private Map<String, ?> update(Message request) {
        ModelVersion version = version(request);
        version.description = request.has("description") ? request.string("description") : null;
        version.lastUpdateTime = System.currentTimeMillis();
        return answer(request, version);
    }

    private Map<String, ?> transition(Message request) {
        Stage stage = Stage.of(request.string("stage"));
        boolean archivesOthers = request.flag("archive_existing_versions");
        if (archivesOthers && !stage.isActive()) {
            throw new RestException(
                    ErrorCode.INTERNAL_ERROR,
                    "Model version transition cannot archive existing model versions because '"
                            + request.string("stage")
                            + "' is not an Active stage. Valid stages are ['Staging', 'Production']");
        }
        ModelVersion version = version(request);
        RegisteredModel model = state.model(request.string("name"));
        model.lastUpdateTime = System.currentTimeMillis();
        if (archivesOthers) {
            model.versions()
                    .filter(other -> other != version && other.stage == stage)
                    .forEach(other -> move(other, Stage.ARCHIVED, model.lastUpdateTime));
        }
        move(version, stage, model.lastUpdateTime);
        return answer(request, version);
    }

    private static void move(ModelVersion version, Stage stage, long time) {
        version.stage = stage;
        version.lastUpdateTime = time;
    }

    private Map<String, ?> delete(Message request) {
        RegistryValidation.version(request.string("version"));
        ModelVersion version = version(request);
        RegisteredModel model = state.model(request.string("name"));
        version.isDeleted = true;
        model.aliases.values().removeIf(number -> number == version.version);
        model.lastUpdateTime = System.currentTimeMillis();
        return Map.of();
    }

    private Map<String, ?> setTag(Message request) {
        String name = request.string("name");
        RegistryValidation.modelName(name);
        BigInteger number = RegistryValidation.version(request.string("version"));
        RegistryValidation.versionTag(request.string("key"), request.string("value"));
        state.version(name, number).tags.put(request.string("key"), request.string("value"));
        return Map.of();
    }

    private Map<String, ?> deleteTag(Message request) {
        String name = request.string("name");
        RegistryValidation.modelName(name);
        BigInteger number = RegistryValidation.version(request.string("version"));
        Validation.name("key", request.string("key"));
        state.version(name, number).tags.remove(request.string("key"));
        return Map.of();
    }

    private ModelVersion version(Message request) {
        return state.version(request.string("name"), request.string("version"));
    }

    private Map<String, ?> answer(Message request, ModelVersion version) {
        return Map.of("model_version", version.treeWithAliases(state.model(request.string("name"))));
    }
}
