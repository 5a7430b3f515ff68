package io.mmp.test.examples.rollout;

import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.mlflow.client.MlflowRegistry;
import org.mlflow.tracking.MlflowClient;

/** Puts versions into a registry. */
final class Registered {

    private Registered() {}

    /** Register version 1, which is in production, and version 2, which is in staging. */
    static void productionAndStaging(MlflowTracking mlflow, String model) {
        MlflowRegistry registry = mlflow.registry();
        registry.createModel(model);
        register(mlflow, model, "production");
        registry.setAlias(model, "production", 1);
        register(mlflow, model, "staging");
    }

    private static void register(MlflowTracking mlflow, String model, String state) {
        MlflowClient client = mlflow.client();
        String run = client.createRun(mlflow.experimentId()).getRunId();
        int version = mlflow.registry().createVersion(model, run, "model").version();
        mlflow.registry().setVersionTag(model, version, "state", state);
    }
}
