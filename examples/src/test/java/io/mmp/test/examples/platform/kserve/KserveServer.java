package io.mmp.test.examples.platform.kserve;

import io.mmp.test.python.PythonEnvironment;
import io.mmp.test.server.HealthCheck;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.ServerSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** KServe's own model server with a LightGBM model, both real, on the loopback. */
final class KserveServer implements AutoCloseable {

    static final PythonEnvironment PACKAGES =
            PythonEnvironment.of("kserve", "kserve==0.21.0", "lightgbm==4.7.0").withProof("import kserve, lightgbm");

    private final ManagedServer server;
    private final Path model;

    private KserveServer(ManagedServer server, Path model) {
        this.server = server;
        this.model = model;
    }

    static KserveServer start(Path directory) {
        Path model = directory.resolve("model.txt");
        Path python = PACKAGES.install().resolve("bin/python");
        Path script = Path.of("src/test/resources/platform/kserve/fraud.py").toAbsolutePath();
        ServerSpec spec = ServerSpec.of(
                        "kserve",
                        python.toString(),
                        "-I",
                        script.toString(),
                        model.toString(),
                        "--http_port",
                        "{port}",
                        "--enable_grpc",
                        "false")
                .withHealth(HealthCheck.http("/v2/health/ready"))
                // Without its .pyc files it takes minutes on a busy machine.
                .withStartupTimeout(Duration.ofMinutes(5))
                .withStopTimeout(Duration.ofSeconds(40));
        return new KserveServer(ManagedServer.start(spec), model);
    }

    URI predictor() {
        return server.uri().resolve("/v1/models/fraud:predict");
    }

    URI inference() {
        return server.uri().resolve("/v2/models/fraud/infer");
    }

    ModelSchema schema() throws IOException {
        return ModelSchema.read(model);
    }

    @Override
    public void close() {
        server.close();
    }
}
