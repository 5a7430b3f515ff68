package io.mmp.test.examples.platform.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.checklist.NegativeControl;
import io.mmp.test.load.ClosedLoad;
import io.mmp.test.load.LoadResult;
import io.mmp.test.load.StatusAction;
import io.mmp.test.load.Task;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** N1: one replica, then four of them behind a router that takes the next one each time. */
@Tag("integration")
class ReplicaRowsTests {

    private static final Duration SERVICE_TIME = Duration.ofMillis(40);
    /** In proportion it would be 1, one after the other 0.25; the rest is for a machine that does other things too. */
    private static final double LEAST_EFFICIENCY = 0.6;

    private final List<HttpServer> servers = new ArrayList<>();
    private final List<ExecutorService> threads = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    /** Start a replica that serves one request at a time. */
    private URI start(Runnable serve) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        server.setExecutor(thread);
        server.createContext("/", exchange -> {
            serve.run();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        servers.add(server);
        threads.add(thread);
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
        threads.forEach(ExecutorService::shutdownNow);
    }

    private double throughput(int replicas, Runnable serve) throws IOException {
        List<URI> uris = new ArrayList<>();
        for (int i = 0; i < replicas; i++) {
            uris.add(start(serve));
        }
        AtomicInteger next = new AtomicInteger();
        StatusAction predict = () -> http.send(
                        HttpRequest.newBuilder(uris.get(Math.floorMod(next.getAndIncrement(), replicas)))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
        LoadResult result = ClosedLoad.users(8, Duration.ofMillis(1_500))
                .withoutThinkTime()
                .withWarmUp(8)
                .run(Task.answering("predict", predict));
        assertThat(result.failed()).isZero();
        return result.throughput();
    }

    private static void assertScales(double one, double many, int replicas) {
        assertThat(many / (replicas * one))
                .as("efficiency of %s replicas", replicas)
                .isGreaterThanOrEqualTo(LEAST_EFFICIENCY);
    }

    @Test
    @ChecklistItem("N1")
    void the_throughput_grows_with_the_replicas(TestReporter reporter) throws IOException {
        double one = throughput(1, ReplicaRowsTests::serve);
        double four = throughput(4, ReplicaRowsTests::serve);

        assertScales(one, four, 4);
        reporter.publishEntry(
                ChecklistItem.FIGURE, String.format(Locale.ROOT, "%.0f/s with 1 replica, %.0f/s with 4", one, four));
        reporter.publishEntry(
                ChecklistItem.REDUCED, "a replica waits 40 ms instead of computing, which needs no core a replica");
    }

    @Test
    @NegativeControl("N1")
    void replicas_that_wait_for_each_other_are_found() throws IOException {
        ReentrantLock database = new ReentrantLock(true);
        Runnable serve = () -> {
            database.lock();
            try {
                serve();
            } finally {
                database.unlock();
            }
        };

        double one = throughput(1, serve);
        double four = throughput(4, serve);

        assertThatThrownBy(() -> assertScales(one, four, 4))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("[efficiency of 4 replicas] ");
    }

    private static void serve() {
        long end = System.nanoTime() + SERVICE_TIME.toNanos();
        for (long left = SERVICE_TIME.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
