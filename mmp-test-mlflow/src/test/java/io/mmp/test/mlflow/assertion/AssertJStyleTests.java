package io.mmp.test.mlflow.assertion;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static io.mmp.test.mlflow.assertion.ArtifactAssert.LOGGED_ARTIFACT;
import static io.mmp.test.mlflow.assertion.Failing.assertFails;
import static io.mmp.test.mlflow.assertion.LineageAssert.LINEAGE;
import static io.mmp.test.mlflow.assertion.MetricHistoryAssert.METRIC_HISTORY;
import static io.mmp.test.mlflow.assertion.ModelVersionAssert.MODEL_VERSION;
import static io.mmp.test.mlflow.assertion.RegisteredModelAssert.REGISTERED_MODEL;
import static io.mmp.test.mlflow.assertion.RunAssert.LOGGED_RUN;
import static io.mmp.test.mlflow.assertion.RunDataAssert.RUN_DATA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.mlflow.client.Lineage;
import io.mmp.test.mlflow.client.LoggedArtifact;
import io.mmp.test.mlflow.client.LoggedRun;
import io.mmp.test.mlflow.client.MetricHistory;
import io.mmp.test.mlflow.client.ModelStage;
import io.mmp.test.mlflow.client.ModelVersion;
import io.mmp.test.mlflow.client.RegisteredModel;
import io.mmp.test.mlflow.client.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.assertj.core.presentation.StandardRepresentation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.ModelRegistry.ModelVersionStatus;

/** The assertions keep what AssertJ's own promise: descriptions, messages, representations, factories, and words for null. */
class AssertJStyleTests {

    static final RegisteredModel MODEL =
            new RegisteredModel("fraud", "", Map.of("champion", 3), Map.of("team", "risk"));
    static final ModelVersion VERSION = new ModelVersion(
            "fraud",
            3,
            "",
            "",
            "r",
            ModelVersionStatus.READY,
            "",
            ModelStage.NONE,
            List.of("champion"),
            Map.of("checked", "yes"));
    static final Lineage OF_VERSION = new Lineage(VERSION, null, List.of(), null);

    @RegisterExtension
    static final ServerUnderTest SERVER = new ServerUnderTest();

    private static LoggedRun run;

    @BeforeAll
    static void log(@TempDir Path local) throws IOException {
        String id = SERVER.newRun();
        SERVER.client().logMetric(id, "loss", 0.5, 1, 0);
        SERVER.client().logMetric(id, "loss", 0.7, 2, 1);
        SERVER.client().logParam(id, "seed", "7");
        run = LoggedRun.at(SERVER.uri(), id);
        run.artifacts().uploadFile(Files.writeString(local.resolve("abc.txt"), "abc"));
        run.artifacts().uploadFile(Files.writeString(local.resolve("def.txt"), "def"), "in");
    }

    @Test
    void a_description_survives_each_navigation() {
        assertFails(
                () -> assertThat(run).as("run %s", "A").history("loss").isDecreasing(),
                "[run A] ",
                "Expecting metric 'loss' of " + run + " to be decreasing, but 1 of 2 values are not:",
                "  0.7 at step 1 after 0.5 at step 0");
        for (String text : List.of("x", "abcd")) {
            assertFails(
                    () -> assertThat(run)
                            .describedAs("run A")
                            .artifact("abc.txt")
                            .hasText(text),
                    "[run A] ",
                    "Expecting artifact 'abc.txt' of " + run + " to have the text",
                    "  \"" + text + "\"",
                    "but it has",
                    "  \"abc\"");
        }
        assertFails(
                () -> assertThat(run)
                        .as("run A")
                        .ignoringArtifacts("x")
                        .artifact("in")
                        .hasSize(3),
                "[run A] ",
                "Expecting artifact 'in/' of " + run + " to be a file, but it is a directory");
    }

    @Test
    void a_message_of_the_user_survives_each_navigation() {
        assertFails(
                () -> assertThat(run)
                        .withFailMessage("no %s", "luck")
                        .history("loss")
                        .isDecreasing(),
                "no luck");
        assertFails(
                () -> assertThat(run)
                        .overridingErrorMessage("no luck")
                        .artifact("abc.txt")
                        .hasText("x"),
                "no luck");
        assertFails(
                () -> assertThat(run)
                        .withFailMessage("no luck")
                        .artifact("abc.txt")
                        .containsText("x"),
                "no luck");
        assertFails(() -> assertThat(run).withFailMessage("no luck").artifact("none"), "no luck");
    }

    @Test
    void a_representation_survives_the_navigation() {
        assertFails(
                () -> assertThat(run)
                        .withRepresentation(new StandardRepresentation() {
                            @Override
                            public String toStringOf(@Nullable Object object) {
                                return "<" + object + ">";
                            }
                        })
                        .artifact("abc.txt")
                        .hasText("x"),
                "Expecting artifact 'abc.txt' of " + run + " to have the text",
                "  <x>",
                "but it has",
                "  <abc>");
    }

    @Test
    void each_value_has_a_factory() {
        Object logged = run;
        assertThat(logged).asInstanceOf(LOGGED_RUN).hasParam("seed", "7");
        assertThat((Object) run.data()).asInstanceOf(RUN_DATA).hasParam("seed", "7");
        assertThat((Object) run.history("loss")).asInstanceOf(METRIC_HISTORY).hasLength(2);
        assertThat(run.artifact("abc.txt")).get(LOGGED_ARTIFACT).hasText("abc");
        assertThat(List.of(VERSION)).first(MODEL_VERSION).hasAlias("champion");
        assertThat((Object) MODEL).asInstanceOf(REGISTERED_MODEL).hasName("fraud");
        assertThat(Map.of("lineage", OF_VERSION))
                .extractingByKey("lineage", LINEAGE)
                .satisfies(of -> {});
        assertFails(
                () -> assertThat(logged).as("the run").asInstanceOf(LOGGED_RUN).hasParam("x"),
                "[the run] ",
                "Expecting " + run + " to have param 'x', but it has 1 param: seed=7");
    }

    @Test
    void values_reached_without_navigation_are_asserted_in_the_same_way() {
        MetricHistory history = run.history("loss");
        LoggedArtifact artifact = run.artifact("in/def.txt").orElseThrow();
        assertThat(history).isStrictlyIncreasing();
        assertThat(artifact).hasText("def").hasSize(3);
        assertFails(
                () -> assertThat(artifact).hasSize(4),
                "Expecting artifact 'in/def.txt' of " + run + " to have 4 bytes, but it has 3");
        assertThat(run.artifact("none")).isEmpty();
    }

    @Test
    void a_history_without_values_is_not_judged() {
        MetricHistory none = run.history("none");
        String expecting = "Expecting metric 'none' of " + run + " to be ";
        assertFails(() -> assertThat(none).isDecreasing(), expecting + "decreasing, but it has no values");
        assertFails(
                () -> assertThat(none).isStrictlyIncreasing(), expecting + "strictly increasing, but it has no values");
        assertFails(() -> assertThat(none).isFinite(), expecting + "finite, but it has no values");
        assertThat(none).hasLength(0).hasSteps();
    }

    @Test
    @SuppressWarnings("NullAway") // what users do who have no null check
    void null_is_a_value_that_nothing_has() {
        String nothing = null;
        assertFails(
                () -> assertThat(run).hasName(nothing),
                "Expecting " + run + " to have name null, but it is '"
                        + run.data().name() + "'");
        assertFails(
                () -> assertThat(run).hasStatus(null),
                "Expecting " + run + " to have status null, but it is 'RUNNING'");
        assertFails(
                () -> assertThat(run).hasParam(nothing),
                "Expecting " + run + " to have param null, but it has 1 param: seed=7");
        assertFails(
                () -> assertThat(run).hasParam("seed", nothing),
                "Expecting param 'seed' of " + run + " to be null, but it is '7'");
        assertFails(
                () -> assertThat(run).hasMetric(nothing),
                "Expecting " + run + " to have metric null, but it has 1 metric: loss=0.7");
        assertFails(
                () -> assertThat(run).history(nothing),
                "Expecting " + run + " to have metric null, but it has 1 metric: loss=0.7");
        assertFails(
                () -> assertThat(run).artifact(nothing),
                "Expecting " + run + " to have artifact null, but it has 3 artifacts: abc.txt, in/, in/def.txt");
        assertFails(
                () -> assertThat(run).hasDataset(nothing, nothing),
                "Expecting " + run + " to have dataset 'null@null', but it has no datasets");
        assertFails(
                () -> assertThat(run).isReproducedBy(null),
                "Expecting " + run + " to be reproduced by a run, but that is null");
        assertFails(
                () -> assertThat(run).artifact("abc.txt").containsText(null),
                "Expecting artifact 'abc.txt' of " + run + " to contain the text",
                "  null",
                "but it has",
                "  \"abc\"");
        assertFails(
                () -> assertThat(VERSION).hasAlias(nothing),
                "Expecting model version 'fraud/3' to have alias null, but it has 1 alias: champion");
        assertFails(
                () -> assertThat(VERSION).hasTag(nothing, nothing),
                "Expecting model version 'fraud/3' to have tag null, but it has 1 tag: checked=yes");
        assertFails(
                () -> assertThat(MODEL).hasAlias(nothing),
                "Expecting registered model 'fraud' to have alias null, but it has 1 alias: champion=3");
        assertFails(
                () -> assertThat(OF_VERSION).hasApprover(nothing),
                "Expecting lineage of model version 'fraud/3' to have approver null, but it is: no git commit, no dataset, not approved");
        assertThatThrownBy(() -> assertThat(run).hasMetric("loss", 0.7, (Offset<Double>) null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The offset is null: use within(0.01), or leave it out to compare exactly");
    }

    @Test
    @SuppressWarnings("NullAway")
    void params_are_compared_only_where_there_are_some() {
        assertFails(
                () -> assertThat(run).hasParams(Map.of()),
                "Expecting " + run + " to have params, but none are given: nothing would be judged");
        assertFails(
                () -> assertThat(run).hasParams(null),
                "Expecting " + run + " to have params, but null are given: nothing would be judged");
        Map<@Nullable String, @Nullable String> nulls = new HashMap<>();
        nulls.put(null, "x");
        nulls.put("seed", null);
        nulls.put("none", null);
        assertFails(
                () -> assertThat(run).hasParams(Objects.requireNonNull(nulls)),
                "Expecting " + run + " to have 3 params, but 3 differ:",
                "  null: expected 'x', found none",
                "  none: expected null, found none",
                "  seed: expected null, found '7'",
                "It has 1 param: seed=7");
    }

    @Test
    void runs_without_anything_reproduce_nothing() {
        LoggedRun empty = LoggedRun.at(SERVER.uri(), SERVER.newRun());
        LoggedRun other = LoggedRun.at(SERVER.uri(), SERVER.newRun());
        assertFails(
                () -> assertThat(empty).isReproducedBy(other),
                "Expecting " + empty + " to be reproduced by " + other
                        + ", but neither has params, metrics or artifacts that are not ignored: nothing would be judged");
        assertThat(run).isReproducedBy(run);
    }

    @Test
    void ignored_artifacts_add_up() throws IOException {
        assertThat(run).ignoringArtifacts("abc.txt").ignoringArtifacts("in/*").isReproducedBy(run);
        LoggedRun bare = LoggedRun.at(SERVER.uri(), SERVER.newRun());
        SERVER.client().logParam(bare.data().id(), "seed", "7");
        SERVER.client().logMetric(bare.data().id(), "loss", 0.5, 1, 0);
        SERVER.client().logMetric(bare.data().id(), "loss", 0.7, 1, 1);
        LoggedRun same = LoggedRun.at(SERVER.uri(), bare.data().id());
        assertThat(run).ignoringArtifacts("abc.txt").ignoringArtifacts("in/*").isReproducedBy(same);
        assertFails(
                () -> assertThat(run).ignoringArtifacts("abc.txt").isReproducedBy(same),
                "Expecting " + run + " to be reproduced by " + same + ", but there is 1 difference:",
                "  digest of artifact 'in/def.txt': 'cb8379ac2098aa165029e3938a51da0bcecfc008fd6795f401178647f96c5b34' here, none there");
    }
}
