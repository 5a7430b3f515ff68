package io.mmp.test.mlflow;

import io.mmp.test.mlflow.client.LoggedRun;
import io.mmp.test.mlflow.client.MlflowArtifacts;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.client.MlflowRuns;
import java.net.URI;
import java.util.Map;
import org.mlflow.tracking.MlflowClient;

/**
 * The tracking server of the current test.
 *
 * <p>It is sealed, so that it can get more methods. Its addresses and clients can be used from any thread until the server ends.
 *
 * @since 0.1.0
 */
public sealed interface MlflowTracking permits MlflowExtension, RunningTracking {

    /** Return the tracking URI, such as {@code http://127.0.0.1:41873}, without a trailing slash. */
    URI uri();

    /** Return the id of the experiment for this test: "0", the default one, or a new one where the server is shared. */
    String experimentId();

    /** Return the MLflow Java client of this server; it is closed with the server. */
    MlflowClient client();

    /** Return the artifacts of this server's runs and model versions; unlike those of the client they need no Python. */
    MlflowArtifacts artifacts();

    /** Return the model registry of this server, with the calls that the client lacks. */
    MlflowRegistry registry();

    /** Return the search over the runs of this server, page by page. */
    MlflowRuns runs();

    /**
     * Read a run, to assert on it with {@link MlflowAssertions}.
     *
     * @return the run as it is now
     * @throws io.mmp.test.mlflow.client.MlflowStatusException if there is no such run
     * @throws io.mmp.test.mlflow.client.MlflowException if the server does not answer
     */
    LoggedRun run(String runId);

    /**
     * Return the variables that make a subprocess log to this server, {@code MLFLOW_TRACKING_URI} among them.
     *
     * <p>What this JVM has inherited and would lead MLflow elsewhere, such as {@code MLFLOW_EXPERIMENT_NAME}, {@code MLFLOW_RUN_ID},
     * {@code OTEL_EXPORTER_OTLP_ENDPOINT}, is overwritten; so are credentials and {@code NO_PROXY}, unless the server is one that ran
     * already.
     */
    Map<String, String> environment();
}
