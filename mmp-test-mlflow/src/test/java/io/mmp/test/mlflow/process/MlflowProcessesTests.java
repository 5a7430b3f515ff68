package io.mmp.test.mlflow.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import io.mmp.test.mlflow.client.MlflowArtifacts;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.process.MlflowProcesses.Start;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.tracking.MlflowClient;

/** What real servers promise, however their processes come to be. */
@Tag("e2e")
@EnabledIfMlflowProcess
class MlflowProcessesTests {

    private final MlflowInstallation installation = MlflowInstallation.ensure();

    @TempDir
    Path temp;

    @AfterEach
    void no_process_is_left() {
        assertThat(ProcessHandle.current().descendants().map(ProcessHandle::info))
                .noneMatch(info -> info.commandLine().orElse("").contains("mlflow"));
    }

    @ParameterizedTest
    @EnumSource
    void servers_are_isolated_and_leave_the_template_alone(Start start) throws Exception {
        byte[] template = Files.readAllBytes(installation.template());
        Path file = Files.writeString(temp.resolve("model.txt"), "weights");
        try (MlflowProcesses processes = new MlflowProcesses(installation, start);
                MlflowProcess one = processes.start();
                MlflowProcess two = processes.start();
                MlflowClient clientOfOne = new MlflowClient(one.uri().toString());
                MlflowClient clientOfTwo = new MlflowClient(two.uri().toString())) {
            clientOfOne.createExperiment("fraud");
            RunInfo runOfOne = clientOfOne.createRun();
            MlflowArtifacts.at(one.uri()).ofRun(runOfOne.getRunId()).uploadFile(file);
            MlflowRegistry.at(one.uri()).createModel("fraud");
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
            assertThat(MlflowArtifacts.at(two.uri()).ofRun(runOfTwo.getRunId()).list())
                    .isEmpty();
            assertThat(MlflowRegistry.at(two.uri()).searchModels("")).isEmpty();
            assertThat(directoryOf(one)).isNotEqualTo(directoryOf(two));
        }
        assertThat(installation.template()).hasBinaryContent(template);
    }

    @ParameterizedTest
    @EnumSource
    void the_default_experiment_is_as_old_as_its_server(Start start) throws Exception {
        long before = System.currentTimeMillis();
        try (MlflowProcesses processes = new MlflowProcesses(installation, start);
                MlflowProcess server = processes.start();
                MlflowClient client = new MlflowClient(server.uri().toString())) {
            Experiment experiment = client.getExperiment("0");

            assertThat(experiment.getCreationTime()).isBetween(before, System.currentTimeMillis());
            assertThat(experiment.getLastUpdateTime()).isEqualTo(experiment.getCreationTime());
        }
    }

    @ParameterizedTest
    @EnumSource
    void servers_that_start_at_the_same_time_are_isolated(Start start) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (MlflowProcesses processes = new MlflowProcesses(installation, start)) {
            List<Future<Long>> runs = threads.invokeAll(List.of(
                    () -> runsAfterOneMore(processes),
                    () -> runsAfterOneMore(processes),
                    () -> runsAfterOneMore(processes)));
            for (Future<Long> found : runs) {
                assertThat(found.get()).isEqualTo(1);
            }
        } finally {
            threads.shutdown();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_closed_server_leaves_no_process_and_no_file(Start start) throws Exception {
        try (MlflowProcesses processes = new MlflowProcesses(installation, start)) {
            MlflowProcess server = processes.start();
            Path directory = directoryOf(server);

            server.close();

            assertGone(server.pid());
            assertThat(directory).doesNotExist();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_server_that_crashes_does_not_harm_another(Start start) throws Exception {
        try (MlflowProcesses processes = new MlflowProcesses(installation, start);
                MlflowProcess other = processes.start()) {
            MlflowProcess server = processes.start();
            Path directory = directoryOf(server);

            kill(server.pid());

            assertThat(runsAfterOneMore(other)).isEqualTo(1);
            server.close();
            assertThat(directory).doesNotExist();
            try (MlflowProcess next = processes.start()) {
                assertThat(runsAfterOneMore(next)).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_server_that_does_not_act_on_sigterm_is_killed(Start start) throws Exception {
        try (MlflowProcesses processes = new MlflowProcesses(installation, start)) {
            MlflowProcess server = processes.start();
            new ProcessBuilder("kill", "-STOP", String.valueOf(server.pid()))
                    .start()
                    .waitFor();

            server.close();

            assertGone(server.pid());
        }
    }

    private static long runsAfterOneMore(MlflowProcesses processes) {
        try (MlflowProcess server = processes.start()) {
            return runsAfterOneMore(server);
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
