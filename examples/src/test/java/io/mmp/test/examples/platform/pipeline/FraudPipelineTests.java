package io.mmp.test.examples.platform.pipeline;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static io.mmp.test.pipeline.PipelineAssertions.assertThat;
import static io.mmp.test.training.TrainingAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.checklist.NegativeControl;
import io.mmp.test.examples.platform.pipeline.FraudPipeline.Execution;
import io.mmp.test.fixture.ServerFixture;
import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.mlflow.client.ModelVersion;
import io.mmp.test.training.ModelDigest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole pipeline: from an object in S3 to a version in MLflow's registry. */
@Tag("e2e")
@Tag("nightly")
@EnabledIfFraudPipeline
@IsolatedMlflow
class FraudPipelineTests {

    @RegisterExtension
    static final ServerFixture STORE = ServerFixture.of(ObjectStore::spec);

    @TempDir
    Path directory;

    @BeforeAll
    static void export() throws Exception {
        ObjectStoreClient client = new ObjectStoreClient(STORE.uri());
        client.createBucket("lake");
        client.put("lake", "t.csv", Files.readAllBytes(Path.of("src/test/resources/pipeline/transactions.csv")));
    }

    private FraudPipeline pipeline(MlflowTracking mlflow) {
        return new FraudPipeline(directory).readingFrom(STORE.uri()).loggingTo(mlflow.environment());
    }

    private static Execution run(FraudPipeline pipeline, double threshold, String... more) throws Exception {
        String[] values = new String[more.length + 3];
        System.arraycopy(more, 0, values, 3, more.length);
        values[0] = "bucket=\"lake\"";
        values[1] = "key=\"t.csv\"";
        values[2] = "threshold=" + threshold;
        return pipeline.run(values);
    }

    @Test
    @ChecklistItem("T05")
    void all_steps_succeed_and_the_model_is_in_staging(MlflowTracking mlflow) throws Exception {
        FraudPipeline pipeline = pipeline(mlflow);
        Execution execution = run(pipeline, 0.75);

        assertThat(execution.run()).allStepsSucceeded().ranAsDeclaredIn(pipeline.graph());
        ModelVersion version = mlflow.registry().versionByAlias("fraud", "staging");
        assertThat(version).isReady().hasAlias("staging").hasTag("stage", "staging");
        assertThat(mlflow.run(version.runId()))
                .isFinished()
                .hasMetric("accuracy", accuracyOf(execution))
                .hasParam("threshold", "0.75");
        assertThat(ModelDigest.of(execution.artifact("train", "model"))).isUnderstood();
    }

    private static double accuracyOf(Execution execution) {
        return Double.parseDouble(
                execution.run().step("evaluate").orElseThrow().outputs().get("Output"));
    }

    @Test
    @NegativeControl("T05")
    void a_step_that_fails_is_named_with_its_last_words(MlflowTracking mlflow) throws Exception {
        FraudPipeline pipeline = pipeline(mlflow).withFlaw("training fails");
        Execution execution = run(pipeline, 0.75);

        assertThat(execution.exitCode()).isNotZero();
        assertThat(execution.run())
                .failedAt("train")
                .didNotRun("register")
                .ranAsDeclaredIn(pipeline.graph(), "evaluate", "register");
        assertThatThrownBy(() -> assertThat(execution.run()).allStepsSucceeded())
                .hasMessageContaining(
                        "Expecting all steps of pipeline 'fraud' (ingest SUCCEEDED, features SUCCEEDED, train FAILED) to succeed, but 1 of 3 did not:")
                .hasMessageContaining("step 'train' failed. Last output:")
                .hasMessageEndingWith("ValueError: no positive label in the training data");
        assertThat(mlflow.registry().searchModels("")).isEmpty();
    }

    /** The program that starts the pipeline tells nobody: what ran does. */
    @Test
    @NegativeControl("T05")
    void a_failure_that_the_exit_code_does_not_tell_is_found(MlflowTracking mlflow) throws Exception {
        Execution execution = new FraudPipeline(directory)
                .readingFrom(STORE.uri())
                .loggingTo(mlflow.environment())
                .withFlaw("exit code swallowed")
                .run("bucket=\"lake\"", "key=\"none.csv\"");

        assertThat(execution.exitCode()).isZero();
        assertThat(execution.run()).failedAt("ingest");
    }

    /** A step that catches what goes wrong succeeds, and so does the pipeline: only what it made tells. */
    @Test
    @NegativeControl("T05")
    void a_failure_that_the_step_swallows_changes_the_model(MlflowTracking mlflow) throws Exception {
        ModelDigest model = ModelDigest.of(run(pipeline(mlflow), 0.75).artifact("train", "model"));
        Path other = Files.createDirectory(directory.resolve("other"));
        Execution execution = run(
                new FraudPipeline(other)
                        .readingFrom(STORE.uri())
                        .loggingTo(mlflow.environment())
                        .withFlaw("failure swallowed"),
                0.75);

        assertThat(execution.run()).log("train").contains("ignored: no positive label in the training data");
        assertThatThrownBy(() -> assertThat(ModelDigest.of(execution.artifact("train", "model"))).isSameModelAs(model))
                .hasMessageContaining("to be the same model as");
        assertThatThrownBy(() -> assertThat(execution.run()).ranAsDeclaredIn(pipeline(mlflow).graph()))
                .hasMessageContaining("step 'register' is declared, but did not run");
    }
}
