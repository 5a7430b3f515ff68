package io.mmp.test.feast.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.server.ManagedServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.opentest4j.TestAbortedException;

/** What the engines of tests do to the machine that they run on. */
@Tag("e2e")
@Tag("nightly")
@ExtendWith(LocalEngines.class)
class LocalEnginesTests {

    private static Set<String> reachable(Iterable<ProcessHandle> processes) throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/net/tcp")), "this system has no /proc/net/tcp");
        Set<String> addresses = new HashSet<>();
        for (ProcessHandle process : processes) {
            addresses.addAll(ListeningSockets.addresses(process.pid()));
        }
        return addresses;
    }

    /** A process that was killed is there until it is reaped. */
    private static void assertEnd(List<ProcessHandle> processes) {
        await("end of " + processes)
                .atMost(Duration.ofSeconds(60))
                .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    private static void assertIsGone(Path directory) {
        await("removal of " + directory).atMost(Duration.ofSeconds(30)).until(() -> !Files.exists(directory));
    }

    @Test
    void a_cluster_listens_on_the_loopback_alone_and_leaves_nothing() throws IOException {
        List<ProcessHandle> processes;
        List<Path> directories = new ArrayList<>();
        try (LocalSpark spark = LocalSpark.onCluster(2, "512m")) {
            spark.awaitExecutors(2);
            processes = spark.processes();
            assertThat(spark.executors()).hasSize(2);
            assertThat(reachable(processes)).isNotEmpty().allMatch(ListeningSockets::isLoopback);
            for (ProcessHandle process : processes) {
                directories.add(Files.readSymbolicLink(Path.of("/proc/%s/cwd".formatted(process.pid()))));
            }
            assertThat(directories).allMatch(Files::isDirectory);
        }
        assertThat(processes).hasSizeGreaterThanOrEqualTo(6);
        assertEnd(processes);
        assertThat(directories).noneMatch(Files::exists);
    }

    @Test
    void trino_listens_on_the_loopback_alone_and_leaves_nothing() throws IOException {
        List<ProcessHandle> processes;
        Path directory;
        try (LocalTrino trino = LocalTrino.start()) {
            ManagedServer server = trino.server();
            processes = server.processes();
            directory = Files.readSymbolicLink(Path.of("/proc/%s/cwd".formatted(server.pid())));
            assertThat(reachable(processes)).isNotEmpty().allMatch(ListeningSockets::isLoopback);
        }
        assertThat(processes).isNotEmpty();
        assertEnd(processes);
        assertThat(directory).doesNotExist();
    }

    @Test
    void what_others_can_reach_is_seen() throws IOException {
        try (ServerSocket all = new ServerSocket(0);
                ServerSocket loopback = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(List.of(all, loopback)).allMatch(ServerSocket::isBound);
            assertThat(reachable(List.of(ProcessHandle.current())))
                    .anyMatch(ListeningSockets::isLoopback)
                    .anyMatch(address -> !ListeningSockets.isLoopback(address));
        }
    }

    @Test
    void a_cluster_ends_with_a_jvm_that_is_killed() throws IOException {
        EngineFiles.of("spark");
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SparkOwnerMain.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<ProcessHandle> processes = new ArrayList<>();
        List<Path> directories = new ArrayList<>();
        try (BufferedReader output = owner.inputReader(UTF_8)) {
            for (String line = output.readLine(); line != null && !line.isEmpty(); line = output.readLine()) {
                String[] cells = line.split(" ", 2);
                ProcessHandle.of(Long.parseLong(cells[0])).ifPresent(processes::add);
                directories.add(Path.of(cells[1]));
            }
            assertThat(processes).hasSizeGreaterThanOrEqualTo(4).allMatch(ProcessHandle::isAlive);
        } finally {
            owner.destroyForcibly();
        }
        assertEnd(processes);
        directories.forEach(LocalEnginesTests::assertIsGone);
    }

    @Test
    void an_engine_that_is_not_here_is_skipped_with_the_reason() {
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> EngineFiles.of("presto"))
                .withMessageMatching("(?s).*presto is not in .*mmp-test.*\\. Fetch it: \\.ci/engines presto");
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> EngineFiles.java(7, 7))
                .withMessageMatching("(?s).*there is no Java 7 to 7 in .*");
    }
}
