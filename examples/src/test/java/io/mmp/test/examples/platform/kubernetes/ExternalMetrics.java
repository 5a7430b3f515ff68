package io.mmp.test.examples.platform.kubernetes;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/** One metric that this test measures, served to autoscalers as {@code external.metrics.k8s.io} by the test itself. */
final class ExternalMetrics implements AutoCloseable {

    /** What the API server calls it, and the certificate has to be for. */
    static final String SERVER_NAME = "external-metrics.kube-system.svc";

    private static final String GROUP = "external.metrics.k8s.io";
    private static final String VERSION = GROUP + "/v1beta1";
    private static final String API_SERVICE = "/apis/apiregistration.k8s.io/v1/apiservices";

    private final Kubernetes kubernetes;
    private final String metric;
    private final LongSupplier value;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private ExternalMetrics(Kubernetes kubernetes, String metric, LongSupplier value) throws IOException {
        this.kubernetes = kubernetes;
        this.metric = metric;
        this.value = value;
        this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(kubernetes.certificate().context()));
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Serve a metric, and register it with the API server. */
    static ExternalMetrics serve(Kubernetes kubernetes, String metric, LongSupplier value) {
        try {
            ExternalMetrics metrics = new ExternalMetrics(kubernetes, metric, value);
            metrics.register();
            return metrics;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void register() {
        int port = server.getAddress().getPort();
        kubernetes
                .admin()
                .create(KubernetesClient.path("v1", "kube-system", "services"), """
                apiVersion: v1
                kind: Service
                metadata: {name: external-metrics}
                spec: {type: ExternalName, externalName: localhost, ports: [{port: %s}]}
                """.formatted(port))
                .accepted();
        kubernetes
                .admin()
                .create(API_SERVICE, """
                apiVersion: apiregistration.k8s.io/v1
                kind: APIService
                metadata: {name: v1beta1.external.metrics.k8s.io}
                spec:
                  group: external.metrics.k8s.io
                  version: v1beta1
                  groupPriorityMinimum: 100
                  versionPriority: 100
                  caBundle: %s
                  service: {name: external-metrics, namespace: kube-system, port: %s}
                """.formatted(kubernetes.certificate().base64Pem(), port))
                .accepted();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = JSON.std.asBytes(
                path.contains("/namespaces/") ? values() : path.equals("/apis/" + VERSION) ? resources() : groups());
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Map<String, ?> values() {
        return Map.of(
                "kind",
                "ExternalMetricValueList",
                "apiVersion",
                VERSION,
                "metadata",
                Map.of(),
                "items",
                List.of(Map.of(
                        "metricName", metric,
                        "metricLabels", Map.of(),
                        "timestamp",
                                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                        "value", String.valueOf(value.getAsLong()))));
    }

    private Map<String, ?> resources() {
        return Map.of(
                "kind",
                "APIResourceList",
                "apiVersion",
                "v1",
                "groupVersion",
                VERSION,
                "resources",
                List.of(Map.of(
                        "name",
                        metric,
                        "singularName",
                        "",
                        "namespaced",
                        true,
                        "kind",
                        "ExternalMetricValueList",
                        "verbs",
                        List.of("get"))));
    }

    private static Map<String, ?> groups() {
        Map<String, String> version = Map.of("groupVersion", VERSION, "version", "v1beta1");
        return Map.of(
                "kind", "APIGroupList",
                "apiVersion", "v1",
                "groups", List.of(Map.of("name", GROUP, "versions", List.of(version), "preferredVersion", version)));
    }

    @Override
    public void close() {
        kubernetes.admin().delete(API_SERVICE + "/v1beta1.external.metrics.k8s.io");
        kubernetes.admin().delete(KubernetesClient.path("v1", "kube-system", "services") + "/external-metrics");
        server.stop(0);
        threads.shutdownNow();
    }
}
