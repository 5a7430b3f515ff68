package io.mmp.test.examples.platform.security;

import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.security.CosignKey;
import io.mmp.test.security.SignatureCheck;
import io.mmp.test.security.SignedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A step that deploys registered models, and lets none in that the release key has not signed. */
final class SignedDeployment {

    private final MlflowTracking mlflow;
    private final CosignKey key;
    private final List<String> deployed = new ArrayList<>();

    SignedDeployment(MlflowTracking mlflow, CosignKey key) {
        this.mlflow = mlflow;
        this.key = key;
    }

    void deploy(String model, String version, Path directory) {
        mlflow.artifacts().ofModel("models:/%s/%s".formatted(model, version)).downloadAll(directory);
        SignatureCheck check = SignedModel.in(directory).check(key, model, version);
        if (!check.isValid()) {
            throw new IllegalStateException(
                    "Version %s of %s is not deployed: %s".formatted(version, model, check.reason()));
        }
        deployed.add(model + "/" + version);
    }

    List<String> deployed() {
        return List.copyOf(deployed);
    }
}
