package io.mmp.test.mlflow.embedded;

import java.nio.file.Path;
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
    private final TrackingState tracking;

    ModelSource(RegistryState registry, TrackingState tracking) {
        this.registry = registry;
        this.tracking = tracking;
    }

    /** Return the source of a new version, or refuse it. */
    Resolved resolve(Message request) {
        String source = request.string("source");
        SourceUri uri = SourceUri.parse(source);
        boolean isPrompt = RegisteredModel.isPrompt(RegistryValidation.tags(request.messages("tags")));
        if (isPrompt && !PROMPT_PLACEHOLDERS.contains(source)) {
            throw RestException.invalid(
                    "Invalid prompt source: '" + source + "'. Prompt sources must use an MLflow placeholder.");
        }
        if (uri.namesHost()) {
            throw RestException.invalid(
                    "'source' cannot use the '%1$s' scheme: the '%1$s' scheme addresses a host other than the tracking server's configured artifact storage, so the server would connect to the host named in the URI. Set the MLFLOW_ALLOWED_HOST_ADDRESSED_ARTIFACT_SCHEMES environment variable on the server to allow it."
                            .formatted(uri.scheme()));
        }
        String runId = request.string("run_id");
        if (!isPrompt) {
            if (uri.scheme().equals("models")) {
                return copied(request, uri);
            }
            requireInRun(uri, runId);
        }
        if (!request.string("model_id").isEmpty()) {
            throw RestException.missing("Logged model with ID '" + request.string("model_id") + "' not found.");
        }
        return new Resolved(source, source, runId);
    }

    private void requireInRun(SourceUri uri, String runId) {
        if (uri.isLocal()) {
            requireInLocalRun(uri, runId);
            return;
        }
        uri.requireAbsolutePath();
        if (uri.scheme().equals("runs")) {
            if (!uri.authority().isEmpty() || runId.isEmpty() || !runOf(uri).equals(runId)) {
                throw foreign(uri.text(), "run_id");
            }
        } else if (uri.scheme().equals("mlflow-artifacts")
                && (runId.isEmpty() || !uri.isWithin(SourceUri.parse(run(runId, uri).artifactUri)))) {
            throw foreign(uri.text(), "run_id");
        }
    }

    private void requireInLocalRun(SourceUri uri, String runId) {
        String shown = uri.text();
        if (!runId.isEmpty()) {
            SourceUri root = SourceUri.parse(run(runId, uri).artifactUri);
            Path file = uri.file();
            if (root.isLocal() && file.startsWith(root.file())) {
                return;
            }
            shown = file.toString();
        }
        throw RestException.invalid(
                "Invalid model version source: '" + shown
                        + "'. To use a local path as a model version source, the run_id request parameter has to be specified and"
                        + " the local path has to be contained within the artifact directory of the run specified by the run_id.");
    }

    private static String runOf(SourceUri uri) {
        String path = uri.path();
        String run = path.startsWith("/") ? path.substring(1).replaceFirst("/.*", "") : "";
        if (run.isEmpty()) {
            throw new RestException(
                    ErrorCode.INTERNAL_ERROR,
                    "Not a proper runs:/ URI: " + uri.text()
                            + ". Runs URIs must be of the form 'runs:/<run_id>/run-relative/path/to/artifact'");
        }
        return run;
    }

    private Run run(String id, SourceUri uri) {
        return Optional.ofNullable(tracking.runs.get(id)).orElseThrow(() -> foreign(uri.text(), "run_id"));
    }

    /** Copy another version: its files and, unless the request says the same, its run. */
    private Resolved copied(Message request, SourceUri uri) {
        if (!uri.authority().isEmpty()) {
            throw RestException.invalid("Invalid model version source: '" + uri.text()
                    + "'. Registered model sources must use the active model registry.");
        }
        ModelUri model = ModelUri.parse(uri).orElseThrow(() -> foreign(uri.text(), "model_id"));
        if (model.modelId().isPresent()) {
            throw foreign(uri.text(), "model_id");
        }
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

    private static RestException foreign(String source, String field) {
        return RestException.invalid("Invalid model version source: '" + source + "'. The " + field
                + " request parameter must identify the resource that contains the source.");
    }
}
