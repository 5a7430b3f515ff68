package io.mmp.test.mlflow.assertion;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static io.mmp.test.mlflow.assertion.Failing.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowSoftAssertions;
import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.client.ModelSnapshot;
import io.mmp.test.mlflow.client.ModelStage;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A promotion on a registry, and what can be said of it. */
@IsolatedMlflow
class ModelSnapshotAssertTests {

    private MlflowRegistry registry;
    private ModelSnapshot before;
    private ModelSnapshot after;

    @BeforeEach
    void promote(MlflowTracking mlflow) {
        registry = mlflow.registry();
        registry.seed("fraud");
        registry.setVersionTag("fraud", 2, "candidate", "100%");
        before = registry.snapshot("fraud");
        registry.transitionAndArchiveOthers("fraud", 2, ModelStage.PRODUCTION);
        registry.setAlias("fraud", "production", 2);
        registry.setAlias("fraud", "retired", 1);
        registry.deleteAlias("fraud", "staging");
        registry.setVersionTag("fraud", 2, "approver", "nightly");
        registry.deleteVersionTag("fraud", 2, "candidate");
        registry.setModelTag("fraud", "promoted", "2");
        after = registry.snapshot("fraud");
    }

    @Test
    void what_a_promotion_did_is_accepted() {
        assertThat(after)
                .hasVersionsIn(ModelStage.PRODUCTION, 2)
                .hasVersionsIn(ModelStage.ARCHIVED, 1)
                .hasVersionsIn(ModelStage.STAGING)
                .usingChangesSince(before)
                .movedAlias("production", 1, 2)
                .gaveAlias("retired", 1)
                .tookAlias("staging", 2)
                .movedStage(1, ModelStage.PRODUCTION, ModelStage.ARCHIVED)
                .movedStage(2, ModelStage.STAGING, ModelStage.PRODUCTION)
                .setTag(2, "approver", "nightly")
                .removedTag(2, "candidate")
                .setModelTag("promoted", "2")
                .changedNothingElse();
        assertThat(after).usingChangesSince(after).changedNothingElse();
    }

    @Test
    void what_it_did_not_is_rejected() {
        assertFails(() -> assertThat(after).usingChangesSince(before).movedAlias("production", 2, 1), """
                Expecting of registered model 'fraud' that alias 'production' moved from version 2 to version 1, but what changed is:
                  alias 'production' moved from version 1 to version 2
                  alias 'staging' was taken from version 2
                  alias 'retired' was given to version 1
                  tag 'promoted' of the model was set to '2'
                  version 1 moved from PRODUCTION to ARCHIVED
                  version 2 moved from STAGING to PRODUCTION
                  tag 'candidate' of version 2 was removed
                  tag 'approver' of version 2 was set to 'nightly'""".replace(
                        "\n", System.lineSeparator()));
        assertFails(
                () -> assertThat(after).usingChangesSince(after).registered(3),
                "Expecting of registered model 'fraud' that version 3 was registered, but nothing changed");
        assertFails(
                () -> assertThat(after).hasVersionsIn(ModelStage.PRODUCTION, 1, 2),
                "Expecting registered model 'fraud' to have the versions [1, 2] in PRODUCTION, but it has [2]");
    }

    @Test
    void what_else_changed_is_rejected() {
        registry.deleteVersion("fraud", 1);
        registry.describeVersion("fraud", 2, "x");
        registry.describeModel("fraud", "y");
        assertFails(
                () -> assertThat(registry.snapshot("fraud"))
                        .usingChangesSince(after)
                        .tookAlias("retired", 1)
                        .changedNothingElse(),
                """
                Expecting nothing else of registered model 'fraud' to change, but it did:
                  the description changed from '' to 'y'
                  version 1 was deleted
                  the description of version 2 changed from '' to 'x'""".replace("\n", System.lineSeparator()));
    }

    @Test
    void without_an_earlier_snapshot_nothing_can_be_said() {
        assertThatIllegalStateException()
                .isThrownBy(() -> assertThat(after).changedNothingElse())
                .withMessage(
                        "There is nothing to compare with: call usingChangesSince(before) with an earlier snapshot first.");
    }

    @Test
    void soft_assertions_and_narrowing_work() {
        MlflowSoftAssertions softly = new MlflowSoftAssertions();
        softly.assertThat(after)
                .as("after")
                .usingChangesSince(before)
                .gaveAlias("x", 1)
                .removedTag(1, "y");
        assertThat(softly.wasSuccess()).isFalse();
        assertThat(softly.assertionErrorsCollected()).hasSize(2);
        assertThat((Object) after)
                .asInstanceOf(ModelSnapshotAssert.MODEL_SNAPSHOT)
                .hasVersionsIn(ModelStage.PRODUCTION, 2);
        SoftAssertions.assertSoftly(plain -> plain.assertThat(after.version(3)).isEmpty());
    }
}
