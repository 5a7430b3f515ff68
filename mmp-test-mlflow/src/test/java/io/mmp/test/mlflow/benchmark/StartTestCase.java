package io.mmp.test.mlflow.benchmark;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Takes the time from the annotation to the first answered API call. */
@IsolatedMlflow
class StartTestCase {

    private static final List<Sample> TAKEN = new ArrayList<>();
    private static int times = 1;

    private Sample.Watch watch = Sample.start();

    /** Run the case once in a JVM that has done nothing else, and print what it took. */
    public static void main(String... arguments) {
        Sample taken = run(Map.of("mmp.mlflow.server", "EMBEDDED"), 1).get(0);
        System.out.println(taken.wall().toNanos() + " " + taken.cpu().toNanos());
    }

    /** Run the case some times in one test run. */
    static List<Sample> run(Map<String, String> configuration, int repetitions) {
        TAKEN.clear();
        times = repetitions;
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(StartTestCase.class))
                .configurationParameters(configuration)
                .execute()
                .testEvents()
                .assertStatistics(stats -> stats.started(repetitions).succeeded(repetitions));
        return List.copyOf(TAKEN);
    }

    static IntStream repetitions() {
        return IntStream.range(0, times);
    }

    @BeforeEach
    void start() {
        watch = Sample.start();
    }

    @ParameterizedTest
    @MethodSource("repetitions")
    void first_call_is_answered(int repetition, MlflowTracking mlflow) throws IOException {
        call(mlflow.uri());
        TAKEN.add(watch.stop());
    }

    /** Make a call that is answered from the database. */
    static void call(URI server) throws IOException {
        HttpURLConnection call = (HttpURLConnection) server.resolve("/api/2.0/mlflow/experiments/get?experiment_id=0")
                .toURL()
                .openConnection();
        call.setReadTimeout((int) Duration.ofMinutes(1).toMillis());
        try (var body = call.getInputStream()) {
            body.readAllBytes();
        }
    }
}
