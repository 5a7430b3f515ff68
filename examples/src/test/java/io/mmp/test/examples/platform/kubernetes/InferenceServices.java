package io.mmp.test.examples.platform.kubernetes;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

/** KServe's {@code InferenceService} as the API server knows it: the definition without the controller, since who may create one, and with which model, is decided before that. */
final class InferenceServices {

    private static final String GROUP_VERSION = "serving.kserve.io/v1beta1";
    private static final String KIND = "inferenceservices";

    private static final String DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private static final String NAME = KIND + ".serving.kserve.io";

    private InferenceServices() {}

    /** Define the kind, unless it is there, and wait until objects of it can be created. */
    static void define(KubernetesClient admin) {
        if (admin.get(DEFINITIONS + "/" + NAME).status() == 404) {
            admin.create(DEFINITIONS, """
                    apiVersion: apiextensions.k8s.io/v1
                    kind: CustomResourceDefinition
                    metadata: {name: inferenceservices.serving.kserve.io}
                    spec:
                      group: serving.kserve.io
                      scope: Namespaced
                      names: {plural: inferenceservices, singular: inferenceservice, kind: InferenceService}
                      versions:
                      - name: v1beta1
                        served: true
                        storage: true
                        subresources: {status: {}}
                        schema:
                          openAPIV3Schema:
                            type: object
                            properties:
                              spec: {type: object, x-kubernetes-preserve-unknown-fields: true}
                              status: {type: object, x-kubernetes-preserve-unknown-fields: true}
                    """).accepted();
        }
        await("definition of " + NAME)
                .atMost(Duration.ofSeconds(60))
                .until(() -> admin.get("/apis/" + GROUP_VERSION + "/" + KIND).status() == 200);
    }

    /** Ask for one that serves a version of a model; annotations are YAML. */
    static Answer create(Namespace namespace, String name, String annotations, String storageUri) {
        return namespace.create(GROUP_VERSION, KIND, """
                apiVersion: serving.kserve.io/v1beta1
                kind: InferenceService
                metadata: {name: %s, annotations: {%s}}
                spec: {predictor: {model: {modelFormat: {name: lightgbm}, storageUri: "%s"}}}
                """.formatted(name, annotations, storageUri));
    }

    static Answer delete(Namespace namespace, String name) {
        return namespace.delete(GROUP_VERSION, KIND, name);
    }

    static Answer list(Namespace namespace) {
        return namespace.list(GROUP_VERSION, KIND);
    }

    /** Return the names of those that are there. */
    static List<String> names(Namespace namespace) {
        return list(namespace).accepted().items().stream()
                .map(Answer::name)
                .sorted()
                .toList();
    }
}
