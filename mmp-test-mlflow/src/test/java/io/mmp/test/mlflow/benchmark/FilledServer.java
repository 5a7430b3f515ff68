package io.mmp.test.mlflow.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.client.ModelStage;
import io.mmp.test.mlflow.embedded.EmbeddedMlflow;
import io.mmp.test.mlflow.process.MlflowInstallation;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.PrivateDirectory;
import io.mmp.test.text.TextResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowClient;

/**
 * A server with many runs in the experiment {@link #EXPERIMENT} and many model versions, nine tenths of them of the model {@link #MODEL}.
 *
 * <p>Run {@code n} has the metric {@code loss}, a permutation of 0 to 1, the param {@code lr} of ten values and the tag {@code team} of a hundred. Of the model, the
 * alias {@code champion} points to the version in the middle, which is the only one in production.
 */
public record FilledServer(URI uri, Runnable stop, PrivateDirectory directory) implements AutoCloseable {

    /** The id of the experiment that has the runs. */
    public static final String EXPERIMENT = "1";

    /** The name of the model that has nine tenths of the versions. */
    public static final String MODEL = "many";

    private static final int STRIDE = 7_919;

    /** Start the real server over a store that is filled by SQL: over REST a million runs would take hours. */
    public static FilledServer real(int runs, int versions) {
        MlflowInstallation installation = MlflowInstallation.ensure();
        PrivateDirectory directory = PrivateDirectory.create("many-runs");
        try {
            Path store = Files.copy(installation.template(), directory.path().resolve("filled.db"));
            fill(installation, store, runs, versions);
            ManagedServer server = ManagedServer.start(
                    new MlflowInstallation(installation.version(), installation.python(), store).server());
            return new FilledServer(server.uri(), server::close, directory);
        } catch (IOException | RuntimeException failure) {
            directory.close();
            throw failure instanceof RuntimeException unchecked
                    ? unchecked
                    : new UncheckedIOException((IOException) failure);
        }
    }

    /** Start the embedded server and fill it in the same way, with the MLflow Java client. */
    public static FilledServer embedded(int runs, int versions) {
        PrivateDirectory directory = PrivateDirectory.create("many-runs");
        EmbeddedMlflow server = EmbeddedMlflow.start(directory.path());
        FilledServer filled = new FilledServer(server.uri(), server::close, directory);
        try (MlflowClient client = new MlflowClient(server.uri().toString())) {
            client.createExperiment("many");
            for (int n = 0; n < runs; n++) {
                log(client, n, runs);
            }
            String run = client.searchRuns(List.of(EXPERIMENT), "", ViewType.ACTIVE_ONLY, 1)
                    .getItems()
                    .get(0)
                    .getInfo()
                    .getRunId();
            MlflowRegistry registry = MlflowRegistry.at(server.uri());
            int many = versions * 9 / 10;
            createModel(registry, MODEL, run, many);
            registry.setAlias(MODEL, "champion", many / 2);
            registry.transition(MODEL, many / 2, ModelStage.PRODUCTION);
            for (int model = 0; model < (versions - many) / 10; model++) {
                createModel(registry, "model-" + model, run, 10);
            }
            return filled;
        } catch (RuntimeException failure) {
            filled.close();
            throw failure;
        }
    }

    private static void log(MlflowClient client, int n, int runs) {
        String run = client.createRun(CreateRun.newBuilder()
                        .setExperimentId(EXPERIMENT)
                        .setRunName("run-" + n)
                        .setStartTime(1_700_000_000_000L + n)
                        .addTags(RunTag.newBuilder().setKey("team").setValue("team-" + n % 100))
                        .build())
                .getRunId();
        double loss = (double) ((long) n * STRIDE % runs) / runs;
        client.logBatch(
                run,
                List.of(Metric.newBuilder()
                        .setKey("loss")
                        .setValue(loss)
                        .setTimestamp(n)
                        .build()),
                List.of(Param.newBuilder().setKey("lr").setValue("0." + n % 10).build()),
                List.of());
    }

    private static void createModel(MlflowRegistry registry, String name, String run, int versions) {
        registry.createModel(name);
        for (int i = 0; i < versions; i++) {
            registry.createVersion(name, run, "model");
        }
    }

    private static void fill(MlflowInstallation installation, Path store, int runs, int versions) throws IOException {
        Path script = store.resolveSibling("fill_store.py");
        Files.writeString(script, TextResource.read(FilledServer.class, "fill_store.py"));
        Process process = new ProcessBuilder(
                        installation.python().toString(),
                        script.toString(),
                        store.toString(),
                        String.valueOf(runs),
                        String.valueOf(versions))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("The store cannot be filled: fill_store.py failed with " + output);
        }
    }

    /** Stop the server and remove its store. */
    @Override
    public void close() {
        try (directory) {
            stop.run();
        }
    }
}
