package io.mmp.test.mlflow.assertion;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static io.mmp.test.mlflow.assertion.Failing.assertFails;

import io.mmp.test.mlflow.client.Lineage;
import io.mmp.test.mlflow.client.ModelStage;
import io.mmp.test.mlflow.client.ModelVersion;
import io.mmp.test.mlflow.client.RegisteredModel;
import io.mmp.test.mlflow.client.RunDataset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.ModelRegistry.ModelVersionStatus;

class RegistryAssertTests {

    private static final RegisteredModel MODEL =
            new RegisteredModel("fraud", "100% fraud", Map.of("champion", 3), Map.of("team", "risk"));
    private static final ModelVersion VERSION = new ModelVersion(
            "fraud",
            3,
            "third",
            "mlflow-artifacts:/1/r/artifacts/model",
            "r",
            ModelVersionStatus.READY,
            "",
            ModelStage.STAGING,
            List.of("champion", "candidate"),
            Map.of("checked", "yes"));
    private static final Lineage LINEAGE =
            new Lineage(VERSION, "3f2a9c1", List.of(new RunDataset("tx", "d1"), new RunDataset("ip", "d2")), "jane");
    private static final Lineage NO_LINEAGE = new Lineage(VERSION, null, List.of(), null);

    @Test
    void what_a_version_has_is_accepted() {
        assertThat(VERSION)
                .isReady()
                .hasStatus(ModelVersionStatus.READY)
                .hasStage(ModelStage.STAGING)
                .hasDescription("third")
                .hasSourceRun("r")
                .hasAlias("candidate")
                .hasTag("checked")
                .hasTag("checked", "yes");
    }

    @Test
    void what_a_version_has_not_is_rejected() {
        String expecting = "Expecting model version 'fraud/3' to have ";
        assertFails(
                () -> assertThat(VERSION).hasStatus(ModelVersionStatus.PENDING_REGISTRATION),
                expecting + "status 'PENDING_REGISTRATION', but it is 'READY'");
        assertFails(
                () -> assertThat(VERSION).hasStage(ModelStage.PRODUCTION),
                expecting + "stage 'PRODUCTION', but it is 'STAGING'");
        assertFails(() -> assertThat(VERSION).hasDescription("x"), expecting + "description 'x', but it is 'third'");
        assertFails(() -> assertThat(VERSION).hasSourceRun("q"), expecting + "source run 'q', but it is 'r'");
        assertFails(
                () -> assertThat(VERSION).hasAlias("old"),
                expecting + "alias 'old', but it has 2 aliases: champion, candidate");
        assertFails(() -> assertThat(VERSION).hasTag("x"), expecting + "tag 'x', but it has 1 tag: checked=yes");
        assertFails(
                () -> assertThat(VERSION).hasTag("checked", "no"),
                "Expecting tag 'checked' of model version 'fraud/3' to be 'no', but it is 'yes'");
        assertFails(() -> assertThat((ModelVersion) null).isReady(), "Expecting actual not to be null");
    }

    @Test
    void a_version_that_failed_is_not_ready() {
        ModelVersion failed = new ModelVersion(
                "fraud",
                4,
                "",
                "",
                "",
                ModelVersionStatus.FAILED_REGISTRATION,
                "",
                ModelStage.NONE,
                List.of(),
                Map.of());
        assertFails(
                () -> assertThat(failed).isReady(),
                "Expecting model version 'fraud/4' to have status 'READY', but it is 'FAILED_REGISTRATION'");
    }

    @Test
    void what_a_model_has_is_accepted() {
        assertThat(MODEL)
                .hasDescription("100% fraud")
                .hasAlias("champion")
                .hasAlias("champion", 3)
                .hasTag("team")
                .hasTag("team", "risk");
    }

    @Test
    void what_a_model_has_not_is_rejected() {
        String expecting = "Expecting registered model 'fraud' to have ";
        assertFails(() -> assertThat(MODEL).hasDescription("x"), expecting + "description 'x', but it is '100% fraud'");
        assertFails(() -> assertThat(MODEL).hasAlias("old"), expecting + "alias 'old', but it has 1 alias: champion=3");
        assertFails(
                () -> assertThat(MODEL).hasAlias("champion", 2),
                "Expecting alias 'champion' of registered model 'fraud' to be '2', but it is '3'");
        assertFails(() -> assertThat(MODEL).hasTag("x"), expecting + "tag 'x', but it has 1 tag: team=risk");
        assertFails(
                () -> assertThat(MODEL).hasTag("team", "growth"),
                "Expecting tag 'team' of registered model 'fraud' to be 'growth', but it is 'risk'");
        assertFails(
                () -> assertThat(new RegisteredModel("empty", "", Map.of(), Map.of()))
                        .hasAlias("champion"),
                "Expecting registered model 'empty' to have alias 'champion', but it has no aliases");
        assertFails(() -> assertThat((RegisteredModel) null).hasTag("x"), "Expecting actual not to be null");
    }

    @Test
    void lineage_is_asserted_in_one_line() {
        assertThat(LINEAGE).hasGitCommit("3f2a9c1").hasDataset("ip", "d2").hasApprover("jane");
    }

    @Test
    void other_lineage_is_rejected_with_all_of_it() {
        String line = "git 3f2a9c1, dataset tx@d1, dataset ip@d2, approved by jane";
        String expecting = "Expecting lineage of model version 'fraud/3' to have ";
        assertFails(() -> assertThat(LINEAGE).hasGitCommit("x"), expecting + "git commit 'x', but it is: " + line);
        assertFails(
                () -> assertThat(LINEAGE).hasDataset("tx", "d2"), expecting + "dataset 'tx@d2', but it is: " + line);
        assertFails(() -> assertThat(LINEAGE).hasApprover("joe"), expecting + "approver 'joe', but it is: " + line);

        String nothing = "no git commit, no dataset, not approved";
        assertFails(
                () -> assertThat(NO_LINEAGE).hasGitCommit("x"), expecting + "git commit 'x', but it is: " + nothing);
        assertFails(
                () -> assertThat(NO_LINEAGE).hasDataset("tx", "d2"),
                expecting + "dataset 'tx@d2', but it is: " + nothing);
        assertFails(
                () -> assertThat(NO_LINEAGE).hasApprover("joe"), expecting + "approver 'joe', but it is: " + nothing);
        assertFails(() -> assertThat((Lineage) null).hasApprover("joe"), "Expecting actual not to be null");
    }
}
