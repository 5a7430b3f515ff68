package io.mmp.test.examples.platform.matrix;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.checklist.NegativeControl;
import io.mmp.test.fixture.Scope;
import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.client.ModelSnapshot;
import io.mmp.test.mlflow.client.ModelStage;
import io.mmp.test.mlflow.client.ModelVersion;
import io.mmp.test.training.Gate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.tracking.MlflowClient;

/** T06, T18 and T20 on a real MLflow server. */
@Tag("e2e")
@Tag("preprod")
@EnabledIfMlflowProcess
@IsolatedMlflow(server = IsolatedMlflow.Server.PROCESS, scope = Scope.CLASS)
class RegistryRowsTests {

    private static final Gate GATE = Gate.atLeast("auc", 0.80);

    private final String model = "fraud-" + UUID.randomUUID();
    private MlflowTracking mlflow;
    private MlflowRegistry registry;

    @BeforeEach
    void connect(MlflowTracking tracking) {
        mlflow = tracking;
        registry = tracking.registry();
    }

    @Test
    @ChecklistItem("T06")
    void a_model_exactly_at_the_threshold_is_registered() {
        registry.createModel(model);

        assertThat(registerIfGood(train(0.80))).isPresent();
        assertThat(registry.searchVersions("name = '" + model + "'")).hasSize(1);
    }

    @Test
    @NegativeControl("T06")
    void a_model_one_step_below_the_threshold_is_not() {
        registry.createModel(model);

        assertThat(registerIfGood(train(Math.nextDown(0.80)))).isEmpty();
        assertThat(registerIfGood(train(Double.NaN))).isEmpty();
        assertThat(registry.searchVersions("name = '" + model + "'")).isEmpty();
    }

    @Test
    @ChecklistItem("T18")
    void a_promotion_moves_aliases_stages_and_tags() {
        ModelSnapshot before = seeded();

        promote();

        assertThat(registry.snapshot(model))
                .usingChangesSince(before)
                .movedAlias("production", 1, 2)
                .tookAlias("staging", 2)
                .movedStage(1, ModelStage.PRODUCTION, ModelStage.ARCHIVED)
                .movedStage(2, ModelStage.STAGING, ModelStage.PRODUCTION)
                .setTag(2, "approver", "jane")
                .changedNothingElse();
    }

    @Test
    @NegativeControl("T18")
    void a_promotion_that_forgets_a_tag_or_changes_more_is_found() {
        ModelSnapshot before = seeded();

        promote();
        registry.setVersionTag(model, 1, "approver", "nobody");
        registry.deleteVersionTag(model, 2, "approver");

        ModelSnapshot after = registry.snapshot(model);
        assertThatThrownBy(() -> assertThat(after).usingChangesSince(before).setTag(2, "approver", "jane"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(after)
                        .usingChangesSince(before)
                        .movedAlias("production", 1, 2)
                        .tookAlias("staging", 2)
                        .movedStage(1, ModelStage.PRODUCTION, ModelStage.ARCHIVED)
                        .movedStage(2, ModelStage.STAGING, ModelStage.PRODUCTION)
                        .changedNothingElse())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("nobody");
    }

    @Test
    @ChecklistItem("T20")
    void commit_data_and_approver_are_recorded() {
        registry.createModel(model);
        ModelVersion version = registerIfGood(train(0.9)).orElseThrow();
        registry.setVersionTag(model, version.version(), "approver", "jane");

        assertThat(registry.lineage(model, version.version()))
                .hasGitCommit("4f2a9c1")
                .hasDataset("transactions", "d41d8c")
                .hasApprover("jane");
    }

    @Test
    @NegativeControl("T20")
    void a_version_without_approver_or_of_other_data_is_found() {
        registry.createModel(model);
        ModelVersion version = registerIfGood(train(0.9)).orElseThrow();

        assertThatThrownBy(() ->
                        assertThat(registry.lineage(model, version.version())).hasApprover("jane"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("to have approver 'jane', but it is: ");
        assertThatThrownBy(() ->
                        assertThat(registry.lineage(model, version.version())).hasDataset("transactions", "9e107d"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("to have dataset 'transactions");
    }

    private ModelSnapshot seeded() {
        registry.seed(model);
        return registry.snapshot(model);
    }

    /** The code under test of a real project, as are the two below. */
    private void promote() {
        int candidate = registry.versionByAlias(model, "staging").version();
        registry.transitionAndArchiveOthers(model, candidate, ModelStage.PRODUCTION);
        registry.setAlias(model, "production", candidate);
        registry.deleteAlias(model, "staging");
        registry.setVersionTag(model, candidate, "approver", "jane");
    }

    private Optional<ModelVersion> registerIfGood(String runId) {
        Map<String, Double> metrics = mlflow.run(runId).data().metrics();
        return GATE.isPassedBy(metrics) ? Optional.of(registry.createVersion(model, runId, "model")) : Optional.empty();
    }

    private String train(double auc) {
        MlflowClient client = mlflow.client();
        String runId = client.createRun(mlflow.experimentId()).getRunId();
        client.logMetric(runId, "auc", auc);
        client.setTag(runId, "mlflow.source.git.commit", "4f2a9c1");
        client.sendPost("runs/log-inputs", """
                {"run_id": "%s", "datasets": [{"tags": [], "dataset": {
                  "name": "transactions", "digest": "d41d8c", "source_type": "local", "source": "{}"}}]}""".formatted(runId));
        client.setTerminated(runId, RunStatus.FINISHED);
        return runId;
    }
}
