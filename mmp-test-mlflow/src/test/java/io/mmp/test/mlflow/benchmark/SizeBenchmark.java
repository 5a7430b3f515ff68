package io.mmp.test.mlflow.benchmark;

import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.client.MlflowRuns;
import io.mmp.test.mlflow.process.MlflowInstallation;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.PrivateDirectory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.RunsPage;

/**
 * Reads from the real server with many runs and 10,000 model versions, and compares with the MLflow Java client.
 *
 * <p>{@code -Dmmp.benchmark.runs=1000000} fills the store with a million runs, which takes a gigabyte twice, and minutes for an order by a metric.
 */
final class SizeBenchmark {

    private static final int RUNS = Integer.getInteger("mmp.benchmark.runs", 20_000);
    private static final int VERSIONS = 10_000;
    private static final int READ = Math.min(RUNS, 10_000);
    private static final String EXPERIMENT = "1";
    private static final List<String> BY_LOSS = List.of("metrics.loss ASC");

    private SizeBenchmark() {}

    /** Run the benchmark and print its table. */
    public static void main(String... arguments) throws Exception {
        if (!RealMlflow.isInstalled()) {
            return;
        }
        MlflowInstallation installation = MlflowInstallation.ensure();
        try (PrivateDirectory directory = PrivateDirectory.create("many-runs")) {
            Path store = Files.copy(installation.template(), directory.path().resolve("filled.db"));
            fill(installation, store);
            MlflowInstallation filled = new MlflowInstallation(installation.version(), installation.python(), store);
            try (ManagedServer server = ManagedServer.start(filled.server());
                    MlflowClient client = new MlflowClient(server.uri().toString())) {
                print(server.uri(), client);
            }
        }
    }

    private static void fill(MlflowInstallation installation, Path store) throws IOException, InterruptedException {
        Path script = Files.createTempFile("fill_store", ".py");
        try {
            try (var text =
                    Objects.requireNonNull(SizeBenchmark.class.getResourceAsStream("fill_store.py"), "fill_store.py")) {
                Files.write(script, text.readAllBytes());
            }
            int exitCode = new ProcessBuilder(
                            installation.python().toString(),
                            script.toString(),
                            store.toString(),
                            String.valueOf(RUNS),
                            String.valueOf(VERSIONS))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new IOException("The store cannot be filled: fill_store.py ended with " + exitCode);
            }
        } finally {
            Files.delete(script);
        }
    }

    private static void print(URI uri, MlflowClient client) throws Exception {
        MlflowRuns runs = MlflowRuns.at(uri);
        MlflowRegistry registry = MlflowRegistry.at(uri);
        time(() -> runs.search(EXPERIMENT, "").findFirst(), 1); // neither meets a cold server
        System.out.printf(Locale.ROOT, "%nReal MLflow with %,d runs and %,d model versions%n", RUNS, VERSIONS);
        System.out.printf(Locale.ROOT, "%-40s %12s %12s %10s%n", "", "Java client", "mmp-test", "faster");
        row(
                "the best run",
                () -> client.searchRuns(List.of(EXPERIMENT), "", ViewType.ACTIVE_ONLY, 1_000, BY_LOSS),
                () -> runs.search(EXPERIMENT, "", BY_LOSS.get(0)).findFirst().orElseThrow());
        row(
                String.format(Locale.ROOT, "%,d runs", READ),
                () -> readPages(client),
                () -> runs.search(EXPERIMENT, "").limit(READ).count());
        row(
                String.format(Locale.ROOT, "the latest of %,d versions", VERSIONS * 9 / 10),
                () -> client.searchModelVersions("name = 'many'", 1_000, List.of("version_number DESC")),
                () -> registry.searchVersions("name = 'many'", "version_number DESC")
                        .findFirst()
                        .orElseThrow());
        row("a version by number", () -> client.getModelVersion("many", "4500"), () -> registry.version("many", 4_500));
        System.out.printf(
                Locale.ROOT,
                "%-40s %12s %12s%n",
                "a version by its alias",
                "",
                time(() -> registry.versionByAlias("many", "champion")));
        System.out.printf(
                Locale.ROOT,
                "%-40s %12s %12s%n",
                "a snapshot of all versions",
                "",
                time(() -> registry.snapshot("many")));
    }

    private static int readPages(MlflowClient client) {
        RunsPage page = client.searchRuns(List.of(EXPERIMENT), "", ViewType.ACTIVE_ONLY, 1_000);
        int read = page.getItems().size();
        while (read < READ) {
            page = (RunsPage) page.getNextPage();
            read += page.getItems().size();
        }
        return read;
    }

    private static void row(String name, Callable<?> theirs, Callable<?> ours) throws Exception {
        Duration slow = time(theirs, 3);
        Duration fast = time(ours, 3);
        System.out.printf(
                Locale.ROOT,
                "%-40s %12s %12s %10s%n",
                name,
                Samples.text(slow),
                Samples.text(fast),
                Samples.ratio(slow, fast));
    }

    private static String time(Callable<?> call) throws Exception {
        return Samples.text(time(call, 3));
    }

    private static Duration time(Callable<?> call, int times) throws Exception {
        Samples samples = new Samples("");
        for (int i = 0; i < times; i++) {
            Sample.Watch watch = Sample.start();
            call.call();
            samples.add(watch.stop());
        }
        return samples.wall();
    }
}
