package io.mmp.test.pipeline;

import static io.mmp.test.pipeline.PipelineAssertions.assertThat;
import static io.mmp.test.pipeline.StepState.FAILED;
import static io.mmp.test.pipeline.StepState.SKIPPED;
import static io.mmp.test.pipeline.StepState.SUCCEEDED;
import static io.mmp.test.pipeline.StepState.UNFINISHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class PipelineRunAssertTests {

    private static final StepRun INGEST = StepRun.of("ingest", SUCCEEDED).withOutput("rows", "400");
    private static final StepRun TRAIN = StepRun.of("train", SUCCEEDED);
    private static final StepRun BROKEN = StepRun.of("train", FAILED).withLog("epoch 1\nValueError: 100 % NaN\n");
    private static final PipelineGraph GRAPH = PipelineGraph.of("fraud")
            .withStep("ingest")
            .withStep("train", "ingest")
            .withStep("register", "train");

    private static PipelineRun run(StepRun... steps) {
        return PipelineRun.of("fraud", steps);
    }

    @Test
    void steps_that_did_not_succeed_are_named_with_their_last_output() {
        assertThat(run(INGEST, TRAIN)).allStepsSucceeded();
        assertThatThrownBy(() -> assertThat(run(INGEST, BROKEN, StepRun.of("register", SKIPPED)))
                        .allStepsSucceeded())
                .hasMessage("""

                        Expecting all steps of pipeline 'fraud' (ingest SUCCEEDED, train FAILED, register SKIPPED) to succeed, but 2 of 3 did not:
                          step 'train' failed. Last output:
                            epoch 1
                            ValueError: 100 % NaN
                          step 'register' was skipped. It wrote nothing.""");
        assertThatThrownBy(
                        () -> assertThat(run(StepRun.of("ingest", UNFINISHED))).allStepsSucceeded())
                .hasMessageEndingWith("\n  step 'ingest' began and did not end. It wrote nothing.");
    }

    @Test
    void a_run_without_steps_proves_nothing() {
        assertThatThrownBy(() -> assertThat(run()).allStepsSucceeded())
                .hasMessage(
                        "%nExpecting all steps of pipeline 'fraud' (no steps) to succeed, but it has none".formatted());
        assertThatThrownBy(() -> assertThat(run()).didNotRun("100 %d"))
                .hasMessage("%nExpecting step '100 %%d' of pipeline 'fraud' (no steps) not to run, but it has none"
                        .formatted());
    }

    @Test
    void the_step_that_failed_is_told_from_others() {
        assertThat(run(INGEST, BROKEN)).failedAt("train");
        assertThatThrownBy(() -> assertThat(run(INGEST, TRAIN)).failedAt("train"))
                .hasMessage(
                        "%nExpecting step 'train' of pipeline 'fraud' (ingest SUCCEEDED, train SUCCEEDED) to fail, but no step did"
                                .formatted());
        assertThatThrownBy(() -> assertThat(run(BROKEN)).failedAt("ingest"))
                .hasMessageStartingWith(
                        "%nExpecting step 'ingest' of pipeline 'fraud' (train FAILED) to fail alone, but:%n  step 'train' failed."
                                .formatted());
    }

    @Test
    void a_step_that_ran_is_found_where_it_should_not() {
        assertThat(run(INGEST, StepRun.of("train", SKIPPED))).didNotRun("train").didNotRun("register");
        assertThatThrownBy(() -> assertThat(run(INGEST, BROKEN)).didNotRun("train"))
                .hasMessageContaining(" not to run, but:\n  step 'train' failed. Last output:");
    }

    @Test
    void the_steps_that_ran_are_held_against_those_declared() {
        assertThat(run(INGEST, TRAIN, StepRun.of("register", SUCCEEDED))).ranAsDeclaredIn(GRAPH);
        assertThat(run(INGEST, TRAIN, StepRun.of("register", SKIPPED))).ranAsDeclaredIn(GRAPH, "register");
        assertThat(run(StepRun.of("register", SUCCEEDED))).ranAsDeclaredIn(GRAPH, "ingest", "train");
        assertThatThrownBy(() -> assertThat(run(TRAIN, INGEST, StepRun.of("clean%d", SUCCEEDED)))
                        .ranAsDeclaredIn(GRAPH))
                .hasMessage("""

                        Expecting pipeline 'fraud' (train SUCCEEDED, ingest SUCCEEDED, clean%d SUCCEEDED) to run as declared in pipeline 'fraud' [ingest, train, register], but:
                          step 'train' began before [ingest], which it depends on
                          step 'clean%d' ran, but is not declared
                          step 'register' is declared, but did not run""");
        assertThatThrownBy(() -> assertThat(run(INGEST, TRAIN, StepRun.of("register", SUCCEEDED)))
                        .ranAsDeclaredIn(GRAPH, "register"))
                .hasMessageEndingWith("but:\n  step 'register' ran, but should not");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(run(INGEST)).ranAsDeclaredIn(GRAPH, "regster"))
                .withMessage("Pipeline 'fraud' has no step 'regster'; there are [ingest, train, register].");
    }

    @Test
    void logs_and_outputs_are_gone_on_to_under_the_own_description() {
        assertThat(run(INGEST)).output("ingest", "rows").isEqualTo("400");
        assertThatThrownBy(() -> assertThat(run(INGEST))
                        .as("nightly")
                        .output("ingest", "rows")
                        .isEqualTo("401"))
                .hasMessageStartingWith("[nightly: output 'rows' of step 'ingest'] ");
        assertThatThrownBy(() -> assertThat(run(BROKEN)).log("train").contains("OutOfMemory"))
                .hasMessageStartingWith("[log of step 'train'] ");
        assertThatThrownBy(() -> assertThat(run(INGEST)).output("ingest", "row"))
                .hasMessage(
                        "%nExpecting step 'ingest' of pipeline 'fraud' (ingest SUCCEEDED) to have an output 'row', but it has [rows]"
                                .formatted());
        assertThatThrownBy(() -> assertThat(run(INGEST)).log("train"))
                .hasMessage("%nExpecting pipeline 'fraud' (ingest SUCCEEDED) to have a step 'train'".formatted());
    }

    @Test
    void it_goes_with_soft_assertions_and_narrowing() {
        SoftAssertions soft = new SoftAssertions();
        Object object = run(BROKEN);
        soft.proxy(PipelineRunAssert.class, PipelineRun.class, run(BROKEN)).allStepsSucceeded();
        assertThat(soft.errorsCollected()).hasSize(1);
        assertThat(object).asInstanceOf(PipelineRunAssert.PIPELINE_RUN).failedAt("train");
        assertThat(run().withStep(INGEST)).allStepsSucceeded();
    }
}
