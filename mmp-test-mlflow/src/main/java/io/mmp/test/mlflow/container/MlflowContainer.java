package io.mmp.test.mlflow.container;

import io.mmp.test.container.ContainerException;
import io.mmp.test.container.ContainerSpec;
import io.mmp.test.container.SharedContainer;
import io.mmp.test.container.SharedContainers;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The real tracking server in a container of its own, with a database and artifacts that end with it.
 *
 * <p>It is published on the loopback only, and is removed when this JVM ends, however it ends; Ryuk is not needed for that.
 *
 * @since 0.1.0
 */
public final class MlflowContainer implements AutoCloseable {

    private static final String PARAMETER = "mmp.mlflow.image";
    private static final String IMAGE = "ghcr.io/mlflow/mlflow:v3.17.2";
    private static final int PORT = 5000;
    private static final Duration STARTUP_TIMEOUT = Duration.ofMinutes(2);

    /** A call that is answered from the database; {@code /health} may be answered before there is one. */
    private static final String READY_PATH = "/api/2.0/mlflow/experiments/search?max_results=1";

    /** An image that has a migrated database there starts faster; any other gets one. Artifacts go through the server. */
    private static final String COMMAND = "mkdir -p /tmp/mlflow && exec mlflow server --host 0.0.0.0 --port " + PORT
            + " --workers 1 --backend-store-uri sqlite:////tmp/mlflow/mlflow.db --artifacts-destination /tmp/mlflow/artifacts";

    private static final Map<String, String> ENVIRONMENT = Map.of(
            // Jobs cost nine more processes, telemetry posts what the tests do.
            "MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false",
            "MLFLOW_DISABLE_TELEMETRY", "true",
            // Else the server refuses clients in other containers, which call it by another name.
            "MLFLOW_SERVER_ALLOWED_HOSTS", "*");

    private final SharedContainer container;

    private MlflowContainer(SharedContainer container) {
        this.container = container;
    }

    /**
     * Start a server and wait until it has answered from its database.
     *
     * @param parameters looks up a configuration parameter by its name; {@code mmp.mlflow.image} is the image, before Testcontainers'
     *     image name substitution
     * @throws ContainerException if Docker, Testcontainers or the image is missing, or the server does not start
     */
    public static MlflowContainer start(Function<String, Optional<String>> parameters) {
        String image = parameters.apply(PARAMETER).orElse(IMAGE);
        try {
            return new MlflowContainer(
                    SharedContainers.startOwn(ContainerSpec.of("mlflow", image, MlflowContainer::define)));
        } catch (ContainerException e) {
            throw new ContainerException("The MLflow server did not start in a container: " + reason(e), e);
        }
    }

    private static String reason(ContainerException e) {
        return e.missingImage()
                .map(image ->
                        "image '%s' is not on this machine. Run 'docker pull %s', or build it, or name another with %s."
                                .formatted(image, image, PARAMETER))
                .orElse(String.valueOf(e.getMessage()));
    }

    private static GenericContainer<?> define(DockerImageName image) {
        return new GenericContainer<>(image)
                .withExposedPorts(PORT)
                .withEnv(ENVIRONMENT)
                .withCreateContainerCmdModifier(command -> command.withEntrypoint("sh", "-c", COMMAND))
                .waitingFor(Wait.forHttp(READY_PATH).withStartupTimeout(STARTUP_TIMEOUT));
    }

    /** Return the tracking URI. */
    public URI uri() {
        return URI.create("http://%s:%s".formatted(container.host(), container.port(PORT)));
    }

    /**
     * Return the last 5,000 lines that the server has written, of these the last 1,048,576 characters; empty when it is closed.
     *
     * @throws ContainerException if the daemon does not answer
     */
    public String log() {
        return container.log();
    }

    /** Stop the server and remove the container with all that it stored. */
    @Override
    public void close() {
        container.close();
    }
}
