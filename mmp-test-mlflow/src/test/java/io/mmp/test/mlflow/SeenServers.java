package io.mmp.test.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.mlflow.tracking.MlflowClient;

/** Runs test cases and keeps the servers that they saw. */
final class SeenServers {

    /** What tests lock that use this class, since classes run at the same time. */
    static final String RESOURCE = "io.mmp.test.mlflow.SeenServers";

    /** One entry for each look. */
    private static final Queue<Seen> SEEN = new ConcurrentLinkedQueue<>();

    private SeenServers() {}

    /** Forget all that was seen. */
    static void forget() {
        SEEN.clear();
    }

    /** Check that servers were seen and that none of them is left. */
    static void assertGone() {
        assertThat(SEEN).isNotEmpty().noneMatch(seen -> accepts(seen.uri()));
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
        assertThat(accepts(mlflow.uri())).isTrue();
        SEEN.add(new Seen(mlflow.uri(), mlflow.client()));
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

    private static boolean accepts(URI server) {
        try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), server.getPort())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    /** A server, told apart by its client: of its port a later one may get that of an earlier one. */
    record Seen(URI uri, MlflowClient client) {}
}
