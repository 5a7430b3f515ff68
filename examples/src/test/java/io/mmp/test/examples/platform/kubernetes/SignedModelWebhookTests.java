package io.mmp.test.examples.platform.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.checklist.NegativeControl;
import io.mmp.test.security.CosignSigner;
import io.mmp.test.security.ModelSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A webhook verifies the signature of what is to be deployed, and nothing is deployed that it has not let in. */
@Tag("e2e")
@Tag("nightly")
@EnabledIfControlPlane
@ExtendWith(KubernetesFixture.class)
class SignedModelWebhookTests {

    private static final CosignSigner OURS = CosignSigner.generate();

    private static Kubernetes cluster;
    private static Namespace serving;
    private static SigningWebhook webhook;

    @TempDir
    private Path models;

    @BeforeAll
    static void enforce(Kubernetes kubernetes, @TempDir Path directory) throws IOException {
        cluster = kubernetes;
        InferenceServices.define(kubernetes.admin());
        serving = kubernetes.namespace("webhook");
        webhook = SigningWebhook.enforce(kubernetes, serving, OURS.key());
        awaitEnforced(
                serving,
                Files.writeString(directory.resolve("model.txt"), "unsigned").getParent());
    }

    /** The API server asks it within a second after it was registered. */
    private static void awaitEnforced(Namespace namespace, Path unsigned) {
        await("webhook").atMost(Duration.ofSeconds(60)).until(() -> {
            boolean isRefused =
                    deploy(namespace, "probe", "probe", "1", unsigned).status() == 403;
            InferenceServices.delete(namespace, "probe");
            return isRefused;
        });
    }

    @AfterAll
    static void end() {
        if (webhook != null) {
            webhook.close();
        }
    }

    @Test
    @ChecklistItem("T11")
    void a_signed_model_is_deployed() throws IOException {
        Path model = model("fraud-7");
        ModelSignature.sign(model, "fraud", "7", OURS);

        Answer answer = deploy(serving, "signed", "fraud", "7", model);

        assertThat(answer.accepted().status()).isEqualTo(201);
        assertThat(InferenceServices.names(serving)).contains("signed");
    }

    @Test
    @NegativeControl("T11")
    void an_unsigned_model_is_refused() throws IOException {
        assertRefused("unsigned", "7", model("fraud-7"), "UNSIGNED");
    }

    @Test
    @NegativeControl("T11")
    void a_model_that_was_changed_after_it_was_signed_is_refused() throws IOException {
        Path model = model("fraud-7");
        ModelSignature.sign(model, "fraud", "7", OURS);
        Files.writeString(model.resolve("model.txt"), "another tree");

        assertRefused("tampered", "7", model, "CHANGED");
    }

    @Test
    @NegativeControl("T11")
    void a_model_that_somebody_else_signed_is_refused() throws IOException {
        Path model = model("fraud-7");
        ModelSignature.sign(model, "fraud", "7", CosignSigner.generate());

        assertRefused("wrong-key", "7", model, "NO_FIT");
    }

    @Test
    @NegativeControl("T11")
    void a_model_with_the_signature_of_another_is_refused() throws IOException {
        Path model = model("fraud-7");
        ModelSignature.sign(model, "fraud", "6", OURS);

        assertRefused("replayed", "7", model, "REPLAYED");
    }

    @Test
    @NegativeControl("T11")
    void nothing_is_deployed_while_the_webhook_is_down() throws IOException {
        Namespace elsewhere = cluster.namespace("webhook-down");
        Path model = model("fraud-7");
        ModelSignature.sign(model, "fraud", "7", OURS);
        try (SigningWebhook other = SigningWebhook.enforce(cluster, elsewhere, OURS.key())) {
            awaitEnforced(elsewhere, model("unsigned"));
            other.goDown();

            Answer answer = deploy(elsewhere, "signed", "fraud", "7", model);

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.message())
                    .contains("failed calling webhook \"signed-models.example.org\"", "connection refused");
            assertThat(InferenceServices.names(elsewhere)).isEmpty();
        }
    }

    private static void assertRefused(String name, String version, Path model, String outcome) {
        Answer answer = deploy(serving, name, "fraud", version, model);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.message())
                .startsWith("admission webhook \"signed-models.example.org\" denied the request: version "
                        + version
                        + " of model 'fraud': "
                        + outcome);
        assertThat(InferenceServices.names(serving)).doesNotContain(name);
    }

    private Path model(String name) throws IOException {
        Path directory = Files.createDirectory(models.resolve(name));
        Files.writeString(directory.resolve("model.txt"), "tree");
        return directory;
    }

    private static Answer deploy(Namespace namespace, String name, String model, String version, Path directory) {
        return InferenceServices.create(
                namespace,
                name,
                "model.name: %s, model.version: \"%s\"".formatted(model, version),
                directory.toUri().toString());
    }
}
