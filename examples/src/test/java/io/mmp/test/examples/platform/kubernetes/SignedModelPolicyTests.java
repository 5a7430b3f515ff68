package io.mmp.test.examples.platform.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.checklist.NegativeControl;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A policy of the API server itself lets in the models that are on a list. */
@Tag("e2e")
@Tag("nightly")
@EnabledIfControlPlane
@ExtendWith(KubernetesFixture.class)
class SignedModelPolicyTests {

    private static final String STORAGE = "s3://models/fraud/7";

    private static Namespace serving;
    private static SigningPolicy policy;

    @BeforeAll
    static void enforce(Kubernetes kubernetes) {
        InferenceServices.define(kubernetes.admin());
        serving = kubernetes.namespace("policy");
        serving.create("v1", "configmaps", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: signed-models}
                data: {sha256-aa: MEUCIQaa, sha256-bb: MEUCIQbb}
                """).accepted();
        policy = SigningPolicy.enforce(kubernetes, serving);
        // It is enforced about a second after it was created.
        await("policy").atMost(Duration.ofSeconds(60)).until(() -> {
            boolean isRefused =
                    InferenceServices.create(serving, "probe", "", STORAGE).status() == 422;
            InferenceServices.delete(serving, "probe");
            return isRefused;
        });
    }

    @AfterAll
    static void end() {
        if (policy != null) {
            policy.close();
        }
    }

    @Test
    @ChecklistItem("T11")
    void a_model_on_the_list_is_deployed() {
        Answer answer = InferenceServices.create(
                serving, "signed", "model.digest: sha256-aa, model.signature: MEUCIQaa", STORAGE);

        assertThat(answer.accepted().status()).isEqualTo(201);
        assertThat(InferenceServices.names(serving)).contains("signed");
    }

    @ParameterizedTest
    @NegativeControl("T11")
    @CsvSource(
            delimiter = '|',
            value = {
                "unsigned | ''",
                "no-signature | model.digest: sha256-aa",
                "tampered | model.digest: sha256-cc, model.signature: MEUCIQaa",
                "replayed | model.digest: sha256-aa, model.signature: MEUCIQbb"
            })
    void other_models_are_refused_by_name(String name, String annotations) {
        Answer answer = InferenceServices.create(serving, name, annotations, STORAGE);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.message()).contains("model s3://models/fraud/7 is not signed: digest \"");
        assertThat(InferenceServices.names(serving)).doesNotContain(name);
    }
}
