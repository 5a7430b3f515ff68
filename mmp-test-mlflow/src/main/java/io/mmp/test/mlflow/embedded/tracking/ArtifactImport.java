package io.mmp.test.mlflow.embedded.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.mlflow.embedded.file.ArtifactStore;
import io.mmp.test.mlflow.embedded.file.ArtifactUri;
import io.mmp.test.mlflow.embedded.file.SafePath;
import io.mmp.test.mlflow.embedded.wire.RestException;
import io.mmp.test.mlflow.state.StateRecord;
import io.mmp.test.mlflow.state.StateRecords;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the files of a state into the store of a server; of those that the state only refers to there is no content. */
public final class ArtifactImport {

    /** A file and where it belongs. */
    @SuppressWarnings("ArrayRecordComponent") // two are never compared
    private record Target(String path, byte[] content) {}

    private final ArtifactStore store;
    private final List<Target> targets = new ArrayList<>();

    private ArtifactImport(ArtifactStore store) {
        this.store = store;
    }

    /** Write the files of all runs and logged models; none if the path of one is refused. */
    public static void write(StateRecords records, TrackingState state, ArtifactStore store) throws IOException {
        ArtifactImport artifacts = new ArtifactImport(store);
        records.runs()
                .forEach(run ->
                        artifacts.add(run, Objects.requireNonNull(state.runs.get(run.text("run_id"))).artifactUri));
        records.loggedModels()
                .forEach(model -> artifacts.add(
                        model, Objects.requireNonNull(state.models.get(model.text("model_id"))).artifactUri));
        for (Target target : artifacts.targets) {
            artifacts.store.write(target.path(), new ByteArrayInputStream(target.content()));
        }
    }

    private void add(StateRecord owner, String artifactUri) {
        for (StateRecord artifact : owner.records("artifacts")) {
            byte[] content = content(artifact);
            if (content != null) {
                try {
                    String path = SafePath.of(artifact.text("path"));
                    targets.add(new Target(ArtifactUri.pathOf(artifactUri, path), content));
                } catch (RestException refused) {
                    throw artifact.problem(
                            "path",
                            "\"%s\" below '%s' is refused: %s. Write a relative path below mlflow-artifacts:/."
                                    .formatted(artifact.text("path"), artifactUri, refused.getMessage()));
                }
            }
        }
    }

    private static byte @Nullable [] content(StateRecord artifact) {
        if (artifact.has("text")) {
            return artifact.text("text").getBytes(UTF_8);
        }
        return artifact.has("base64") ? Base64.getDecoder().decode(artifact.text("base64")) : null;
    }
}
