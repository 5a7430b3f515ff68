package io.mmp.test.mlflow.client;

import io.mmp.test.mlflow.embedded.EmbeddedMlflow;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.mlflow.tracking.MlflowClient;

/** Runs the tests of a class against an embedded server, or against the running one of {@code -Dmmp.test.uri}. */
// JUnit calls beforeAll before a test can see the fields.
@SuppressWarnings("NullAway.Init")
public final class ServerUnderTest implements BeforeAllCallback, AfterAllCallback {

    private Path artifacts;
    private EmbeddedMlflow embedded;
    private URI uri;
    private MlflowClient client;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        artifacts = Files.createTempDirectory("artifacts");
        embedded = EmbeddedMlflow.start(artifacts);
        uri = URI.create(System.getProperty("mmp.test.uri", embedded.uri().toString()));
        client = new MlflowClient(uri.toString());
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        client.close();
        embedded.close();
        ArtifactDownload.delete(artifacts);
    }

    public URI uri() {
        return uri;
    }

    public MlflowClient client() {
        return client;
    }

    MlflowRest rest() {
        return MlflowRest.at(uri);
    }

    /** Create a run in an experiment of its own, since a server may be shared with other tests. */
    public String newRun() {
        return client.createRun(client.createExperiment(unique("experiment"))).getRunId();
    }

    public void logDataset(String runId, String name, String digest) {
        Map<String, String> dataset =
                Map.of("name", name, "digest", digest, "source_type", "local", "source", name + ".csv");
        rest().send(
                        "POST",
                        "mlflow/runs/log-inputs",
                        Map.of("run_id", runId, "datasets", List.of(Map.of("dataset", dataset))));
    }

    public String unique(String name) {
        return name + "-" + UUID.randomUUID();
    }
}
