package io.mmp.test.examples.registry;

import static io.mmp.test.mlflow.MlflowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.client.ModelSnapshot;
import io.mmp.test.mlflow.client.ModelStage;
import org.junit.jupiter.api.Test;

/** Begins with a model in production and one in staging, promotes the latter, and says all that changed. */
@IsolatedMlflow
class StagingPromotionTests {

    @Test
    void promoting_moves_alias_and_stages_and_tags_the_version(MlflowTracking mlflow) {
        MlflowRegistry registry = mlflow.registry();
        registry.seed("fraud");
        ModelSnapshot before = registry.snapshot("fraud");

        promote(registry, "nightly");

        assertThat(registry.snapshot("fraud"))
                .usingChangesSince(before)
                .movedAlias("production", 1, 2)
                .tookAlias("staging", 2)
                .movedStage(1, ModelStage.PRODUCTION, ModelStage.ARCHIVED)
                .movedStage(2, ModelStage.STAGING, ModelStage.PRODUCTION)
                .setTag(2, "approver", "nightly")
                .changedNothingElse();
    }

    @Test
    void a_promotion_that_leaves_the_staging_alias_is_found(MlflowTracking mlflow) {
        MlflowRegistry registry = mlflow.registry();
        registry.seed("fraud");
        ModelSnapshot before = registry.snapshot("fraud");

        promote(registry, "nightly");
        registry.setAlias("fraud", "staging", 2);

        assertThatThrownBy(() -> assertThat(registry.snapshot("fraud"))
                        .usingChangesSince(before)
                        .tookAlias("staging", 2))
                .hasMessageContaining(
                        "Expecting of registered model 'fraud' that alias 'staging' was taken from version 2, but what changed is:");
    }

    /** The code under test of a real project. */
    private static void promote(MlflowRegistry registry, String approver) {
        int candidate = registry.versionByAlias("fraud", "staging").version();
        registry.transitionAndArchiveOthers("fraud", candidate, ModelStage.PRODUCTION);
        registry.setAlias("fraud", "production", candidate);
        registry.deleteAlias("fraud", "staging");
        registry.setVersionTag("fraud", candidate, "approver", approver);
    }
}
