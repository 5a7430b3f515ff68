package io.mmp.test.examples.platform.kubernetes;

import java.util.List;
import java.util.Map;

/** A namespace of the cluster, in which a test has its objects. */
record Namespace(KubernetesClient client, String name) {

    /** Return the same namespace for another user. */
    Namespace as(KubernetesClient other) {
        return new Namespace(other, name);
    }

    /** Create an object of YAML, such as {@code create("apps/v1", "deployments", "...")}. */
    Answer create(String groupVersion, String kind, String yaml) {
        return client.create(path(groupVersion, kind), yaml);
    }

    Answer get(String groupVersion, String kind, String object) {
        return client.get(path(groupVersion, kind) + "/" + object);
    }

    Answer patch(String groupVersion, String kind, String object, Map<String, ?> change) {
        return client.patch(path(groupVersion, kind) + "/" + object, change);
    }

    Answer delete(String groupVersion, String kind, String object) {
        return client.delete(path(groupVersion, kind) + "/" + object);
    }

    /** Ask for the objects of a kind. */
    Answer list(String groupVersion, String kind) {
        return client.get(path(groupVersion, kind));
    }

    /** Return the pods of a job, or of another owner that marks them with a label. */
    List<Answer> pods(String label, String value) {
        return client.get(path("v1", "pods") + "?labelSelector=%s%%3D%s".formatted(label, value))
                .accepted()
                .items();
    }

    /** Make a service account, and return a client that is it. */
    KubernetesClient account(String account) {
        create("v1", "serviceaccounts", """
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: %s}
                """.formatted(account)).accepted();
        Answer token =
                create("v1", "serviceaccounts/%s/token".formatted(account), """
                apiVersion: authentication.k8s.io/v1
                kind: TokenRequest
                spec: {expirationSeconds: 3600}
                """).accepted();
        return client.withToken(token.text("status", "token"));
    }

    private String path(String groupVersion, String kind) {
        return KubernetesClient.path(groupVersion, name, kind);
    }
}
