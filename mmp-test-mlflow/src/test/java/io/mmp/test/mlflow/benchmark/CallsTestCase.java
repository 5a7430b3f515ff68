package io.mmp.test.mlflow.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.mlflow.client.ArtifactTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.tracking.MlflowClient;

/** Takes the times of calls through the Java client and of artifact transfers. */
@IsolatedMlflow
class CallsTestCase {

    private static final List<Samples> TAKEN = new ArrayList<>();
    private static final int RUNS = 1_000;
    private static final int MEBIBYTE = 1 << 20;

    /** Run the case on a kind of server and return the samples of each call. */
    static List<Samples> run(String server) {
        TAKEN.clear();
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(CallsTestCase.class))
                .configurationParameter("mmp.mlflow.server", server)
                .execute()
                .testEvents()
                .assertStatistics(stats -> stats.started(1).succeeded(1));
        return List.copyOf(TAKEN);
    }

    @Test
    void calls(MlflowTracking mlflow, @TempDir Path temp) throws Exception {
        MlflowClient client = mlflow.client();
        for (int i = 0; i < RUNS; i++) {
            String run = client.createRun().getRunId();
            client.logMetric(run, "loss", i);
        }
        String run = client.createRun().getRunId();
        repeat(100, "create a run", i -> client.createRun());
        repeat(10, "log 100 metrics one by one", i -> {
            for (int step = 0; step < 100; step++) {
                client.logMetric(run, "loss", step, i, step);
            }
        });
        repeat(20, "log a batch of 1,000 metrics", i -> client.logBatch(run, metrics(i), null, null));
        repeat(100, "get a run", i -> client.getRun(run));
        List<String> order = List.of("metrics.loss DESC");
        repeat(
                20,
                "search 1,000 runs",
                i -> assertThat(client.searchRuns(List.of("0"), "metrics.loss >= 0", null, RUNS, order)
                                .getItems())
                        .hasSize(RUNS));
        transfers(10, 20, mlflow.artifacts().ofRun(run), temp);
        transfers(100, 5, mlflow.artifacts().ofRun(run), temp);
    }

    private static void transfers(int mebibytes, int times, ArtifactTree artifacts, Path temp) throws Exception {
        byte[] content = new byte[mebibytes * MEBIBYTE];
        new Random(1).nextBytes(content);
        String name = "model-" + mebibytes + ".bin";
        Path file = Files.write(temp.resolve(name), content);
        repeat(times, "upload " + mebibytes + " MiB", i -> artifacts.uploadFile(file, "upload-" + i));
        repeat(times, "replace " + mebibytes + " MiB", i -> artifacts.uploadFile(file));
        repeat(
                times,
                "download " + mebibytes + " MiB",
                i -> Files.delete(artifacts.download(name, temp.resolve("copy"))));
    }

    private static List<Metric> metrics(int step) {
        return IntStream.range(0, RUNS)
                .mapToObj(i -> Metric.newBuilder()
                        .setKey("metric-" + i)
                        .setValue(i)
                        .setTimestamp(step)
                        .setStep(step)
                        .build())
                .toList();
    }

    private static void repeat(int times, String name, Call call) throws Exception {
        Samples samples = new Samples(name);
        for (int i = 0; i < times; i++) {
            Sample.Watch watch = Sample.start();
            call.make(i);
            samples.add(watch.stop());
        }
        TAKEN.add(samples);
    }

    /** One call, told how many were made before. */
    @FunctionalInterface
    private interface Call {
        void make(int number) throws Exception;
    }
}
