package io.mmp.test.mlflow.embedded.download;

import io.mmp.test.mlflow.embedded.file.SafePath;
import io.mmp.test.mlflow.embedded.tracking.TrackingState;
import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.FieldType;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.mlflow.embedded.wire.Routes;
import io.mmp.test.mlflow.embedded.wire.Schema;
import java.util.Map;

/** The endpoints for direct access to an object store, which refuse it: artifacts are behind this server. */
public final class PresignedUrls implements Router.Resource {

    private static final Schema UPLOAD = Schema.of(
            Field.string("run_id").typed(),
            Field.string("model_id").typed(),
            Field.string("path").required().typed(),
            Field.scalar("expiration", FieldType.INT64).integerLike());
    private static final Schema DOWNLOAD = Schema.of(
            Field.string("run_id").required().typed(),
            Field.string("path").required().typed(),
            Field.scalar("expiration", FieldType.INT64).integerLike());

    // What the object stores allow: seven days.
    private static final long LONGEST_EXPIRATION = 604_800;

    private final TrackingState state;

    public PresignedUrls(TrackingState state) {
        this.state = state;
    }

    @Override
    public void register(Routes routes) {
        routes.post("2.0/mlflow/artifacts/presigned-upload-url", UPLOAD, this::upload);
        routes.post("2.0/mlflow/artifacts/presigned-download-url", DOWNLOAD, this::download);
    }

    private Map<String, ?> upload(Message request) {
        String runId = request.string("run_id");
        String modelId = request.string("model_id");
        if (runId.isEmpty() == modelId.isEmpty()) {
            throw RestException.invalid("Exactly one of run_id and model_id must be provided.");
        }
        SafePath.of(request.string("path"));
        String location = modelId.isEmpty() ? state.run(runId).artifactUri : state.model(modelId).artifactUri;
        throw refusal("Presigned upload is not supported for proxied artifact storage", location, "");
    }

    private Map<String, ?> download(Message request) {
        SafePath.of(request.string("path"));
        long expiration = request.has("expiration") ? request.integer("expiration") : LONGEST_EXPIRATION;
        if (expiration < 1 || expiration > LONGEST_EXPIRATION) {
            throw RestException.invalid(
                    "expiration must be between 1 and %s seconds (got %s).".formatted(LONGEST_EXPIRATION, expiration));
        }
        throw refusal(
                "Presigned download is not supported for runs with proxied artifact storage",
                state.run(request.string("run_id")).artifactUri,
                "run with a ");
    }

    private static RestException refusal(String problem, String location, String owner) {
        return RestException.invalid(
                "%s (artifact URI scheme: %s). This endpoint requires a %sdirect cloud storage artifact URI."
                        .formatted(problem, location.split(":", 2)[0], owner));
    }
}
