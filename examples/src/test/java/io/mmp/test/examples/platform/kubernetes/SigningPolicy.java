package io.mmp.test.examples.platform.kubernetes;

/**
 * A {@code ValidatingAdmissionPolicy} that lets in models whose digest is on a list, with the signature that is on it. It runs in the API server itself, and needs no
 * service that could be down; it compares texts, and cannot verify a signature.
 */
final class SigningPolicy implements AutoCloseable {

    private static final String GROUP = "/apis/admissionregistration.k8s.io/v1/";

    private final KubernetesClient admin;
    private final String name;

    private SigningPolicy(KubernetesClient admin, String name) {
        this.admin = admin;
        this.name = name;
    }

    /** Let into a namespace the models of its config map {@code signed-models}, which maps digests to signatures. */
    static SigningPolicy enforce(Kubernetes kubernetes, Namespace namespace) {
        SigningPolicy policy = new SigningPolicy(kubernetes.admin(), "signed-models-" + namespace.name());
        policy.create("validatingadmissionpolicies", """
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicy
                metadata: {name: %s}
                spec:
                  failurePolicy: Fail
                  paramKind: {apiVersion: v1, kind: ConfigMap}
                  matchConstraints:
                    resourceRules:
                    - {apiGroups: [serving.kserve.io], apiVersions: ["*"], operations: [CREATE, UPDATE], resources: [inferenceservices]}
                  variables:
                  - {name: annotations, expression: "has(object.metadata.annotations) ? object.metadata.annotations : {}"}
                  - {name: digest, expression: "variables.annotations[?'model.digest'].orValue('')"}
                  - {name: signature, expression: "variables.annotations[?'model.signature'].orValue('')"}
                  validations:
                  - expression: "variables.digest in params.data && params.data[variables.digest] == variables.signature"
                    messageExpression: "'model ' + object.spec.predictor.model.storageUri + ' is not signed: digest \\"' + variables.digest + '\\" with this signature is not on the list'"
                """.formatted(policy.name));
        policy.create("validatingadmissionpolicybindings", """
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicyBinding
                metadata: {name: %1$s}
                spec:
                  policyName: %1$s
                  validationActions: [Deny]
                  paramRef: {name: signed-models, namespace: %2$s, parameterNotFoundAction: Deny}
                  matchResources:
                    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %2$s}}
                """.formatted(policy.name, namespace.name()));
        return policy;
    }

    private void create(String kind, String yaml) {
        admin.create(GROUP + kind, yaml).accepted();
    }

    @Override
    public void close() {
        admin.delete(GROUP + "validatingadmissionpolicybindings/" + name);
        admin.delete(GROUP + "validatingadmissionpolicies/" + name);
    }
}
