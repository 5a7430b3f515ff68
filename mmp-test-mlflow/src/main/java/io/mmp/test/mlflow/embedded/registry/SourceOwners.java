package io.mmp.test.mlflow.embedded.registry;

import io.mmp.test.mlflow.embedded.file.SourceUri;
import io.mmp.test.mlflow.embedded.tracking.LoggedModel;
import io.mmp.test.mlflow.embedded.tracking.TrackingState;
import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.nio.file.Path;
import java.util.Optional;

/** The runs and logged models that model versions come from. */
public final class SourceOwners {

    private static final String RUN = "run_id";
    private static final String MODEL = "model_id";

    private final TrackingState state;

    public SourceOwners(TrackingState state) {
        this.state = state;
    }

    /** Refuse a source inside the server's artifact store, or on its disk, that is not part of the named run or model. */
    void requireOwned(SourceUri uri, String field, String id) {
        if (uri.isLocal()) {
            requireInDirectory(uri, field, id);
            return;
        }
        uri.requireAbsolutePath();
        switch (uri.scheme()) {
            case "runs" -> require(uri, field, field.equals(RUN) && isOf(uri, id));
            case "models" ->
                require(uri, MODEL, field.equals(MODEL) && uri.authority().isEmpty() && namesModel(uri, id));
            case "mlflow-artifacts" -> require(uri, field, !id.isEmpty() && uri.isWithin(artifactUri(uri, field, id)));
            default -> {
                // Storage that the server does not guard.
            }
        }
    }

    /** Tell whether there is a logged model that is not deleted. */
    boolean hasLoggedModel(String id) {
        return state.findActiveModel(id).isPresent();
    }

    /** Return a logged model that is not deleted. */
    LoggedModel loggedModel(String id) {
        return state.activeModel(id);
    }

    /** Note at a logged model that it became a version; nothing is noted for an empty id. */
    void noteVersion(String modelId, String name, int version) {
        if (modelId.isEmpty()) {
            return;
        }
        loggedModel(modelId).noteVersion(name, version);
    }

    /** Create the complaint that a source does not belong to what a field of the request names. */
    static RestException foreign(SourceUri uri, String field) {
        return RestException.invalid("Invalid model version source: '" + uri.text() + "'. The " + field
                + " request parameter must identify the resource that contains the source.");
    }

    private void requireInDirectory(SourceUri uri, String field, String id) {
        String shown = uri.text();
        if (!id.isEmpty()) {
            SourceUri root = artifactUri(uri, field, id);
            Path file = uri.file();
            if (root.isLocal() && file.startsWith(root.file())) {
                return;
            }
            shown = file.toString();
        }
        throw RestException.invalid("Invalid model version source: '" + shown
                + "'. To use a local path as a model version source, the " + field
                + " request parameter has to be specified and the local path has to be contained within the artifact"
                + " directory of the run specified by the " + field + ".");
    }

    private SourceUri artifactUri(SourceUri uri, String field, String id) {
        Optional<String> location = field.equals(RUN)
                ? state.findRun(id).map(run -> run.artifactUri)
                : state.findActiveModel(id).map(model -> model.artifactUri);
        return SourceUri.parse(location.orElseThrow(() -> foreign(uri, field)));
    }

    private static void require(SourceUri uri, String field, boolean isOwned) {
        if (!isOwned) {
            throw foreign(uri, field);
        }
    }

    private static boolean namesModel(SourceUri uri, String id) {
        return ModelUri.parse(uri).flatMap(ModelUri::modelId).filter(id::equals).isPresent();
    }

    private static boolean isOf(SourceUri uri, String run) {
        if (!uri.authority().isEmpty()) {
            return false;
        }
        String path = uri.path();
        String named = path.startsWith("/") ? path.substring(1).replaceFirst("/.*", "") : "";
        if (named.isEmpty()) {
            throw new RestException(
                    ErrorCode.INTERNAL_ERROR,
                    "Not a proper runs:/ URI: " + uri.text()
                            + ". Runs URIs must be of the form 'runs:/<run_id>/run-relative/path/to/artifact'");
        }
        return named.equals(run);
    }
}
