package io.mmp.test.mlflow.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.mlflow.process.MlflowInstallation;
import io.mmp.test.server.HealthCheck;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.ServerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Compares the ways to start a tracking server: the time and the CPU time until it has answered a call.
 *
 * <p>The slow ones alternate, so that a load on the machine hits all of them.
 */
final class StartBenchmark {

    private static final int ROUNDS = 5;
    private static final int WARM_SERVERS_A_ROUND = 6;
    private static final int EMBEDDED_SERVERS = 201;

    private static final Map<String, String> EMBEDDED = Map.of("mmp.mlflow.server", "EMBEDDED");
    private static final Map<String, String> WARM =
            Map.of("mmp.mlflow.server", "PROCESS", "mmp.mlflow.process.start", "warm");
    private static final Map<String, String> PLAIN =
            Map.of("mmp.mlflow.server", "PROCESS", "mmp.mlflow.process.start", "plain");

    private StartBenchmark() {}

    /** Run the benchmark and print its table. */
    public static void main(String... arguments) throws Exception {
        Samples defaults = new Samples("mlflow server, its defaults");
        Samples plain = new Samples("PROCESS, plain");
        Samples warmFirst = new Samples("PROCESS, warm, first of a run");
        Samples warm = new Samples("PROCESS, warm, later ones");
        Samples embeddedFirst = new Samples("EMBEDDED, first of a JVM");
        Samples embedded = new Samples("EMBEDDED, later ones");
        boolean real = RealMlflow.isInstalled();
        for (int round = 0; round < ROUNDS; round++) {
            if (real) {
                defaults.add(startWithDefaults());
                plain.addAll(StartTestCase.run(PLAIN, 1));
                List<Sample> forked = StartTestCase.run(WARM, WARM_SERVERS_A_ROUND);
                warmFirst.add(forked.get(0));
                warm.addAll(forked.subList(1, forked.size()));
            }
            embeddedFirst.add(startInFreshJvm());
        }
        embedded.addAll(StartTestCase.run(EMBEDDED, EMBEDDED_SERVERS).subList(1, EMBEDDED_SERVERS));

        System.out.println();
        System.out.println(
                "From a @BeforeEach to the first answered API call; CPU of the JVM and all processes below it.");
        System.out.println(Samples.heading());
        if (!real) {
            Stream.of(embeddedFirst, embedded)
                    .map(samples -> samples.comparedWith(embeddedFirst))
                    .forEach(System.out::println);
            return;
        }
        Stream.of(defaults, plain, warmFirst, warm, embeddedFirst, embedded)
                .map(samples -> samples.comparedWith(defaults))
                .forEach(System.out::println);
        System.out.printf(
                "Warm against plain: %s faster, %s less CPU%n",
                Samples.ratio(plain.wall(), warm.wall()), Samples.ratio(plain.cpu(), warm.cpu()));
    }

    /** Start what a user gets who types {@code mlflow server}, but for the telemetry. */
    private static Sample startWithDefaults() throws IOException {
        Path mlflow = MlflowInstallation.ensure().python().resolveSibling("mlflow");
        ServerSpec spec = ServerSpec.of(
                        "mlflow-default", mlflow.toString(), "server", "--host", "127.0.0.1", "--port", "{port}")
                .withEnvironment(Map.of("MLFLOW_DISABLE_TELEMETRY", "true"))
                .withHealth(HealthCheck.tcp())
                .withStartupTimeout(Duration.ofMinutes(5));
        Sample.Watch watch = Sample.start();
        try (ManagedServer server = ManagedServer.start(spec)) {
            StartTestCase.call(server.uri());
            return watch.stop();
        }
    }

    private static Sample startInFreshJvm() throws IOException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartTestCase.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> nanos = List.of(
                new String(jvm.getInputStream().readAllBytes(), UTF_8).strip().split(" ", -1));
        return new Sample(
                Duration.ofNanos(Long.parseLong(nanos.get(0))), Duration.ofNanos(Long.parseLong(nanos.get(1))));
    }
}
