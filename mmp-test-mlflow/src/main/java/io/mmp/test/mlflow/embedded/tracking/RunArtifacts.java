package io.mmp.test.mlflow.embedded.tracking;

import io.mmp.test.mlflow.embedded.file.ArtifactStore;
import io.mmp.test.mlflow.embedded.file.SafePath;
import io.mmp.test.mlflow.embedded.wire.Field;
import io.mmp.test.mlflow.embedded.wire.Message;
import io.mmp.test.mlflow.embedded.wire.Router;
import io.mmp.test.mlflow.embedded.wire.Routes;
import io.mmp.test.mlflow.embedded.wire.Schema;
import java.io.IOException;
import java.util.Map;

/** The endpoint that lists the artifacts of a run. */
public final class RunArtifacts implements Router.Resource {

    private static final Schema LIST = Schema.of(
            Field.string("run_id").typed().required(),
            Field.string("run_uuid"),
            Field.string("path").typed(),
            Field.string("page_token").typed());

    private final TrackingState state;
    private final ArtifactStore artifacts;

    public RunArtifacts(TrackingState state, ArtifactStore artifacts) {
        this.state = state;
        this.artifacts = artifacts;
    }

    @Override
    public void register(Routes routes) {
        routes.get("2.0/mlflow/artifacts/list", LIST, this::list);
    }

    private Map<String, ?> list(Message request) throws IOException {
        String path = SafePath.of(request.string("path"));
        return artifacts.listing(state.run(request.runId()).artifactUri, path);
    }
}
