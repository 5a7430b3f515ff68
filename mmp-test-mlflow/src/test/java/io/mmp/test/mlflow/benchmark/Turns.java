package io.mmp.test.mlflow.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.client.ArtifactTree;
import io.mmp.test.mlflow.client.MlflowArtifacts;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.tracking.MlflowClient;

/** Makes the same calls and artifact transfers at several servers in turns, so that a load on the machine hits all of them. */
final class Turns implements AutoCloseable {

    private static final int MANY = 1_000;
    private static final int MEBIBYTE = 1 << 20;

    private final List<Guest> guests = new ArrayList<>();
    private final Map<String, List<Samples>> taken = new LinkedHashMap<>();
    private final Path temp;
    private final int divisor;

    /** One server, the client of it, and the run on it that is logged to. */
    private record Guest(MlflowClient client, String run, ArtifactTree artifacts) {

        static Guest at(URI server) {
            MlflowClient client = new MlflowClient(server.toString());
            String run = client.createRun().getRunId();
            return new Guest(client, run, MlflowArtifacts.at(server).ofRun(run));
        }
    }

    /** Take turns at these servers; files are written below a directory, and each call is made so many times less often, on as many fewer runs. */
    Turns(List<URI> servers, Path temp, int divisor) {
        servers.forEach(server -> guests.add(Guest.at(server)));
        this.temp = temp;
        this.divisor = divisor;
    }

    /** Return the samples of each call, in the order of the servers. */
    Map<String, List<Samples>> run() throws Exception {
        repeat(20, "warm-up", Turns::warm);
        taken.clear();
        int runs = Math.max(1, MANY / divisor);
        for (Guest guest : guests) {
            for (int i = 0; i < runs; i++) {
                guest.client().logMetric(guest.client().createRun().getRunId(), "loss", i);
            }
        }
        repeat(100, "create a run", (guest, i) -> guest.client().createRun());
        repeat(10, "log 100 metrics one by one", (guest, i) -> {
            for (int step = 0; step < 100; step++) {
                guest.client().logMetric(guest.run(), "loss", step, i, step);
            }
        });
        repeat(
                20,
                "log a batch of 1,000 metrics",
                (guest, i) -> guest.client().logBatch(guest.run(), metrics(i), null, null));
        repeat(100, "get a run", (guest, i) -> guest.client().getRun(guest.run()));
        repeat(20, String.format(Locale.ROOT, "search %,d runs", runs), (guest, i) -> search(guest, runs));
        transfers(10, 20);
        transfers(100, 5);
        return taken;
    }

    private static void warm(Guest guest, int number) {
        guest.client().logBatch(guest.run(), metrics(number), null, null);
        guest.client().getRun(guest.run());
    }

    private static void search(Guest guest, int runs) {
        assertThat(guest.client()
                        .searchRuns(List.of("0"), "metrics.loss >= 0", null, runs, List.of("metrics.loss DESC"))
                        .getItems())
                .hasSize(runs);
    }

    private void transfers(int mebibytes, int times) throws Exception {
        byte[] content = new byte[mebibytes * MEBIBYTE];
        new Random(1).nextBytes(content);
        String name = "model-" + mebibytes + ".bin";
        Path file = Files.write(temp.resolve(name), content);
        repeat(
                times,
                "upload " + mebibytes + " MiB",
                (guest, i) -> guest.artifacts().uploadFile(file, "upload-" + i));
        repeat(
                times,
                "replace " + mebibytes + " MiB",
                (guest, i) -> guest.artifacts().uploadFile(file));
        repeat(
                times,
                "download " + mebibytes + " MiB",
                (guest, i) -> Files.delete(guest.artifacts().download(name, temp.resolve("copy"))));
        Files.delete(file);
    }

    private static List<Metric> metrics(int step) {
        return IntStream.range(0, MANY)
                .mapToObj(i -> Metric.newBuilder()
                        .setKey("metric-" + i)
                        .setValue(i)
                        .setTimestamp(step)
                        .setStep(step)
                        .build())
                .toList();
    }

    /** Make a call at each server, then the next one at each, every second time in the other order. */
    private void repeat(int times, String name, Call call) throws Exception {
        List<Samples> samples = guests.stream().map(guest -> new Samples(name)).toList();
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, guests.size()).boxed().toList());
        for (int i = 0; i < Math.max(1, times / divisor); i++) {
            for (int server : order) {
                Sample.Watch watch = Sample.start();
                call.make(guests.get(server), i);
                samples.get(server).add(watch.stop());
            }
            Collections.reverse(order);
        }
        taken.put(name, samples);
    }

    @Override
    public void close() {
        guests.forEach(guest -> guest.client().close());
    }

    /** One call, told how many were made before. */
    @FunctionalInterface
    private interface Call {
        void make(Guest guest, int number) throws Exception;
    }
}
