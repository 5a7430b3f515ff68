package io.mmp.test.mlflow.embedded.registry;

import io.mmp.test.mlflow.embedded.file.SourceUri;
import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a model version may come from where a request says it does.
 *
 * <p>Since 3.17 a source inside the server's artifact store must lie inside the run, or the logged model, that the request
 * names; else any client could read any artifact through the registry.
 */
final class ModelSource {

    /**
     * An accepted source.
     *
     * @param source what the version shows
     * @param downloadUri where its files are
     * @param runId the run that made it, null if there is none
     */
    record Resolved(
            String source, String downloadUri, @Nullable String runId) {}

    private static final Set<String> PROMPT_PLACEHOLDERS = Set.of("dummy-source", "prompt-template");

    private final RegistryState registry;
    private final SourceOwners owners;

    ModelSource(RegistryState registry, SourceOwners owners) {
        this.registry = registry;
        this.owners = owners;
    }

    /** Return the source of a new version, or refuse it. */
    Resolved resolve(Message request) {
        SourceUri uri = SourceUri.parse(request.string("source"));
        boolean isPrompt = RegisteredModel.isPrompt(RegistryValidation.tags(request.messages("tags")));
        if (isPrompt && !PROMPT_PLACEHOLDERS.contains(uri.text())) {
            throw RestException.invalid(
                    "Invalid prompt source: '" + uri.text() + "'. Prompt sources must use an MLflow placeholder.");
        }
        uri.requireNoHost("source");
        String modelId = request.string("model_id");
        String runId = request.string("run_id");
        if (!isPrompt) {
            if (uri.scheme().equals("models") && !isLoggedModel(uri)) {
                return copied(request, uri);
            }
            owners.requireOwned(uri, modelId.isEmpty() ? "run_id" : "model_id", modelId.isEmpty() ? runId : modelId);
        }
        if (modelId.isEmpty()) {
            return new Resolved(uri.text(), uri.text(), runId);
        }
        if (uri.scheme().equals("models") && !owners.hasLoggedModel(modelId)) {
            throw new RestException(
                    ErrorCode.INTERNAL_ERROR,
                    "Unable to fetch model from model URI source artifact location '" + uri.text()
                            + "'.Error: Logged model with ID '" + modelId + "' not found.");
        }
        String madeBy = runId.isEmpty() ? owners.loggedModel(modelId).sourceRunId : runId;
        String downloadUri = uri.scheme().equals("models") ? owners.loggedModel(modelId).artifactUri : uri.text();
        return new Resolved(uri.text(), downloadUri, madeBy);
    }

    private static boolean isLoggedModel(SourceUri uri) {
        return uri.authority().isEmpty()
                && ModelUri.parse(uri).flatMap(ModelUri::modelId).isPresent();
    }

    /** Copy another version: its files and, unless the request says the same, its run. */
    private Resolved copied(Message request, SourceUri uri) {
        if (!uri.authority().isEmpty()) {
            throw RestException.invalid("Invalid model version source: '" + uri.text()
                    + "'. Registered model sources must use the active model registry.");
        }
        ModelUri model = ModelUri.parse(uri).orElseThrow(() -> SourceOwners.foreign(uri, "model_id"));
        if (RegisteredModel.isPrompt(registry.model(model.name()).tags)) {
            throw RestException.invalid("Invalid model version source: '" + uri.text()
                    + "'. Prompt versions cannot be used as model version sources.");
        }
        ModelVersion origin = origin(model);
        String runId = origin.runId == null ? "" : origin.runId;
        if ((request.has("run_id") && !request.string("run_id").equals(runId))
                || !request.string("model_id").isEmpty()) {
            throw RestException.invalid("Invalid model version source: '" + uri.text()
                    + "'. The run_id and model_id request parameters must match the referenced model version.");
        }
        return new Resolved(
                "models:/" + model.name() + "/" + origin.version,
                origin.downloadUri,
                request.has("run_id") ? runId : origin.runId);
    }

    private ModelVersion origin(ModelUri uri) {
        if (uri.version().isPresent()) {
            return registry.version(uri.name(), uri.version().get());
        }
        if (uri.alias().isPresent()) {
            return registry.versionByAlias(uri.name(), uri.alias().get());
        }
        Optional<Stage> stage = uri.stage().map(Stage::of);
        return registry.model(uri.name())
                .versions()
                .filter(version -> stage.isEmpty() || version.stage == stage.get())
                .reduce((lower, higher) -> higher)
                .orElseThrow(() -> new RestException(
                        ErrorCode.INTERNAL_ERROR,
                        "No versions of model with name '" + uri.name() + "'"
                                + uri.stage()
                                        .map(text -> " and stage '" + text + "'")
                                        .orElse("") + " found"));
    }
}
