package io.mmp.test.examples.platform.security;

import static io.mmp.test.security.SecurityAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.mlflow.IsolatedMlflow;
import io.mmp.test.mlflow.MlflowTracking;
import io.mmp.test.security.CosignKey;
import io.mmp.test.security.CosignSigner;
import io.mmp.test.security.ModelSignature;
import io.mmp.test.security.SignatureOutcome;
import io.mmp.test.security.SignedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deploys a registered model that was signed, and none that was not, was changed, or was signed as another. */
@IsolatedMlflow
class SignedDeploymentTests {

    private static final CosignSigner RELEASE = CosignSigner.generate();
    private static final CosignKey KEY = RELEASE.key();

    @TempDir
    Path model;

    @TempDir
    Path downloaded;

    @BeforeEach
    void train() throws IOException {
        Files.writeString(model.resolve("MLmodel"), "flavors: {}\n");
        Files.writeString(model.resolve("model.txt"), "auc 0.91");
    }

    @Test
    void a_model_that_the_release_key_has_signed_is_deployed(MlflowTracking mlflow) {
        SignedDeployment deployment = new SignedDeployment(mlflow, KEY);

        ModelSignature.sign(model, "fraud", "1", RELEASE);
        deployment.deploy("fraud", register(mlflow), downloaded);

        assertThat(SignedModel.in(downloaded)).isSignedBy(KEY, "fraud", "1");
        assertThat(deployment.deployed()).containsExactly("fraud/1");
    }

    @Test
    void a_model_without_a_signature_is_not_deployed(MlflowTracking mlflow) {
        assertRefused(
                mlflow,
                "There is no %s. Sign the model, such as by ModelSignature.sign."
                        .formatted(downloaded.resolve("model.sha256")));
        assertThat(SignedModel.in(downloaded)).isRefused(KEY, SignatureOutcome.UNSIGNED);
    }

    @Test
    void a_model_that_was_changed_after_it_was_signed_is_not_deployed(MlflowTracking mlflow) throws IOException {
        ModelSignature.sign(model, "fraud", "1", RELEASE);
        Files.writeString(model.resolve("model.txt"), "auc 0.99");

        assertRefused(
                mlflow,
                "1 file is not as signed (changed: model.txt). Take the files that were signed, or sign the model anew.");
    }

    @Test
    void a_model_that_was_signed_as_another_version_is_not_deployed(MlflowTracking mlflow) {
        ModelSignature.sign(model, "fraud", "7", RELEASE);

        assertRefused(
                mlflow,
                "It was signed as version 7 of fraud, not as version 1 of fraud. Deploy what was signed for this place, or sign it for it.");
    }

    @Test
    void a_model_that_another_key_has_signed_is_not_deployed(MlflowTracking mlflow) {
        ModelSignature.sign(model, "fraud", "1", CosignSigner.generate());

        assertRefused(
                mlflow,
                "The signature is none of this content by the key %s: the content was changed after it was signed, or another key signed it. Take the content that was signed, or sign it anew with the right key."
                        .formatted(KEY.fingerprint()));
    }

    private void assertRefused(MlflowTracking mlflow, String reason) {
        SignedDeployment deployment = new SignedDeployment(mlflow, KEY);
        String version = register(mlflow);

        assertThatThrownBy(() -> deployment.deploy("fraud", version, downloaded))
                .hasMessage("Version 1 of fraud is not deployed: " + reason);
        assertThat(deployment.deployed()).isEmpty();
    }

    private String register(MlflowTracking mlflow) {
        String run = mlflow.client().createRun(mlflow.experimentId()).getRunId();
        mlflow.artifacts().ofRun(run).uploadDirectory(model, "model");
        mlflow.registry().createModel("fraud");
        return String.valueOf(
                mlflow.registry().createVersion("fraud", run, "model").version());
    }
}
