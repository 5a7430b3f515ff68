package io.mmp.test.examples.platform.kubernetes;

import static io.mmp.test.security.SecurityAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.checklist.NegativeControl;
import io.mmp.test.security.PermissionAnswer;
import io.mmp.test.security.PermissionMatrix;
import io.mmp.test.security.PermissionProbe;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may deploy models: the real API server decides, by roles. */
@Tag("e2e")
@Tag("nightly")
@EnabledIfControlPlane
@ExtendWith(KubernetesFixture.class)
class AccessTests {

    private static final String VIEWER = "viewer";
    private static final String DEPLOYER = "deployer";
    private static final String FORGED = "forged token";

    private static final PermissionMatrix MATRIX = PermissionMatrix.empty()
            .withAllowed(VIEWER, "list services")
            .withAllowed(DEPLOYER, "list services", "create service", "delete service")
            .withOthersDenied();

    private static Namespace serving;
    private static Map<String, KubernetesClient> users;

    @BeforeAll
    static void grant(Kubernetes kubernetes) {
        InferenceServices.define(kubernetes.admin());
        serving = kubernetes.namespace("access");
        users = Map.of(
                VIEWER, serving.account(VIEWER),
                DEPLOYER, serving.account(DEPLOYER),
                FORGED, kubernetes.admin().withToken("forged"));
        grant(VIEWER, "get, list");
        grant(DEPLOYER, "get, list, create, delete");
    }

    private static void grant(String account, String verbs) {
        serving.create("rbac.authorization.k8s.io/v1", "roles", """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: %s}
                rules: [{apiGroups: [serving.kserve.io], resources: [inferenceservices], verbs: [%s]}]
                """.formatted(account, verbs))
                .accepted();
        serving.create("rbac.authorization.k8s.io/v1", "rolebindings", """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: %1$s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: %1$s}
                subjects: [{kind: ServiceAccount, name: %1$s}]
                """.formatted(account))
                .accepted();
    }

    /** Each attempt finds one service, which may be deleted, and no other. */
    private static PermissionProbe cluster() {
        return PermissionProbe.of("cluster", VIEWER, DEPLOYER)
                .withStrangers(FORGED)
                .withReading("list services", user -> answer(InferenceServices.list(as(user))))
                .withChanging(
                        "create service",
                        user -> answer(InferenceServices.create(as(user), "new", "", "s3://models/1")))
                .withChanging("delete service", user -> answer(InferenceServices.delete(as(user), "old")))
                .withPreparation(() -> {
                    InferenceServices.delete(serving, "new");
                    InferenceServices.create(serving, "old", "", "s3://models/1");
                })
                .withState(() -> InferenceServices.names(serving).toString());
    }

    private static PermissionAnswer answer(Answer answer) {
        return PermissionAnswer.ofStatus(answer.status());
    }

    private static Namespace as(String user) {
        return serving.as(users.get(user));
    }

    @Test
    @ChecklistItem("T12")
    void each_account_may_do_what_its_role_says_and_nothing_else() {
        assertThat(cluster()).grantsExactly(MATRIX);
    }

    @Test
    @ChecklistItem("T12")
    void an_account_that_may_not_create_a_service_is_told_what_it_may_not() {
        Answer answer = InferenceServices.create(as(VIEWER), "fraud", "", "s3://models/fraud/7");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.message())
                .isEqualTo(
                        "inferenceservices.serving.kserve.io is forbidden: User \"system:serviceaccount:access:viewer\""
                                + " cannot create resource \"inferenceservices\" in API group \"serving.kserve.io\" in the namespace \"access\"");
        assertThat(InferenceServices.names(serving)).doesNotContain("fraud");
    }

    @Test
    @NegativeControl("T12")
    void a_role_that_grants_too_much_is_found() {
        PermissionMatrix stricter = PermissionMatrix.empty()
                .withAllowed(VIEWER, "list services")
                .withAllowed(DEPLOYER, "list services", "delete service")
                .withOthersDenied();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(cluster()).grantsExactly(stricter))
                .withMessageContaining(
                        "Expecting 'cluster' to grant exactly what the matrix says, but 1 of 9 cells are wrong")
                .withMessageContaining("create service");
    }
}
