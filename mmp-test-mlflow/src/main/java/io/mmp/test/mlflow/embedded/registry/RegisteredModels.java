package io.mmp.test.mlflow.embedded.registry;

import io.mmp.test.mlflow.embedded.python.Python;
import io.mmp.test.mlflow.embedded.tracking.Validation;
import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.Page;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.mlflow.embedded.wire.Routes;
import io.mmp.test.mlflow.embedded.wire.Schema;
import io.mmp.test.mlflow.embedded.wire.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The endpoints of registered models. */
public final class RegisteredModels implements Router.Resource {

    private static final String BASE = "2.0/mlflow/registered-models/";
    private static final int MAX_RESULTS = 1_000;
    private static final int DEFAULT_RESULTS = 100;
    private static final Field NAME = Field.string("name").typed().required();
    private static final Field KEY = Field.string("key").typed().required();
    private static final Schema BY_NAME = Schema.of(NAME);
    private static final Schema CREATE = Schema.of(
            NAME,
            Field.objects("tags", Schema.KEY_VALUE).typed(),
            Field.string("description").typed(),
            Field.string("deployment_job_id"));
    private static final Schema UPDATE =
            Schema.of(NAME, Field.string("description").typed(), Field.string("deployment_job_id"));
    private static final Schema RENAME =
            Schema.of(NAME, Field.string("new_name").typed().required());
    private static final Schema SET_TAG =
            Schema.of(NAME, KEY, Field.string("value").typed());
    private static final Schema DELETE_TAG = Schema.of(NAME, KEY);
    private static final Schema LATEST =
            Schema.of(NAME, Field.strings("stages").typed().ofTexts());

    private final RegistryState state;

    public RegisteredModels(RegistryState state) {
        this.state = state;
    }

    @Override
    public void register(Routes routes) {
        routes.post(BASE + "create", CREATE, this::create);
        routes.get(BASE + "get", BY_NAME, request -> answer(state.model(request.string("name"))));
        routes.json("PATCH", BASE + "update", UPDATE, this::update);
        routes.post(BASE + "rename", RENAME, this::rename);
        routes.json("DELETE", BASE + "delete", BY_NAME, this::delete);
        routes.get(BASE + "search", RegistrySearch.schema(MAX_RESULTS), this::search);
        routes.get(BASE + "get-latest-versions", LATEST, this::latestVersions);
        routes.post(BASE + "get-latest-versions", LATEST, this::latestVersions);
        routes.post(BASE + "set-tag", SET_TAG, this::setTag);
        routes.json("DELETE", BASE + "delete-tag", DELETE_TAG, this::deleteTag);
    }

    private Map<String, ?> create(Message request) {
        String name = request.string("name");
        RegistryValidation.modelName(name);
        request.messages("tags").forEach(tag -> RegistryValidation.tag(tag.string("key"), tag.string("value")));
        Map<String, String> tags = RegistryValidation.tags(request.messages("tags"));
        RegisteredModel existing = state.models.get(name);
        if (existing != null) {
            throw taken(name, entity(existing.tags), entity(tags));
        }
        RegisteredModel model = new RegisteredModel(name, request.string("description"), System.currentTimeMillis());
        model.tags.putAll(tags);
        state.models.put(name, model);
        return answer(model);
    }

    private Map<String, ?> update(Message request) {
        RegisteredModel model = state.model(request.string("name"));
        model.description = request.string("description");
        model.lastUpdateTime = System.currentTimeMillis();
        return answer(model);
    }

    private Map<String, ?> rename(Message request) {
        String newName = request.string("new_name");
        RegistryValidation.modelName("new_name", newName);
        RegisteredModel model = state.model(request.string("name"));
        RegisteredModel other = state.models.get(newName);
        if (other != null && other != model) {
            throw new RestException(
                    ErrorCode.RESOURCE_ALREADY_EXISTS, "Registered Model (name=" + newName + ") already exists.");
        }
        state.models.remove(model.name);
        model.name = newName;
        model.lastUpdateTime = System.currentTimeMillis();
        model.versionsEverMade().forEach(version -> version.lastUpdateTime = model.lastUpdateTime);
        state.models.put(newName, model);
        return answer(model);
    }

    private Map<String, ?> delete(Message request) {
        state.models.remove(state.model(request.string("name")).name);
        return Map.of();
    }

    private Map<String, ?> search(Message request) {
        long maxResults = request.has("max_results") ? request.integer("max_results") : DEFAULT_RESULTS;
        List<RegisteredModel> found = RegisteredModelSearch.search(
                state.models.values(), request.string("filter"), request.strings("order_by"));
        Map<String, Object> answer = new LinkedHashMap<>();
        page(found, maxResults, request.string("page_token"))
                .map(model -> model.tree(model.latestVersionsByStage()))
                .addTo(answer, "registered_models");
        return answer;
    }

    private static Page<RegisteredModel> page(List<RegisteredModel> found, long maxResults, String token) {
        if (maxResults >= 0) {
            return Page.of(found, maxResults, token);
        }
        // MLflow asks SQLite for one more, where a negative limit is none, and Python cuts the rest off the end.
        if (maxResults == -1) {
            return new Page<>(List.of(), Optional.of(Page.token(Page.offset(token) - 1)));
        }
        List<RegisteredModel> rest = found.stream().skip(Page.offset(token)).toList();
        return new Page<>(rest.subList(0, (int) Math.max(0, rest.size() + maxResults)), Optional.empty());
    }

    private Map<String, ?> latestVersions(Message request) {
        RegisteredModel model = state.model(request.string("name"));
        List<String> names = request.strings("stages");
        Set<Stage> stages = names.isEmpty()
                ? Set.of(Stage.values())
                : names.stream().map(Stage::of).collect(Collectors.toSet());
        Map<String, Object> answer = new LinkedHashMap<>();
        List<Map<String, Object>> versions = model.latestVersions().stream()
                .filter(version -> stages.contains(version.stage))
                .map(version -> version.treeWithAliases(model))
                .toList();
        Trees.putUnlessEmpty(answer, "model_versions", versions);
        return answer;
    }

    private Map<String, ?> setTag(Message request) {
        String name = request.string("name");
        RegistryValidation.modelName(name);
        RegistryValidation.tag(request.string("key"), request.string("value"));
        state.model(name).tags.put(request.string("key"), request.string("value"));
        return Map.of();
    }

    private Map<String, ?> deleteTag(Message request) {
        String name = request.string("name");
        RegistryValidation.modelName(name);
        Validation.name("key", request.string("key"));
        state.model(name).tags.remove(request.string("key"));
        return Map.of();
    }

    private static Map<String, ?> answer(RegisteredModel model) {
        return Map.of("registered_model", model.tree());
    }

    private static String entity(Map<String, String> tags) {
        return RegisteredModel.hasPromptTag(tags) ? "Prompt" : "Registered Model";
    }

    private static RestException taken(String name, String existing, String wanted) {
        String message = existing.equals(wanted)
                ? wanted + " (name=" + name + ") already exists."
                : "Tried to create a %s with name %s, but the name is already taken by a %s. MLflow does not allow creating a model and a prompt with the same name."
                        .formatted(
                                wanted.toLowerCase(Locale.ROOT), Python.repr(name), existing.toLowerCase(Locale.ROOT));
        return new RestException(ErrorCode.RESOURCE_ALREADY_EXISTS, message);
    }
}
