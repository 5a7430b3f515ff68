package io.mmp.test.examples.platform.kubernetes;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.mmp.test.security.CosignKey;
import io.mmp.test.security.SignatureCheck;
import io.mmp.test.security.SignatureException;
import io.mmp.test.security.SignedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A {@code ValidatingWebhook}: the API server asks it over HTTPS about each {@code InferenceService}, and it verifies the files of the model, their signature, and that
 * they were signed as that version of that model.
 */
final class SigningWebhook implements AutoCloseable {

    private static final String CONFIGURATIONS =
            "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";

    private final KubernetesClient admin;
    private final CosignKey key;
    private final String name;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private SigningWebhook(Kubernetes kubernetes, CosignKey key, String name) throws IOException {
        this.admin = kubernetes.admin();
        this.key = key;
        this.name = name;
        this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(kubernetes.certificate().context()));
        server.setExecutor(threads);
        server.createContext("/signed", this::answer);
        server.start();
    }

    /** Serve it, and let the API server ask it about a namespace. */
    static SigningWebhook enforce(Kubernetes kubernetes, Namespace namespace, CosignKey key) {
        try {
            SigningWebhook webhook = new SigningWebhook(kubernetes, key, "signed-models-" + namespace.name());
            webhook.register(kubernetes, namespace);
            return webhook;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void register(Kubernetes kubernetes, Namespace namespace) {
        admin.create(CONFIGURATIONS, """
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingWebhookConfiguration
                metadata: {name: %s}
                webhooks:
                - name: signed-models.example.org
                  admissionReviewVersions: [v1]
                  sideEffects: None
                  failurePolicy: Fail
                  timeoutSeconds: 5
                  clientConfig: {url: "https://127.0.0.1:%s/signed", caBundle: %s}
                  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %s}}
                  rules:
                  - {apiGroups: [serving.kserve.io], apiVersions: ["*"], operations: [CREATE, UPDATE], resources: [inferenceservices]}
                """.formatted(
                                name,
                                server.getAddress().getPort(),
                                kubernetes.certificate().base64Pem(),
                                namespace.name()))
                .accepted();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer review = new Answer(200, JSON.std.mapFrom(exchange.getRequestBody()));
            SignatureVerdict verdict = judge(new Answer(200, object(review)));
            byte[] body = JSON.std.asBytes(Map.of(
                    "apiVersion", "admission.k8s.io/v1",
                    "kind", "AdmissionReview",
                    "response",
                            Map.of(
                                    "uid", review.text("request", "uid"),
                                    "allowed", verdict.allowed(),
                                    "status", Map.of("code", 403, "message", verdict.message()))));
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @SuppressWarnings("unchecked") // names in JSON are texts
    private static Map<String, Object> object(Answer review) {
        return (Map<String, Object>) review.at("request", "object");
    }

    private record SignatureVerdict(boolean allowed, String message) {}

    private SignatureVerdict judge(Answer service) {
        String model = service.text("metadata", "annotations", "model.name");
        String version = service.text("metadata", "annotations", "model.version");
        URI storage = URI.create(service.text("spec", "predictor", "model", "storageUri"));
        try {
            SignatureCheck check = SignedModel.in(Path.of(storage)).check(key, model, version);
            return new SignatureVerdict(
                    check.isValid(), "version %s of model '%s': %s".formatted(version, model, check));
        } catch (SignatureException | IllegalArgumentException e) {
            return new SignatureVerdict(
                    false, "version %s of model '%s' at '%s': %s".formatted(version, model, storage, e.getMessage()));
        }
    }

    /** Let the API server find nobody. */
    void goDown() {
        server.stop(0);
    }

    @Override
    public void close() {
        admin.delete(CONFIGURATIONS + "/" + name);
        server.stop(0);
        threads.shutdownNow();
    }
}
