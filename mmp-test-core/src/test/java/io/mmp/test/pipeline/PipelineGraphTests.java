package io.mmp.test.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PipelineGraphTests {

    @Test
    void a_compiled_pipeline_tells_its_steps_and_what_comes_before_them() throws Exception {
        PipelineGraph graph = PipelineGraph.ofKfp(KfpLogTests.resource("three-step.yaml"));

        assertThat(graph.name()).isEqualTo("three-step");
        assertThat(graph.steps()).containsExactlyInAnyOrder("ingest", "train", "gate", "reg");
        assertThat(graph.dependenciesOf("ingest")).isEmpty();
        assertThat(graph.dependenciesOf("train")).containsExactly("ingest");
        assertThat(graph.dependenciesOf("reg")).as("in a condition on gate").containsExactly("gate");
    }

    @Test
    void steps_in_loops_and_exit_handlers_are_steps_and_the_last_comes_after_them() throws Exception {
        PipelineGraph graph = PipelineGraph.ofKfp(KfpLogTests.resource("branches.yaml"));

        assertThat(graph.steps()).containsExactlyInAnyOrder("first", "flaky", "each", "no", "clean");
        assertThat(graph.dependenciesOf("each")).containsExactly("first");
        assertThat(graph.dependenciesOf("no")).containsExactly("first");
        assertThat(graph.dependenciesOf("clean")).containsExactlyInAnyOrder("first", "flaky", "each", "no");
    }

    @Test
    void a_graph_is_written_by_hand() {
        PipelineGraph graph = PipelineGraph.of("fraud").withStep("ingest").withStep("train", "ingest");

        assertThat(graph).hasToString("pipeline 'fraud' [ingest, train]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph.withStep("train"))
                .withMessage("Pipeline 'fraud' has a step 'train' already.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph.withStep("evaluate", "trian"))
                .withMessage(
                        "Step 'evaluate' of pipeline 'fraud' cannot come after 'trian', which is not there; there are [ingest, train].");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph.dependenciesOf("evaluate"))
                .withMessage("Pipeline 'fraud' has no step 'evaluate'; there are [ingest, train].");
    }

    @Test
    void what_is_no_compiled_pipeline_is_refused() {
        assertRefused(
                "name: fraud",
                "This is no compiled pipeline of Kubeflow Pipelines 2: it has no pipelineInfo. Compile it with kfp.compiler.Compiler().compile(pipeline, 'pipeline.yaml').");
        assertRefused("pipelineInfo: {name: fraud}", "This compiled pipeline has no task at root.dag.tasks.");
        assertRefused(
                "pipelineInfo: {name: fraud}\nroot: {dag: {tasks: {a: {dependentTasks: [b]}, b: {dependentTasks: [a]}}}}",
                "The tasks [a, b] of this compiled pipeline wait for each other, or for one that is not there.");
        assertThatExceptionOfType(PipelineException.class)
                .isThrownBy(() -> PipelineGraph.ofKfp("{"))
                .withMessageStartingWith("This is no compiled pipeline, since it is not YAML: ");
    }

    private static void assertRefused(String yaml, String message) {
        assertThatExceptionOfType(PipelineException.class)
                .isThrownBy(() -> PipelineGraph.ofKfp(yaml))
                .withMessage(message);
    }
}
