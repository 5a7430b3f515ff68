package io.mmp.test.mlflow.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.mlflow.tracking.MlflowClient;

/** Gives each test an embedded server of its own; to be registered as an instance field. */
public final class EmbeddedServer implements BeforeEachCallback, AfterEachCallback {

    private @Nullable Path artifacts;
    private @Nullable EmbeddedMlflow server;
    private @Nullable MlflowClient client;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        artifacts = Files.createTempDirectory("embedded-mlflow");
        server = EmbeddedMlflow.start(artifacts);
        client = new MlflowClient(server.uri().toString());
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        client().close();
        server().close();
        try (Stream<Path> files = Files.walk(artifacts())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Return the server. */
    public EmbeddedMlflow server() {
        return Objects.requireNonNull(server);
    }

    /** Return the MLflow Java client of the server. */
    public MlflowClient client() {
        return Objects.requireNonNull(client);
    }

    /** Return the sender of raw requests. */
    public Rest rest() {
        return new Rest(server().uri());
    }

    /** Return the directory of the server's artifacts. */
    public Path artifacts() {
        return Objects.requireNonNull(artifacts);
    }
}
