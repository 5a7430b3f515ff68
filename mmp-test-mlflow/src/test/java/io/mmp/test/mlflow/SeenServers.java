package io.mmp.test.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.mlflow.tracking.MlflowClient;

/** Runs test cases and keeps the servers that they saw. */
final class SeenServers {

    /** What tests lock that use this class, since classes run at the same time. */
    static final String RESOURCE = "io.mmp.test.mlflow.SeenServers";

    /** How the names of the experiments begin by which servers are known again. */
    static final String MARK = "seen-";

    /** One entry for each look. */
    private static final Queue<Seen> SEEN = new ConcurrentLinkedQueue<>();

    /** The experiment by which each server is known again, by its client. */
    private static final Map<MlflowClient, String> MARKS = new ConcurrentHashMap<>();

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private SeenServers() {}

    /** Forget all that was seen. */
    static void forget() {
        SEEN.clear();
        MARKS.clear();
    }

    /** Check that servers were seen and that none of them is left. */
    static void assertGone() {
        assertThat(SEEN).isNotEmpty().noneMatch(Seen::isThere);
    }

    /** Return how often a test case looked at a server. */
    static int looks() {
        return SEEN.size();
    }

    /** Return the servers that were seen. */
    static Set<Seen> servers() {
        return new HashSet<>(SEEN);
    }

    /** Look at a server. */
    static void see(MlflowTracking mlflow) {
        String mark = MARKS.computeIfAbsent(mlflow.client(), SeenServers::mark);
        Seen seen = new Seen(mlflow.uri(), mlflow.client(), mark);
        assertThat(seen.isThere()).isTrue();
        SEEN.add(seen);
    }

    private static String mark(MlflowClient client) {
        String mark = MARK + UUID.randomUUID();
        client.createExperiment(mark);
        return mark;
    }

    /** Look at a server that must be empty but for what this test logs. */
    static void log(MlflowTracking mlflow) {
        see(mlflow);
        String run = mlflow.client().createRun(mlflow.experimentId()).getRunId();
        assertThat(mlflow.client()
                        .searchRuns(List.of(mlflow.experimentId()), "", null, 10, List.of())
                        .getItems())
                .singleElement()
                .satisfies(found -> assertThat(found.getInfo().getRunId()).isEqualTo(run));
    }

    /** Run test cases of which so many tests must succeed. */
    static void succeed(int tests, Class<?>... testCases) {
        run(testCases)
                .testEvents()
                .assertStatistics(stats -> stats.started(tests).succeeded(tests));
    }

    /** Run test cases. */
    static EngineExecutionResults run(Class<?>... testCases) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(Stream.of(testCases)
                        .map(testCase -> selectClass(testCase))
                        .toArray(org.junit.platform.engine.DiscoverySelector[]::new))
                .execute();
    }

    /** A server, told apart by its client and by an experiment: its port may be that of an earlier one, or of a later one of another test. */
    record Seen(URI uri, MlflowClient client, String mark) {

        private boolean isThere() {
            HttpRequest request = HttpRequest.newBuilder(
                            uri.resolve("/api/2.0/mlflow/experiments/get-by-name?experiment_name=" + mark))
                    .build();
            try {
                return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
            } catch (IOException refused) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
