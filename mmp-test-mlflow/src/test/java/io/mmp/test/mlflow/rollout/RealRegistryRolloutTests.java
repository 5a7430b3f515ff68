package io.mmp.test.mlflow.rollout;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.fixture.Scope;
import io.mmp.test.lifecycle.LifecycleResult;
import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.mlflow.client.ModelSeed;
import io.mmp.test.mlflow.client.ModelSnapshot;
import io.mmp.test.mlflow.client.ModelStage;
import io.mmp.test.mlflow.client.SeededModel;
import io.mmp.test.mlflow.rollout.RegistryRollouts.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same on real MLflow. */
@Tag("e2e")
@EnabledIfMlflowProcess
@IsolatedMlflow(server = IsolatedMlflow.Server.PROCESS, scope = Scope.CLASS)
class RealRegistryRolloutTests {

    private Registry registry;

    @BeforeEach
    void create_run(MlflowTracking mlflow) {
        registry = new Registry(
                mlflow.registry(),
                mlflow.client().createRun(mlflow.experimentId()).getRunId());
    }

    @Test
    void a_right_service_holds() {
        LifecycleResult result = RegistryRolloutTests.ROLLOUTS
                .on(() -> new RegistryRollouts(registry))
                .withSequences(4)
                .run();
        assertThat(result.rule()).isEmpty();
        assertThat(result.commands()).isEqualTo(80);
    }

    @Test
    void a_defect_is_found_by_the_same_sequence_as_on_the_embedded_server() {
        LifecycleResult result = RegistryRolloutTests.ROLLOUTS
                .on(() -> new RegistryDefects.WritesBeforeItRefuses(registry))
                .withLength(4)
                .run();
        assertThat(result.steps()).containsExactly("promote(1) refused: 1 cannot be promoted");
    }

    /** Both look before either writes, by a waiting point in the service; how it is shrunk is left to the server. */
    @Test
    void two_promotions_at_once_are_no_order_of_two_promotions() {
        LifecycleResult result = RegistryRolloutTests.ROLLOUTS
                .withoutCommands("startCanary", "abort", "rollbackTo", "validate", "candidates", "rollback")
                .on(() -> new RegistryDefects.LooksTogether(registry))
                .withLength(4)
                .withShrinkingRuns(3)
                .runConcurrently();
        assertThat(result.rule()).contains("linearizable");
    }

    @Test
    void a_seeded_model_is_promoted() {
        SeededModel seeded = registry.registry().seed(ModelSeed.of("seeded"));
        ModelSnapshot before = registry.registry().snapshot("seeded");
        assertThat(before.versions()).containsExactly(seeded.production(), seeded.staging());

        registry.registry().transitionAndArchiveOthers("seeded", 2, ModelStage.PRODUCTION);
        registry.registry().setAlias("seeded", "production", 2);

        assertThat(registry.registry().snapshot("seeded"))
                .usingChangesSince(before)
                .movedAlias("production", 1, 2)
                .movedStage(1, ModelStage.PRODUCTION, ModelStage.ARCHIVED)
                .movedStage(2, ModelStage.STAGING, ModelStage.PRODUCTION)
                .changedNothingElse();
    }
}
