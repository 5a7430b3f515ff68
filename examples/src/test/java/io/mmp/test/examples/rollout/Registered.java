package io.mmp.test.examples.rollout;

import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.mlflow.client.MlflowRegistry;
import io.mmp.test.mlflow.client.SeededModel;

/** Puts versions into a registry. */
final class Registered {

    private Registered() {}

    /** Register version 1, which is in production, and version 2, which is in staging. */
    static void productionAndStaging(MlflowTracking mlflow, String model) {
        MlflowRegistry registry = mlflow.registry();
        SeededModel seeded = registry.seed(model);
        registry.setVersionTag(model, seeded.production().version(), "state", "production");
        registry.setVersionTag(model, seeded.staging().version(), "state", "staging");
    }
}
