package io.mmp.test.mlflow.process;

import io.mmp.test.server.HealthCheck;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.PortSource;
import io.mmp.test.server.ServerSpec;
import io.mmp.test.server.ServerStartException;
import io.mmp.test.text.TextResource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A process that has MLflow imported and its stores open, and forks a tracking server in a fraction of a second.
 *
 * <p>The servers end with it, and it ends with this JVM.
 */
final class WarmParent implements AutoCloseable {

    private static final String SCRIPT =
            MlflowInstallation.RENEWAL + TextResource.read(WarmParent.class, "warm_parent.py");

    /** A database that each process has in the directory where it runs, so that a server finds its own after the fork. */
    private static final String DATABASE = "sqlite:////proc/self/cwd/mlflow.db";

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "_MLFLOW_SERVER_FILE_STORE",
            DATABASE,
            "_MLFLOW_SERVER_REGISTRY_STORE",
            DATABASE,
            // The libraries below MLflow would start these threads, and threads do not survive a fork.
            "OPENBLAS_NUM_THREADS",
            "1",
            "JE_ARROW_MALLOC_CONF",
            "background_thread:false");

    private final ManagedServer process;
    private final String token;
    private final Path template;

    private WarmParent(ManagedServer process, String token, Path template) {
        this.process = process;
        this.token = token;
        this.template = template;
    }

    /**
     * Start it and wait until it can fork.
     *
     * @throws ServerStartException if this MLflow cannot be forked
     */
    static WarmParent start(MlflowInstallation installation) {
        String token = UUID.randomUUID().toString();
        ServerSpec spec = installation
                .script("mlflow-warm", SCRIPT)
                .withEnvironment(ENVIRONMENT)
                .withEnvironment(Map.of("MMP_WARM_TOKEN", token))
                .withPort(PortSource.fromLog(Pattern.compile("Warm parent listens on port (\\d+)")))
                .withHealth(HealthCheck.tcp());
        return new WarmParent(ManagedServer.start(spec), token, installation.template());
    }

    /**
     * Fork a server and wait until it has answered from its database.
     *
     * @throws IOException if there was no answer from this process
     * @throws ServerStartException if the server that was forked cannot serve
     */
    ForkedServer fork() throws IOException {
        return ForkedServer.start(process.port(), token, template);
    }

    @Override
    public void close() {
        process.close();
    }
}
