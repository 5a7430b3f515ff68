package io.mmp.test.mlflow.assertion;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static io.mmp.test.mlflow.assertion.Failing.assertFails;
import static org.assertj.core.api.Assertions.byLessThan;
import static org.assertj.core.api.Assertions.within;

import io.mmp.test.mlflow.client.LoggedRun;
import io.mmp.test.mlflow.client.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.tracking.MlflowClient;

class ReproductionTests {

    @RegisterExtension
    static final ServerUnderTest SERVER = new ServerUnderTest();

    @TempDir
    Path local;

    @Test
    void runs_that_logged_the_same_reproduce_each_other() throws IOException {
        assertThat(trained("tree", ReproductionTests::train)).isReproducedBy(trained("tree", ReproductionTests::train));
    }

    @Test
    void each_difference_is_reported() throws IOException {
        LoggedRun here = trained("abc", id -> {
            SERVER.client().logParam(id, "seed", "7");
            SERVER.client().logParam(id, "none", "none");
            SERVER.client().logMetric(id, "loss", 0.5, 1, 0);
            SERVER.client().logMetric(id, "loss", 0.4, 1, 1);
            SERVER.client().logMetric(id, "auc", 0.9, 1, 3);
            SERVER.client().logMetric(id, "f1", 0.9);
        });
        LoggedRun there = trained("", id -> {
            SERVER.client().logParam(id, "seed", "8");
            SERVER.client().logMetric(id, "loss", 0.5, 1, 0);
            SERVER.client().logMetric(id, "loss", 0.4000000001, 1, 1);
            SERVER.client().logMetric(id, "auc", 0.9, 1, 4);
        });
        there.artifacts().uploadFile(Files.writeString(local.resolve("more.txt"), "abc"));

        assertFails(
                () -> assertThat(here).isReproducedBy(there),
                "Expecting " + here + " to be reproduced by " + there + ", but there are 7 differences:",
                "  param 'none': 'none' here, none there",
                "  param 'seed': '7' here, '8' there",
                "  metric 'auc': step 3 here, 4 there",
                "  metric 'f1': 1 values here, 0 there",
                "  metric 'loss' at step 1: 0.4 here, 0.4000000001 there",
                "  digest of artifact 'model.txt':"
                        + " 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' here,"
                        + " 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' there",
                "  digest of artifact 'more.txt':"
                        + " none here, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' there");
    }

    @Test
    void an_offset_tolerates_close_metrics_only() throws IOException {
        LoggedRun here = trained("tree", id -> SERVER.client().logMetric(id, "loss", 0.5, 1, 0));
        LoggedRun close = trained("tree", id -> SERVER.client().logMetric(id, "loss", 0.5625, 1, 0));
        assertThat(here).isReproducedBy(close, within(0.0625));
        assertFails(
                () -> assertThat(here).isReproducedBy(close, within(0.06)),
                "Expecting " + here + " to be reproduced by " + close + ", but there is 1 difference:",
                "  metric 'loss' at step 0: 0.5 here, 0.5625 there");
        assertFails(
                () -> assertThat(here).isReproducedBy(close, byLessThan(0.0625)),
                "Expecting " + here + " to be reproduced by " + close + ", but there is 1 difference:",
                "  metric 'loss' at step 0: 0.5 here, 0.5625 there");
        assertFails(
                () -> assertThat(here).isReproducedBy(close),
                "Expecting " + here + " to be reproduced by " + close + ", but there is 1 difference:",
                "  metric 'loss' at step 0: 0.5 here, 0.5625 there");
    }

    @Test
    void the_order_of_values_within_one_step_does_not_matter() throws IOException {
        LoggedRun here = trained("tree", id -> {
            SERVER.client().logMetric(id, "loss", 0.5, 1, 0);
            SERVER.client().logMetric(id, "loss", 0.4, 2, 0);
        });
        LoggedRun there = trained("tree", id -> {
            SERVER.client().logMetric(id, "loss", 0.4, 1, 0);
            SERVER.client().logMetric(id, "loss", 0.5, 2, 0);
        });
        assertThat(here).isReproducedBy(there);
    }

    @Test
    void ignored_artifacts_may_differ_or_be_missing() throws IOException {
        LoggedRun here = trained("tree", ReproductionTests::train);
        LoggedRun there = trained("tree", ReproductionTests::train);
        here.artifacts().uploadFile(Files.writeString(local.resolve("MLmodel"), "run: here"), "model");
        there.artifacts().uploadFile(Files.writeString(local.resolve("MLmodel"), "run: there"), "model");
        there.artifacts().uploadFile(Files.writeString(local.resolve("out.log"), "x"), "logs/deep");

        assertThat(here).ignoringArtifacts("model/MLmodel", "**.log").isReproducedBy(there);
        assertFails(
                () -> assertThat(here).ignoringArtifacts("MLmodel", "model/*").isReproducedBy(there),
                "Expecting " + here + " to be reproduced by " + there + ", but there is 1 difference:",
                "  digest of artifact 'logs/deep/out.log':"
                        + " none here, '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881' there");
    }

    private static void train(String id) {
        MlflowClient client = SERVER.client();
        client.logParam(id, "seed", "7");
        client.logMetric(id, "loss", Double.NaN, System.currentTimeMillis(), 0);
        client.logMetric(id, "loss", 0.5, System.currentTimeMillis(), 1);
    }

    private LoggedRun trained(String model, Consumer<String> training) throws IOException {
        String id = SERVER.newRun();
        training.accept(id);
        LoggedRun run = LoggedRun.at(SERVER.uri(), id);
        run.artifacts().uploadFile(Files.writeString(local.resolve("model.txt"), model));
        return run;
    }
}
