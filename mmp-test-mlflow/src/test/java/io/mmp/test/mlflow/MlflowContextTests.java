package io.mmp.test.mlflow;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.tracking.ActiveRun;
import org.mlflow.tracking.MlflowContext;

/** The convenience layer of MLflow's Java client works on the injected client. */
@IsolatedMlflow
class MlflowContextTests {

    @Test
    void an_active_run_logs_in_batches_and_ends(MlflowTracking mlflow) {
        MlflowContext context = new MlflowContext(mlflow.client());
        context.setExperimentId(mlflow.experimentId());
        ActiveRun run = context.startRun("training");
        run.logParam("depth", "3");
        run.logParams(Map.of("rate", "0.1", "seed", "7"));
        run.logMetric("loss", 0.5);
        run.logMetrics(Map.of("auc", 0.9, "f1", 0.8), 2);
        run.setTag("team", "payments");
        run.setTags(Map.of("stage", "nightly"));
        run.endRun();

        assertThat(mlflow.run(run.getId()))
                .isFinished()
                .hasName("training")
                .hasParams(Map.of("depth", "3", "rate", "0.1", "seed", "7"))
                .hasMetric("loss", 0.5)
                .hasMetric("auc", 0.9)
                .hasTag("stage", "nightly");
        assertThat(run.getArtifactUri()).startsWith("mlflow-artifacts:/");
    }

    @Test
    void nested_runs_know_their_parent_and_a_named_experiment_is_found(MlflowTracking mlflow) {
        String experiment = mlflow.client().createExperiment("fraud");
        MlflowContext context = new MlflowContext(mlflow.client());
        context.setExperimentName("fraud");
        ActiveRun parent = context.startRun("parent");
        ActiveRun child = context.startRun("child", parent.getId());
        child.endRun(RunStatus.KILLED);
        parent.endRun();

        assertThat(mlflow.run(child.getId()))
                .hasStatus(RunStatus.KILLED)
                .hasExperimentId(experiment)
                .hasExperiment("fraud")
                .hasTag("mlflow.parentRunId", parent.getId());
    }

    @Test
    void a_run_around_a_block_fails_with_it(MlflowTracking mlflow) {
        MlflowContext context = new MlflowContext(mlflow.client());
        context.setExperimentId(mlflow.experimentId());
        String[] id = new String[1];
        context.withActiveRun("block", run -> {
            id[0] = run.getId();
            throw new IllegalStateException("training broke");
        });
        assertThat(mlflow.run(id[0])).hasStatus(RunStatus.FAILED).hasName("block");
    }
}
