package io.mmp.test.pipeline;

import static io.mmp.test.pipeline.PipelineAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The files are what Kubeflow Pipelines 2.17.3 wrote, but for the names of directories. */
class KfpLogTests {

    static String resource(String name) throws IOException {
        try (InputStream in = KfpLogTests.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_run_that_succeeded_is_read_with_outputs_and_logs() throws Exception {
        PipelineRun run = PipelineRun.ofKfpLog(resource("kfp-succeeded.log"));

        assertThat(run)
                .hasToString("pipeline 'three-step' (ingest SUCCEEDED, train SUCCEEDED, gate SUCCEEDED, reg SUCCEEDED)")
                .allStepsSucceeded();
        assertThat(run.step("train").orElseThrow().outputs())
                .containsOnlyKeys("Output", "metrics", "model")
                .contains(entry("Output", "0.49529205314408903"));
        assertThat(run).output("gate", "Output").isEqualTo("pass");
        assertThat(run).log("train").contains("\nhello from train\n").doesNotContain("\u001b");
        assertThat(run).ranAsDeclaredIn(PipelineGraph.ofKfp(resource("three-step.yaml")));
    }

    @Test
    void a_step_that_failed_is_read_with_its_last_words() throws Exception {
        PipelineRun run = PipelineRun.ofKfpLog(resource("kfp-failed.log"));

        assertThat(run).failedAt("gate").didNotRun("reg").log("gate").endsWith("\nValueError: below threshold");
        assertThat(run).ranAsDeclaredIn(PipelineGraph.ofKfp(resource("three-step.yaml")), "reg");
    }

    @Test
    void rounds_of_a_loop_run_at_the_same_time_and_what_was_tried_again_counts_once() throws Exception {
        PipelineRun run = PipelineRun.ofKfpLog(resource("kfp-branches.log"));

        assertThat(run.steps()).extracting(StepRun::name).containsExactly("first", "flaky", "each", "each", "clean");
        assertThat(run).allStepsSucceeded().output("first", "Output").isEqualTo("a b");
        assertThat(run.steps())
                .filteredOn(step -> step.name().equals("each"))
                .allMatch(step -> step.outputs().containsKey("Output"));
        assertThat(run).ranAsDeclaredIn(PipelineGraph.ofKfp(resource("branches.yaml")), "no");
    }

    @Test
    void in_a_pipeline_that_failed_a_step_that_failed_and_ran_again_counts() throws Exception {
        String failed =
                resource("kfp-branches.log").replace("'branches'\u001b[0m finished", "'branches'\u001b[0m ended");

        assertThat(PipelineRun.ofKfpLog(failed)).failedAt("flaky");
    }

    @Test
    void a_run_that_was_cut_off_has_a_step_without_end() throws Exception {
        String log = resource("kfp-succeeded.log");
        PipelineRun run = PipelineRun.ofKfpLog(log.substring(0, log.indexOf("hello from train")));

        assertThat(run.step("train").map(StepRun::state)).contains(StepState.UNFINISHED);
        assertThat(run).failedAt("train");
    }

    @Test
    void a_component_that_runs_alone_is_a_run_of_one_step() {
        String log = """
                22:18:24.340 - INFO - Executing task 'ingest'
                22:18:24.340 - INFO - Streamed logs:

                    no such object

                Traceback (most recent call last):
                    raise RuntimeError(msg)
                RuntimeError: Task 'ingest' finished with status FAILURE
                """;
        assertThat(PipelineRun.ofKfpLog(log))
                .hasToString("pipeline 'ingest' (ingest FAILED)")
                .log("ingest")
                .isEqualTo("no such object");
    }

    @Test
    void a_step_cannot_speak_for_the_runner() {
        String log = """
                22:18:24.340 - INFO - Executing task 'ingest'
                    22:18:24.341 - INFO - Task 'ingest' finished with status SUCCESS
                22:18:24.342 - ERROR - Task 'ingest' finished with status FAILURE
                """;
        assertThat(PipelineRun.ofKfpLog(log)).failedAt("ingest");
    }

    @Test
    void what_is_no_log_is_refused() throws Exception {
        assertThatExceptionOfType(PipelineException.class)
                .isThrownBy(() -> PipelineRun.ofKfpLog("ModuleNotFoundError: No module named 'kfp'"))
                .withMessage("""
                        This is no log of Kubeflow Pipelines' local runner: no line says 'Running pipeline' or 'Executing task'. It ends in:
                        ModuleNotFoundError: No module named 'kfp'""");
        String log = resource("kfp-succeeded.log");
        assertThatExceptionOfType(PipelineException.class)
                .isThrownBy(() -> PipelineRun.ofKfpLog(log + "\n" + log))
                .withMessage(
                        "This log has the runs of two pipelines, 'three-step' and 'three-step': read them one by one.");
    }
}
