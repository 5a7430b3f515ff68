package io.mmp.test.mlflow.benchmark;

import static io.mmp.test.mlflow.benchmark.FilledServer.EXPERIMENT;
import static io.mmp.test.mlflow.benchmark.FilledServer.MODEL;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.Page;

/**
 * Reads from servers with many runs and 10,000 model versions: from the real one with MLflow's Java client and with ours, then from the real one and the embedded one
 * side by side.
 *
 * <p>{@code -Dmmp.benchmark.runs=1000000} fills the store of the real server with a million runs, which takes a gigabyte. The embedded server has no more than 100,000, and
 * no more does the real one beside it.
 */
final class SizeBenchmark {

    private static final int RUNS = Integer.getInteger("mmp.benchmark.runs", 20_000);
    private static final int SIDE_BY_SIDE = Math.min(RUNS, 100_000);
    private static final int VERSIONS = 10_000;

    /** By a metric the real server orders in a time that grows faster than the runs: of a million it had none after seven minutes. */
    private static final int MOST_ORDERED = 20_000;

    private static final String HISTORY =
            String.format(Locale.ROOT, "%,d values of a metric", FilledServer.points(RUNS));

    /** After this no call is made once more. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int READ = Math.min(RUNS, 10_000);

    private SizeBenchmark() {}

    /** Run the benchmark and print its tables. */
    public static void main(String... arguments) throws Exception {
        if (!RealMlflow.isInstalled()) {
            return;
        }
        try (FilledServer real = FilledServer.real(RUNS, VERSIONS);
                MlflowClient client = new MlflowClient(real.uri().toString())) {
            heading("Real MLflow", RUNS, "Java client", "mmp-test");
            compareClients(new SizeCalls(real.uri(), RUNS), client);
        }
        compareServers();
        System.out.printf(Locale.ROOT, "%nLoad of the machine: %s%n", load());
    }

    private static void compareClients(SizeCalls ours, MlflowClient client) throws Exception {
        ours.firstRuns(); // neither meets a cold server
        row(
                "the first 20 runs",
                () -> client.searchRuns(List.of(EXPERIMENT), "", ViewType.ACTIVE_ONLY, 20),
                ours::firstRuns);
        row(
                "the runs of a metric below a limit",
                () -> client.searchRuns(List.of(EXPERIMENT), ours.lowLoss(), ViewType.ACTIVE_ONLY, 1_000),
                ours::filtered);
        String read = String.format(Locale.ROOT, "%,d runs", READ);
        row(
                read,
                () -> readPages(client.searchRuns(List.of(EXPERIMENT), "", ViewType.ACTIVE_ONLY, 1_000)),
                () -> ours.runs(READ));
        String latest = String.format(Locale.ROOT, "the latest of %,d versions", VERSIONS * 9 / 10);
        row(
                latest,
                () -> client.searchModelVersions("name = 'many'", 1_000, List.of("version_number DESC")),
                ours::latestVersion);
        row(
                "all of them",
                () -> readPages(client.searchModelVersions("name = 'many'", 1_000, List.of())),
                ours::versions);
        row("a version by number", () -> client.getModelVersion(MODEL, "4500"), ours::version);
        row(HISTORY, null, ours::history); // the Java client reads no more than 25,000
        row("a version by its alias", null, ours::champion);
        row("a snapshot of all versions", null, ours::snapshot);
    }

    private static void compareServers() throws Exception {
        long before = usedMemory();
        try (FilledServer embedded = FilledServer.embedded(SIDE_BY_SIDE, VERSIONS);
                FilledServer real = FilledServer.real(SIDE_BY_SIDE, VERSIONS)) {
            long memory = usedMemory() - before;
            heading("Servers", SIDE_BY_SIDE, "PROCESS", "EMBEDDED");
            SizeCalls theirs = new SizeCalls(real.uri(), SIDE_BY_SIDE);
            SizeCalls ours = new SizeCalls(embedded.uri(), SIDE_BY_SIDE);
            theirs.firstRuns();
            row("the first 20 runs", theirs::firstRuns, ours::firstRuns);
            row("the best 20 by a metric", ordered(theirs::best), ours::best);
            row("the runs of a metric below a limit", theirs::filtered, ours::filtered);
            row("of a param and a tag, by a metric", theirs::filteredAndOrdered, ours::filteredAndOrdered);
            row("2,000 runs from the middle", theirs::middle, ours::middle);
            row("2,000 from the middle by a metric", ordered(theirs::middleByMetric), ours::middleByMetric);
            String read = String.format(Locale.ROOT, "%,d runs", READ);
            row(read, () -> theirs.runs(READ), () -> ours.runs(READ));
            row("a run by its id", theirs::run, ours::run);
            row(HISTORY, theirs::history, ours::history);
            row("the latest version of the model", theirs::latestVersion, ours::latestVersion);
            row("all versions of the model", theirs::versions, ours::versions);
            row("a version by its alias", theirs::champion, ours::champion);
            row("the model in production", theirs::model, ours::model);
            System.out.printf(Locale.ROOT, "%-40s %12s %,9d MB%n", "memory after a collection", "", memory >> 20);
        }
    }

    private static @Nullable Callable<?> ordered(Callable<?> call) {
        return SIDE_BY_SIDE > MOST_ORDERED ? null : call;
    }

    private static int readPages(Page<?> first) {
        Page<?> page = first;
        int read = page.getPageSize();
        while (read < READ && page.hasNextPage()) {
            page = page.getNextPage();
            read += page.getPageSize();
        }
        return read;
    }

    private static void heading(String what, int runs, String slow, String fast) {
        System.out.printf(Locale.ROOT, "%n%s with %,d runs and %,d model versions%n", what, runs, VERSIONS);
        System.out.printf(Locale.ROOT, "%-40s %12s %12s %10s %10s%n", "", slow, fast, "faster", "less CPU");
    }

    private static void row(String name, @Nullable Callable<?> theirs, Callable<?> ours) throws Exception {
        Samples fast = time(ours);
        if (theirs == null) {
            System.out.printf(Locale.ROOT, "%-40s %12s %12s%n", name, "", Samples.text(fast.wall()));
            return;
        }
        Samples slow = time(theirs);
        System.out.printf(
                Locale.ROOT,
                "%-40s %12s %12s %10s %10s%n",
                name,
                Samples.text(slow.wall()),
                Samples.text(fast.wall()),
                Samples.ratio(slow.wall(), fast.wall()),
                Samples.ratio(slow.cpu(), fast.cpu()));
    }

    private static Samples time(Callable<?> call) throws Exception {
        Samples samples = new Samples("");
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int i = 0; i < 3 && (i == 0 || System.nanoTime() < end); i++) {
            Sample.Watch watch = Sample.start();
            call.call();
            samples.add(watch.stop());
        }
        return samples;
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static String load() throws IOException {
        Path load = Path.of("/proc/loadavg");
        return Files.exists(load) ? Files.readString(load).strip() : "not known";
    }
}
