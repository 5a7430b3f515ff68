package io.mmp.test.mlflow;

import io.mmp.test.failure.Evidence;
import io.mmp.test.mlflow.client.LoggedRun;
import io.mmp.test.mlflow.client.MlflowArtifacts;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.client.MlflowRuns;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.mlflow.tracking.MlflowClient;

/** A tracking server that runs for a test, with the clients that the test has asked for. */
final class RunningTracking implements MlflowTracking, AutoCloseable {

    private final TrackingServer server;
    private @Nullable MlflowClient client;

    private RunningTracking(TrackingServer server) {
        this.server = server;
    }

    static RunningTracking start(ServerChoice choice, ExtensionContext context) {
        return new RunningTracking(TrackingServer.start(choice, context));
    }

    Evidence evidence() {
        return new TrackingEvidence(server);
    }

    @Override
    public URI uri() {
        return server.uri();
    }

    @Override
    public String experimentId() {
        return server.experimentId();
    }

    @Override
    public synchronized MlflowClient client() {
        if (client == null) {
            client = new MlflowClient(uri().toString()); // its first use costs more than the embedded server
        }
        return client;
    }

    @Override
    public MlflowArtifacts artifacts() {
        return MlflowArtifacts.at(uri());
    }

    @Override
    public MlflowRegistry registry() {
        return MlflowRegistry.at(uri());
    }

    @Override
    public MlflowRuns runs() {
        return MlflowRuns.at(uri());
    }

    @Override
    public LoggedRun run(String runId) {
        return LoggedRun.at(uri(), runId);
    }

    @Override
    public Map<String, String> environment() {
        return server.environment();
    }

    @Override
    public synchronized void close() {
        try {
            if (client != null) {
                client.close();
            }
        } finally {
            server.close();
        }
    }
}
