package io.mmp.test.mlflow.assertion;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static io.mmp.test.mlflow.assertion.Failing.assertFails;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.byLessThan;
import static org.assertj.core.api.Assertions.within;

import io.mmp.test.mlflow.client.LoggedRun;
import io.mmp.test.mlflow.client.MlflowStatusException;
import io.mmp.test.mlflow.client.RunData;
import io.mmp.test.mlflow.client.ServerUnderTest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.tracking.MlflowClient;

class RunAssertTests {

    @RegisterExtension
    static final ServerUnderTest SERVER = new ServerUnderTest();

    private static LoggedRun run;
    private static LoggedRun empty;
    private static String experiment;

    @BeforeAll
    static void log_runs() {
        MlflowClient client = SERVER.client();
        experiment = SERVER.unique("fraud");
        String id = client.createRun(client.createExperiment(experiment)).getRunId();
        client.setTag(id, "mlflow.runName", "train");
        client.setTag(id, "team", "risk 100%");
        client.logParam(id, "seed", "7");
        client.logParam(id, "trees", "100");
        client.logMetric(id, "auc", 0.5, 1, 0);
        client.logMetric(id, "auc", 0.9, 2, 1);
        client.logMetric(id, "loss", Double.NaN);
        client.logMetric(id, "max", Double.POSITIVE_INFINITY);
        client.logMetric(id, "min", Double.NEGATIVE_INFINITY);
        SERVER.logDataset(id, "tx", "d1");
        client.setTerminated(id, RunStatus.FINISHED);
        run = LoggedRun.at(SERVER.uri(), id);
        empty = LoggedRun.at(SERVER.uri(), SERVER.newRun());
    }

    @Test
    void everything_that_was_logged_is_accepted() {
        assertThat(run)
                .isFinished()
                .hasStatus(RunStatus.FINISHED)
                .hasName("train")
                .hasExperimentId(run.data().experimentId())
                .hasExperiment(experiment)
                .hasParam("seed")
                .hasParam("seed", "7")
                .hasParams(Map.of("seed", "7", "trees", "100"))
                .hasTag("team")
                .hasTag("team", "risk 100%")
                .hasDataset("tx", "d1")
                .hasMetric("auc")
                .hasMetric("auc", 0.9)
                .hasMetric("auc", 0.89, within(0.02))
                .hasMetric("auc", 0.89, byLessThan(0.02))
                .hasMetricBetween("auc", 0.9, 0.9)
                .hasFiniteMetric("auc");
    }

    @Test
    void nan_and_infinities_are_read_as_they_were_logged() {
        assertThat(run)
                .hasMetric("loss", Double.NaN)
                .hasMetric("loss", Double.NaN, within(0.1))
                .hasMetric("max", Double.POSITIVE_INFINITY)
                .hasMetric("max", Double.POSITIVE_INFINITY, within(0.1))
                .hasMetricBetween("max", 0, Double.POSITIVE_INFINITY)
                .hasMetric("min", Double.NEGATIVE_INFINITY);
    }

    @Test
    void a_run_of_the_java_client_reads_the_same_as_the_servers() {
        RunData data = RunData.of(SERVER.client().getRun(run.data().id()));
        Assertions.assertThat(data).isEqualTo(run.data());
        assertThat(SERVER.client().getRun(data.id())).isFinished().hasMetric("max", Double.POSITIVE_INFINITY);
        assertFails(
                () -> assertThat(SERVER.client().getRun(data.id())).hasParam("lr"),
                "Expecting " + run + " to have param 'lr', but it has 2 params: seed=7, trees=100");
    }

    @Test
    void a_wrong_status_name_or_experiment_is_rejected() {
        assertFails(
                () -> assertThat(empty).isFinished(),
                "Expecting " + empty + " to have status 'FINISHED', but it is 'RUNNING'");
        assertFails(
                () -> assertThat(run).hasStatus(RunStatus.KILLED),
                "Expecting " + run + " to have status 'KILLED', but it is 'FINISHED'");
        assertFails(
                () -> assertThat(run).hasName("eval"), "Expecting " + run + " to have name 'eval', but it is 'train'");
        assertFails(
                () -> assertThat(run).hasExperimentId("x"),
                "Expecting " + run + " to have experiment id 'x', but it is '"
                        + run.data().experimentId() + "'");
        assertFails(
                () -> assertThat(run).hasExperiment("x"),
                "Expecting " + run + " to have experiment 'x', but it is '" + experiment + "'");
    }

    @Test
    void a_missing_entry_is_rejected_with_what_is_there() {
        assertFails(
                () -> assertThat(run).hasParam("lr", "0.1"),
                "Expecting " + run + " to have param 'lr', but it has 2 params: seed=7, trees=100");
        assertFails(
                () -> assertThat(empty).hasParam("lr"),
                "Expecting " + empty + " to have param 'lr', but it has no params");
        assertFails(
                () -> assertThat(run).hasMetric("f1"),
                "Expecting " + run
                        + " to have metric 'f1', but it has 4 metrics: auc=0.9, loss=NaN, max=Infinity, min=-Infinity");
        for (var assertion : List.<ThrowingCallable>of(
                () -> assertThat(empty).hasMetric("f1", 1),
                () -> assertThat(empty).hasMetric("f1", 1, within(1.0)),
                () -> assertThat(empty).hasMetricBetween("f1", 0, 1),
                () -> assertThat(empty).hasFiniteMetric("f1"),
                () -> assertThat(empty).history("f1"))) {
            assertFails(assertion, "Expecting " + empty + " to have metric 'f1', but it has no metrics");
        }
        assertFails(
                () -> assertThat(empty).hasTag("team", "risk"),
                "Expecting " + empty + " to have tag 'team', but it has 1 tag: mlflow.runName="
                        + empty.data().name());
        assertFails(
                () -> assertThat(run).hasDataset("tx", "d2"),
                "Expecting " + run + " to have dataset 'tx@d2', but it has 1 dataset: tx@d1");
    }

    @Test
    void a_wrong_value_is_rejected() {
        assertFails(
                () -> assertThat(run).hasParam("seed", "8"),
                "Expecting param 'seed' of " + run + " to be '8', but it is '7'");
        assertFails(
                () -> assertThat(run).hasTag("team", "risk"),
                "Expecting tag 'team' of " + run + " to be 'risk', but it is 'risk 100%'");
        assertFails(
                () -> assertThat(run).hasMetric("auc", 0.5),
                "Expecting metric 'auc' of " + run + " to be 0.5, but it is 0.9");
        assertFails(
                () -> assertThat(run).hasMetric("auc", 1, within(0.05)),
                "Expecting metric 'auc' of " + run + " to be within 0.05 of 1.0, but it is 0.9");
        assertFails(
                () -> assertThat(run).hasMetric("auc", 2, byLessThan(0.5)),
                "Expecting metric 'auc' of " + run + " to be less than 0.5 from 2.0, but it is 0.9");
        assertFails(
                () -> assertThat(run).hasMetric("loss", 0, within(1.0)),
                "Expecting metric 'loss' of " + run + " to be within 1.0 of 0.0, but it is NaN");
        assertFails(
                () -> assertThat(run).hasMetricBetween("auc", 0.91, 1),
                "Expecting metric 'auc' of " + run + " to be between 0.91 and 1.0, but it is 0.9");
        assertFails(
                () -> assertThat(run).hasMetricBetween("loss", 0, 1),
                "Expecting metric 'loss' of " + run + " to be between 0.0 and 1.0, but it is NaN");
        assertFails(
                () -> assertThat(run).hasFiniteMetric("max"),
                "Expecting metric 'max' of " + run + " to be finite, but it is Infinity");
    }

    @Test
    void all_offenders_are_reported() {
        assertFails(
                () -> assertThat(run).hasParams(Map.of("seed", "8", "lr", "0.1", "trees", "100")),
                "Expecting " + run + " to have 3 params, but 2 differ:",
                "  lr: expected '0.1', found none",
                "  seed: expected '8', found '7'",
                "It has 2 params: seed=7, trees=100");
        assertFails(
                () -> assertThat(run).hasOnlyFiniteMetrics(),
                "Expecting " + run + " to have only finite metrics, but 3 of 4 are not:",
                "  loss=NaN",
                "  max=Infinity",
                "  min=-Infinity");
        assertFails(
                () -> assertThat(empty).hasOnlyFiniteMetrics(),
                "Expecting " + empty + " to have only finite metrics, but it has no metrics");
    }

    @Test
    void only_finite_metrics_are_accepted() {
        String id = SERVER.newRun();
        SERVER.client().logMetric(id, "auc", 0);
        assertThat(LoggedRun.at(SERVER.uri(), id)).hasOnlyFiniteMetrics();
    }

    @Test
    void of_many_entries_the_first_ten_are_named_and_long_ones_cut() {
        String id = SERVER.newRun();
        IntStream.range(0, 12)
                .forEach(i -> SERVER.client().logParam(id, String.format(Locale.ROOT, "p%02d", i), "x".repeat(97 + i)));
        LoggedRun many = LoggedRun.at(SERVER.uri(), id);
        String shown = "p00=" + "x".repeat(96) + "…";
        assertFails(
                () -> assertThat(many).hasParam("lr"),
                "Expecting " + many + " to have param 'lr', but it has 12 params, the first 10: " + shown
                        + IntStream.range(1, 10)
                                .mapToObj(i -> String.format(Locale.ROOT, ", p%02d=", i) + "x".repeat(96) + "…")
                                .reduce("", String::concat));
    }

    @Test
    void a_run_that_is_null_is_rejected() {
        assertFails(() -> assertThat((LoggedRun) null).isFinished(), "Expecting actual not to be null");
        assertFails(() -> assertThat((LoggedRun) null).hasArtifact("a"), "Expecting actual not to be null");
        assertFails(() -> assertThat((Run) null).hasParam("a"), "Expecting actual not to be null");
    }

    @Test
    void a_description_precedes_the_message() {
        assertFails(
                () -> assertThat(run).as("the nightly run").hasName("eval"),
                "[the nightly run] ",
                "Expecting " + run + " to have name 'eval', but it is 'train'");
    }

    @Test
    void a_missing_run_is_the_servers_404() {
        assertThatExceptionOfType(MlflowStatusException.class)
                .isThrownBy(() -> LoggedRun.at(SERVER.uri(), "nosuchrun"))
                .withMessage(
                        "MLflow at %s answered GET mlflow/runs/get with 404 RESOURCE_DOES_NOT_EXIST: Run with id=nosuchrun not found",
                        SERVER.uri());
    }
}
