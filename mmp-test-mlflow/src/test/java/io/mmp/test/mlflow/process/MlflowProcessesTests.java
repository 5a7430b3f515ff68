package io.mmp.test.mlflow.process;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import io.mmp.test.mlflow.client.MlflowArtifacts;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.process.MlflowProcesses.Start;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.tracking.MlflowClient;

/** What real servers promise, however their processes come to be; all that are forked have one parent here. */
@Tag("e2e")
@EnabledIfMlflowProcess
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MlflowProcessesTests {

    private final MlflowInstallation installation = MlflowInstallation.ensure();
    private final Map<Start, MlflowProcesses> processes = new EnumMap<>(Start.class);
    private Set<Long> parents = Set.of();

    @BeforeAll
    void start_warm_parent() {
        for (Start start : Start.values()) {
            processes.put(start, new MlflowProcesses(installation, start));
        }
        of(Start.WARM).start().close();
        parents = mlflowProcesses();
        assertThat(parents).isNotEmpty();
    }

    @AfterEach
    void no_server_is_left() {
        assertThat(mlflowProcesses()).isEqualTo(parents);
    }

    @AfterAll
    void no_process_is_left() {
        processes.values().forEach(MlflowProcesses::close);
        assertThat(mlflowProcesses()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void servers_are_isolated_and_leave_the_template_alone(Start start, @TempDir Path temp) throws Exception {
        byte[] template = Files.readAllBytes(installation.template());
        Path file = Files.writeString(temp.resolve("model.txt"), "weights");
        long before = System.currentTimeMillis();
        try (StartedTogether servers = StartedTogether.by(of(start));
                MlflowClient clientOfOne = new MlflowClient(servers.one().uri().toString());
                MlflowClient clientOfTwo = new MlflowClient(servers.two().uri().toString())) {
            assertThat(clientOfOne.getExperiment("0").getCreationTime()).isBetween(before, System.currentTimeMillis());
            assertThat(clientOfOne.getExperiment("0").getLastUpdateTime())
                    .isEqualTo(clientOfOne.getExperiment("0").getCreationTime());

            clientOfOne.createExperiment("fraud");
            RunInfo runOfOne = clientOfOne.createRun();
            URI one = servers.one().uri();
            URI two = servers.two().uri();
            MlflowArtifacts.at(one).ofRun(runOfOne.getRunId()).uploadFile(file);
            MlflowRegistry.at(one).createModel("fraud");
            RunInfo runOfTwo = clientOfTwo.createRun();

            assertThat(clientOfOne.getExperimentByName("fraud")).isPresent();
            assertThat(clientOfTwo.getExperimentByName("fraud")).isEmpty();
            assertThat(clientOfTwo.getExperiment("0").getArtifactLocation()).isEqualTo("mlflow-artifacts:/0");
            assertThat(runOfTwo.getRunId()).isNotEqualTo(runOfOne.getRunId());
            assertThat(runOfTwo.getRunName()).isNotEqualTo(runOfOne.getRunName());
            assertThat(clientOfTwo
                            .searchRuns(List.of("0"), "", null, 10, List.of())
                            .getItems())
                    .hasSize(1);
            assertThat(MlflowArtifacts.at(two).ofRun(runOfTwo.getRunId()).list())
                    .isEmpty();
            assertThat(MlflowRegistry.at(two).searchModels("")).isEmpty();
            assertThat(directoryOf(servers.one())).isNotEqualTo(directoryOf(servers.two()));
        }
        assertThat(installation.template()).hasBinaryContent(template);
    }

    @ParameterizedTest
    @EnumSource
    void a_server_that_crashes_does_not_harm_another_and_neither_leaves_a_process_or_a_file(Start start)
            throws Exception {
        try (StartedTogether servers = StartedTogether.by(of(start))) {
            Path crashed = directoryOf(servers.one());
            Path other = directoryOf(servers.two());

            kill(servers.one().pid());

            assertThat(runsAfterOneMore(servers.two())).isEqualTo(1);
            servers.one().close();
            assertThat(crashed).doesNotExist();
            try (MlflowProcess next = of(start).start()) {
                assertThat(runsAfterOneMore(next)).isEqualTo(1);
            }
            servers.two().close();
            assertGone(servers.two().pid());
            assertThat(other).doesNotExist();
        }
    }

    @Test
    void servers_that_do_not_act_on_sigterm_are_killed() throws Exception {
        List<MlflowProcess> servers = new ArrayList<>();
        for (Start start : Start.values()) {
            MlflowProcess server = of(start).start();
            servers.add(server);
            new ProcessBuilder("kill", "-STOP", String.valueOf(server.pid()))
                    .start()
                    .waitFor();
        }
        // Each waits for its grace.
        CompletableFuture.allOf(servers.stream()
                        .map(server -> CompletableFuture.runAsync(server::close))
                        .toArray(CompletableFuture[]::new))
                .join();

        servers.forEach(server -> assertGone(server.pid()));
    }

    private MlflowProcesses of(Start start) {
        return requireNonNull(processes.get(start));
    }

    private static Set<Long> mlflowProcesses() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("mlflow"))
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    /** Two servers that were started at the same time. */
    private record StartedTogether(MlflowProcess one, MlflowProcess two) implements AutoCloseable {

        static StartedTogether by(MlflowProcesses processes) {
            CompletableFuture<MlflowProcess> one = CompletableFuture.supplyAsync(processes::start);
            CompletableFuture<MlflowProcess> two = CompletableFuture.supplyAsync(processes::start);
            return new StartedTogether(one.join(), two.join());
        }

        @Override
        public void close() {
            one.close();
            two.close();
        }
    }

    private static long runsAfterOneMore(MlflowProcess server) {
        try (MlflowClient client = new MlflowClient(server.uri().toString())) {
            client.createRun();
            return client.searchRuns(List.of("0"), "", null, 10, List.of())
                    .getItems()
                    .size();
        }
    }

    static Path directoryOf(MlflowProcess server) throws Exception {
        return Files.readSymbolicLink(Path.of("/proc", String.valueOf(server.pid()), "cwd"));
    }

    static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        assertGone(pid);
    }

    static void assertGone(long... pids) {
        await().atMost(Duration.ofSeconds(5))
                .until(() -> Arrays.stream(pids)
                        .mapToObj(ProcessHandle::of)
                        .allMatch(process -> process.isEmpty() || !process.get().isAlive()));
    }
}
