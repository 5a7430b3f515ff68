package io.mmp.test.mlflow.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.mlflow.embedded.EmbeddedMlflow;
import io.mmp.test.mlflow.process.MlflowInstallation;
import io.mmp.test.mlflow.state.MlflowState;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.PrivateDirectory;
import io.mmp.test.text.TextResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A server with many runs in the experiment {@link #EXPERIMENT} and many model versions, nine tenths of them of the model {@link #MODEL}.
 *
 * <p>Run {@code n} has the metric {@code loss}, a permutation of 0 to 1, the param {@code lr} of ten values and the tag {@code team} of a hundred; the first one
 * also has as many falling values of the metric {@link #LONG}, from 30,000 to 100,000. Of the model, the
 * alias {@code champion} points to the version in the middle, which is the only one in production.
 */
public record FilledServer(URI uri, Runnable stop, PrivateDirectory directory) implements AutoCloseable {

    /** The id of the experiment that has the runs. */
    public static final String EXPERIMENT = "1";

    /** The name of the model that has nine tenths of the versions. */
    public static final String MODEL = "many";

    /** The metric of the first run that has many values. */
    public static final String LONG = "long";

    static final int STRIDE = 7_919;

    /** Return how many values the long metric has, of a server with so many runs. */
    public static int points(int runs) {
        return Math.max(30_000, Math.min(runs, 100_000));
    }

    /** Start the real server over a store that is filled by SQL: over REST a million runs would take hours. */
    public static FilledServer real(int runs, int versions) {
        MlflowInstallation installation = MlflowInstallation.ensure();
        PrivateDirectory directory = PrivateDirectory.create("many-runs");
        try {
            Path store = Files.copy(installation.template(), directory.path().resolve("filled.db"));
            fill(installation, store, runs, versions);
            ManagedServer server = ManagedServer.start(
                    new MlflowInstallation(installation.version(), installation.python(), store).server());
            Files.delete(store); // it has a copy
            return new FilledServer(server.uri(), server::close, directory);
        } catch (IOException | RuntimeException failure) {
            directory.close();
            throw failure instanceof RuntimeException unchecked
                    ? unchecked
                    : new UncheckedIOException((IOException) failure);
        }
    }

    /** Start the embedded server with a state that has the same. */
    public static FilledServer embedded(int runs, int versions) {
        PrivateDirectory directory = PrivateDirectory.create("many-runs");
        try {
            MlflowState state =
                    new FilledState(runs, versions).written(directory.path().resolve("state.json"));
            EmbeddedMlflow server = EmbeddedMlflow.start(directory.path().resolve("artifacts"), state);
            return new FilledServer(server.uri(), server::close, directory);
        } catch (IOException | RuntimeException failure) {
            directory.close();
            throw failure instanceof RuntimeException unchecked
                    ? unchecked
                    : new UncheckedIOException((IOException) failure);
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
                        String.valueOf(versions),
                        String.valueOf(points(runs)))
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
