package io.mmp.test.mlflow.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Closing a server leaves nothing behind. */
@Isolated("counts the threads and descriptors of this JVM")
class EmbeddedMlflowResourcesTests {

    @TempDir
    Path artifacts;

    private final Set<Thread> before = Thread.getAllStackTraces().keySet();

    @Test
    void frees_its_port_and_ends_its_threads() {
        EmbeddedMlflow mlflow = EmbeddedMlflow.start(artifacts);
        URI uri = mlflow.uri();
        new Rest(uri).get("/health");

        long start = System.nanoTime();
        mlflow.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        Assertions.assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new Socket(uri.getHost(), uri.getPort()).close());
        await().untilAsserted(() -> assertThat(serverThreads()).isEmpty());
    }

    @Test
    void uses_daemon_threads_only() {
        try (EmbeddedMlflow mlflow = EmbeddedMlflow.start(artifacts)) {
            new Rest(mlflow.uri()).get("/health");

            assertThat(serverThreads()).isNotEmpty().allMatch(Thread::isDaemon);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void leaks_nothing_over_200_servers_one_after_another() {
        useServer();
        int descriptors = openDescriptors();
        long heap = usedHeap();

        for (int i = 0; i < 200; i++) {
            useServer();
        }

        await().untilAsserted(() -> assertThat(serverThreads()).isEmpty());
        // The HTTP client of this test closes its connections when it pleases; one a server would be 200.
        await().untilAsserted(() -> assertThat(openDescriptors()).isLessThan(descriptors + 20));
        assertThat(usedHeap() - heap).isLessThan(20_000_000);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void runs_50_servers_at_once() {
        int descriptors = openDescriptors();
        List<EmbeddedMlflow> servers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            servers.add(EmbeddedMlflow.start(artifacts.resolve("server-" + i)));
        }
        for (EmbeddedMlflow server : servers) {
            String id = String.valueOf(new Rest(server.uri())
                    .post("experiments/create", "{'name':'mine'}")
                    .at("experiment_id"));
            assertThat(id).isEqualTo("1");
        }

        servers.forEach(EmbeddedMlflow::close);

        await().untilAsserted(() -> assertThat(serverThreads()).isEmpty());
        await().untilAsserted(() -> assertThat(openDescriptors()).isLessThan(descriptors + 20));
    }

    private void useServer() {
        try (EmbeddedMlflow mlflow = EmbeddedMlflow.start(artifacts)) {
            Rest rest = new Rest(mlflow.uri());
            assertThat(rest.post("runs/create", "{'experiment_id':'0'}").status())
                    .isEqualTo(200);
            rest.send("PUT", "/api/2.0/mlflow-artifacts/artifacts/a.txt", "x".repeat(10_000));
        }
    }

    /** Those of the servers of this test: an application context that another test has started keeps its own. */
    private List<Thread> serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .filter(thread -> thread.getName().startsWith("mmp-embedded-mlflow")
                        || thread.getName().startsWith("HTTP-Dispatcher")
                        || thread.getName().startsWith("server-timer"))
                .toList();
    }

    private static int openDescriptors() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
