package io.mmp.test.mlflow.benchmark;

import io.mmp.test.mlflow.embedded.EmbeddedMlflow;
import io.mmp.test.server.PrivateDirectory;
import java.util.List;
import java.util.Locale;
import org.mlflow.tracking.MlflowClient;

/** A hundred thousand runs on the embedded server: the time of a search by a metric, and the memory of a run. */
final class ManyRuns {

    private static final int RUNS = 100_000;
    private static final int SEARCHES = 50;

    private ManyRuns() {}

    static void print() {
        long before = usedMemory();
        try (PrivateDirectory artifacts = PrivateDirectory.create("many-runs");
                EmbeddedMlflow server = EmbeddedMlflow.start(artifacts.path());
                MlflowClient client = new MlflowClient(server.uri().toString())) {
            for (int i = 0; i < RUNS; i++) {
                client.logMetric(client.createRun().getRunId(), "loss", i / (double) RUNS);
            }
            System.out.printf(Locale.ROOT, "%nEMBEDDED with %,d runs that have one metric each%n", RUNS);
            System.out.printf(Locale.ROOT, "%-34s %12d bytes%n", "memory of a run", (usedMemory() - before) / RUNS);
            Samples searches = new Samples("search by a metric");
            for (int i = 0; i < SEARCHES; i++) {
                Sample.Watch watch = Sample.start();
                client.searchRuns(List.of("0"), "metrics.loss < 0.001", null, 100, List.of());
                searches.add(watch.stop());
            }
            System.out.printf(Locale.ROOT, "%-34s %12s%n", "search by a metric, median", Samples.text(searches.wall()));
        }
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
