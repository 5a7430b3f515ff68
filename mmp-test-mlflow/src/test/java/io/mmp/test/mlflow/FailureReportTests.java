package io.mmp.test.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.mmp.test.fixture.Scope;
import io.mmp.test.mlflow.client.LoggedRun;
import io.mmp.test.mlflow.client.MlflowRuns;
import io.mmp.test.mlflow.embedded.EmbeddedMlflow;
import io.mmp.test.mlflow.state.MlflowState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.mlflow.api.proto.Service.CreateRun;

/** Which tests leave what in the report. */
class FailureReportTests {

    private static final AtomicReference<EmbeddedMlflow> SHARED = new AtomicReference<>();

    private static final String NO_RUNS = "mmp.failure.mlflow | MLflow server at http://ADDRESS (EMBEDDED)\n  no runs";

    @Test
    void a_failed_test_leaves_its_runs_and_one_that_passes_or_is_aborted_nothing() {
        assertThat(FailureReports.of(OutcomesTestCase.class).entries())
                .containsExactly("fails(MlflowTracking) | " + NO_RUNS);
    }

    @Test
    void it_may_fail_in_its_constructor_and_before_and_after_itself() {
        assertThat(FailureReports.of(ConstructorTestCase.class).reported()).containsExactly("test()");
        assertThat(FailureReports.of(BeforeEachTestCase.class).reported()).containsExactly("test()");
        assertThat(FailureReports.of(AfterEachTestCase.class).reported()).containsExactly("test()");
    }

    @Test
    void of_many_invocations_that_which_fails_is_reported() {
        assertThat(FailureReports.of(InvocationsTestCase.class).reported())
                .containsExactlyInAnyOrder("[1] 1", "repetition 2 of 2", "fails", "fails inside");
    }

    @Test
    void of_a_class_each_failed_test_is_reported_also_one_without_a_parameter_and_in_a_nested_class() {
        assertThat(FailureReports.of(ClassScopeTestCase.class).reported())
                .containsExactlyInAnyOrder("fails()", "fails_too(MlflowTracking)", "fails_inside()");
    }

    @Test
    void a_class_that_fails_before_or_after_all_its_tests_is_reported_itself() {
        assertThat(FailureReports.of(BeforeAllTestCase.class).entries())
                .containsExactly("FailureReportTests$BeforeAllTestCase | " + NO_RUNS);
        assertThat(FailureReports.of(AfterAllTestCase.class).entries())
                .containsExactly("FailureReportTests$AfterAllTestCase | " + NO_RUNS);
    }

    @Test
    void an_extension_in_a_field_reports_as_well() {
        assertThat(FailureReports.of(StaticFieldTestCase.class).reported())
                .containsExactlyInAnyOrder("fails()", "inside()");
        assertThat(FailureReports.of(InstanceFieldTestCase.class).reported()).containsExactly("fails()");
    }

    @Test
    void of_a_server_that_others_use_the_experiment_of_the_test_alone_is_reported(@TempDir Path artifacts) {
        try (EmbeddedMlflow shared = EmbeddedMlflow.start(artifacts)) {
            Map<String, String> configuration =
                    Map.of("mmp.mlflow.server", shared.uri().toString());
            assertThat(FailureReports.of(LoggingTestCase.class, configuration).entries())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "fails(MlflowTracking) | mmp.failure.mlflow | MLflow server at http://ADDRESS (shared)\n  1 run:\n  run 'own' (RUN) in experiment 'mmp-test-");
        }
    }

    @Test
    void of_a_server_that_others_use_no_state_is_kept(@TempDir Path artifacts, @TempDir Path directory)
            throws IOException {
        try (EmbeddedMlflow shared = EmbeddedMlflow.start(artifacts)) {
            FailureReports.of(
                    LoggingTestCase.class,
                    Map.of("mmp.mlflow.server", shared.uri().toString(), "mmp.failure.dir", directory.toString()));
        }
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .contains("runs.json")
                    .doesNotContain("state.json");
        }
    }

    @Test
    void a_server_that_is_gone_is_said_to_be_and_the_test_fails_for_its_own_reason(@TempDir Path artifacts) {
        EmbeddedMlflow server = EmbeddedMlflow.start(artifacts);
        SHARED.set(server);
        FailureReports reports = FailureReports.of(
                GoneTestCase.class, Map.of("mmp.mlflow.server", server.uri().toString()));
        assertThat(reports.entries())
                .containsExactly(
                        "fails(MlflowTracking) | mmp.failure.mlflow | MLflow server at http://ADDRESS (shared)\n"
                                + "  (not read: MLflow at http://ADDRESS did not answer GET mlflow/experiments/get: connection refused; is it running?)");
        assertThat(failure(reports)).hasMessage("its own reason");
    }

    @Test
    @Tag("e2e")
    @EnabledIfMlflowProcess
    void a_real_server_leaves_its_output_as_well(@TempDir Path directory) throws IOException {
        FailureReports reports = FailureReports.of(
                RealTestCase.class, Map.of("mmp.mlflow.server", "PROCESS", "mmp.failure.dir", directory.toString()));

        assertThat(reports.entries().get(0))
                .startsWith(
                        "fails(MlflowTracking, Path) | mmp.failure.mlflow | MLflow server at http://ADDRESS (PROCESS)\n"
                                + "  1 run:\n"
                                + "  run 'night' (RUN) in experiment 'Default' (0): RUNNING\n"
                                + "    params    lr=0.1\n"
                                + "    metrics   loss=0.25 at step 9 (2 values)\n"
                                + "    tags      1 of MLflow's own\n"
                                + "    artifacts model/weights.txt (6 bytes)\n"
                                + "Last output:\n  ");
        assertThat(reports.entries().get(0))
                .contains("POST /api/2.0/mlflow/runs/create HTTP/1.1\" 200 OK")
                .as("requests of the report itself")
                .doesNotContain("runs/search");
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("report.txt", "server.log", "runs.json", "weights.txt", "state.json");
        }
        try (Stream<Path> files = Files.walk(directory)) {
            Path state = files.filter(file -> file.endsWith("mlflow/state.json"))
                    .findFirst()
                    .orElseThrow();
            try (EmbeddedMlflow again = EmbeddedMlflow.start(MlflowState.read(state))) {
                LoggedRun run;
                try (Stream<LoggedRun> runs = MlflowRuns.at(again.uri()).search("0", "")) {
                    run = runs.findFirst().orElseThrow();
                }
                MlflowAssertions.assertThat(run).hasParam("lr", "0.1").hasMetric("loss", 0.25);
                assertThat(run.artifacts().read("model/weights.txt")).asString().isEqualTo("[1, 2]");
            }
        }
    }

    @Test
    void a_misspelt_setting_fails_the_tests_that_have_a_server() {
        assertThat(failure(Map.of("mmp.keep", "onfailure")))
                .hasMessageContaining("mmp.keep is never or on-failure, but is 'onfailure'.");
        assertThat(failure(Map.of("mmp.keep.for", "10")))
                .hasMessageContaining("mmp.keep.for is '10', but must be a duration such as 90s, 10m or 1h.");
    }

    private static Throwable failure(Map<String, String> configuration) {
        return failure(FailureReports.of(ConstructorTestCase.class, configuration));
    }

    private static Throwable failure(FailureReports reports) {
        return reports.results().testEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .findFirst()
                .flatMap(TestExecutionResult::getThrowable)
                .orElseThrow();
    }

    @IsolatedMlflow
    static class OutcomesTestCase {

        @Test
        void passes(MlflowTracking mlflow) {
            assertThat(mlflow.uri()).isNotNull();
        }

        @Test
        void is_aborted(MlflowTracking mlflow) {
            assumeThat(mlflow.uri()).isNull();
        }

        @Test
        void fails(MlflowTracking mlflow) {
            fail(mlflow.uri().toString());
        }

        @Test
        void fails_without_a_server() {
            fail("its own reason");
        }
    }

    @IsolatedMlflow
    static class ConstructorTestCase {

        ConstructorTestCase(MlflowTracking mlflow) {
            fail(mlflow.uri().toString());
        }

        @Test
        void test() {}
    }

    @IsolatedMlflow
    static class BeforeEachTestCase {

        @BeforeEach
        void before(MlflowTracking mlflow) {
            fail(mlflow.uri().toString());
        }

        @Test
        void test() {}
    }

    @IsolatedMlflow
    static class AfterEachTestCase {

        @AfterEach
        void after(MlflowTracking mlflow) {
            fail(mlflow.uri().toString());
        }

        @Test
        void test() {}
    }

    @IsolatedMlflow
    static class InvocationsTestCase {

        @ParameterizedTest(name = "[{index}] {0}")
        @ValueSource(ints = {1, 2})
        void parameterized(int number, MlflowTracking mlflow) {
            assertThat(number).as(mlflow.uri().toString()).isEqualTo(2);
        }

        @RepeatedTest(2)
        void repeated(RepetitionInfo repetition, MlflowTracking mlflow) {
            assertThat(repetition.getCurrentRepetition())
                    .as(mlflow.uri().toString())
                    .isEqualTo(1);
        }

        @TestFactory
        Stream<DynamicNode> dynamic(MlflowTracking mlflow) {
            return Stream.of(
                    DynamicTest.dynamicTest(
                            "passes", () -> assertThat(mlflow.uri()).isNotNull()),
                    DynamicTest.dynamicTest(
                            "is aborted", () -> assumeThat(mlflow.uri()).isNull()),
                    DynamicTest.dynamicTest("fails", () -> fail(mlflow.uri().toString())),
                    DynamicContainer.dynamicContainer(
                            "container",
                            List.of(DynamicTest.dynamicTest(
                                    "fails inside", () -> fail(mlflow.uri().toString())))));
        }
    }

    @IsolatedMlflow(scope = Scope.CLASS)
    static class ClassScopeTestCase {

        @BeforeAll
        static void start(MlflowTracking mlflow) {
            mlflow.client().createRun();
        }

        @Test
        void passes(MlflowTracking mlflow) {}

        @Test
        void fails() {
            fail("its own reason");
        }

        @Test
        void fails_too(MlflowTracking mlflow) {
            fail(mlflow.uri().toString());
        }

        @Nested
        class Inside {

            @Test
            void fails_inside() {
                fail("its own reason");
            }
        }
    }

    @IsolatedMlflow(scope = Scope.CLASS)
    static class BeforeAllTestCase {

        @BeforeAll
        static void start(MlflowTracking mlflow) {
            fail(mlflow.uri().toString());
        }

        @Test
        void passes() {}
    }

    @IsolatedMlflow(scope = Scope.CLASS)
    static class AfterAllTestCase {

        @AfterAll
        static void end(MlflowTracking mlflow) {
            fail(mlflow.uri().toString());
        }

        @Test
        void passes() {}
    }

    static class StaticFieldTestCase {

        @RegisterExtension
        static final MlflowExtension MLFLOW = MlflowExtension.newInstance().build();

        @Test
        void fails() {
            fail("its own reason");
        }

        @Test
        void passes() {}

        @TestFactory
        DynamicTest dynamic() {
            return DynamicTest.dynamicTest("inside()", () -> fail("its own reason"));
        }
    }

    static class InstanceFieldTestCase {

        @RegisterExtension
        final MlflowExtension mlflow = MlflowExtension.newInstance().build();

        @Test
        void fails() {
            fail("its own reason");
        }

        @Test
        void passes() {}
    }

    @IsolatedMlflow
    static class LoggingTestCase {

        @Test
        void fails(MlflowTracking mlflow) {
            log(mlflow, "0", "of others");
            log(mlflow, mlflow.experimentId(), "own");
            fail("its own reason");
        }

        private static void log(MlflowTracking mlflow, String experiment, String name) {
            mlflow.client()
                    .createRun(CreateRun.newBuilder()
                            .setExperimentId(experiment)
                            .setRunName(name)
                            .build());
        }
    }

    @IsolatedMlflow
    static class RealTestCase {

        @Test
        void fails(MlflowTracking mlflow, @TempDir Path directory) throws IOException {
            String run = mlflow.client()
                    .createRun(CreateRun.newBuilder()
                            .setExperimentId("0")
                            .setRunName("night")
                            .setStartTime(System.currentTimeMillis())
                            .build())
                    .getRunId();
            mlflow.client().logParam(run, "lr", "0.1");
            mlflow.client().logMetric(run, "loss", 0.5, 1, 0);
            mlflow.client().logMetric(run, "loss", 0.25, 2, 9);
            Path file = Files.writeString(directory.resolve("weights.txt"), "[1, 2]");
            mlflow.artifacts().ofRun(run).uploadFile(file, "model");
            fail("its own reason");
        }
    }

    @IsolatedMlflow
    static class GoneTestCase {

        @Test
        void fails(MlflowTracking mlflow) {
            Objects.requireNonNull(SHARED.get()).close();
            fail("its own reason");
        }
    }
}
