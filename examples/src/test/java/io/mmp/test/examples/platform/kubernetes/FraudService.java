package io.mmp.test.examples.platform.kubernetes;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;

/** An application of replicas: a deployment of the cluster whose pods are processes, and the router in front of them. */
final class FraudService implements AutoCloseable {

    private static final String APPLICATION = "fraud";
    private static final String METRIC = "requests-per-second";

    private final Namespace namespace;
    private final ProcessNode node;
    private final ReplicaRouter router;
    private final ExternalMetrics metrics;

    private FraudService(Namespace namespace, ProcessNode node, ReplicaRouter router, ExternalMetrics metrics) {
        this.namespace = namespace;
        this.node = node;
        this.router = router;
        this.metrics = metrics;
    }

    /** Deploy one replica, and wait until it is ready. */
    static FraudService deploy(Kubernetes kubernetes, String namespaceName, ReadyWhen readyWhen) throws IOException {
        Namespace namespace = kubernetes.namespace(namespaceName);
        ReplicaRouter router = ReplicaRouter.start(namespace, APPLICATION);
        FraudService service = new FraudService(
                namespace,
                ProcessNode.join(kubernetes, namespaceName, readyWhen),
                router,
                ExternalMetrics.serve(kubernetes, METRIC, router::arrivalsPerSecond));
        try {
            service.create();
        } catch (RuntimeException | Error failure) {
            service.close();
            throw failure;
        }
        return service;
    }

    private void create() {
        namespace
                .create("apps/v1", "deployments", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: fraud}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: fraud}}
                  template:
                    metadata: {labels: {app: fraud}}
                    spec:
                      nodeSelector: {processes: %s}
                      containers: [{name: predictor, image: "registry.invalid/fraud:7", resources: {requests: {cpu: 100m}}}]
                """.formatted(namespace.name()))
                .accepted();
        awaitReady(1);
    }

    /** Let the cluster keep so many replicas that each gets 10 requests a second. */
    void scaleAutomatically(int maxReplicas) {
        namespace
                .create("autoscaling/v2", "horizontalpodautoscalers", """
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: fraud}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: fraud}
                  minReplicas: 1
                  maxReplicas: %s
                  metrics:
                  - type: External
                    external: {metric: {name: %s}, target: {type: AverageValue, averageValue: "10"}}
                """.formatted(maxReplicas, METRIC))
                .accepted();
    }

    /** Keep so many replicas, and wait until they are ready. */
    void scale(int replicas) {
        namespace
                .patch("apps/v1", "deployments", APPLICATION, Map.of("spec", Map.of("replicas", replicas)))
                .accepted();
        awaitReady(replicas);
    }

    private void awaitReady(int replicas) {
        await(replicas + " ready replicas").atMost(Duration.ofMinutes(2)).until(() -> ready() == replicas);
    }

    /** Return how many replicas are ready. */
    int ready() {
        return namespace.get("apps/v1", "deployments", APPLICATION).number("status", "readyReplicas");
    }

    /** Return a request to the router. */
    HttpRequest request() {
        return router.request();
    }

    @Override
    public void close() {
        router.close();
        metrics.close();
        namespace.delete("apps/v1", "deployments", APPLICATION);
        namespace.delete("autoscaling/v2", "horizontalpodautoscalers", APPLICATION);
        node.close();
    }
}
