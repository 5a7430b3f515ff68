package io.mmp.test.examples.platform.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * Talks to an API server as one user. It is the JDK's HTTP client: the API server takes YAML and answers with the status that the tests are about, so that
 * neither {@code kubectl}, a process a call, nor a client library of 27 MB is needed.
 */
final class KubernetesClient {

    private final HttpClient http;
    private final URI server;
    private final String token;

    KubernetesClient(HttpClient http, URI server, String token) {
        this.http = http;
        this.server = server;
        this.token = token;
    }

    /** Return a client of the same server with another token. */
    KubernetesClient withToken(String newToken) {
        return new KubernetesClient(http, server, newToken);
    }

    /** Return the path of a kind of objects in a namespace, such as {@code path("apps/v1", "ml", "deployments")}. */
    static String path(String groupVersion, String namespace, String kind) {
        return "/%s/%s/namespaces/%s/%s"
                .formatted(groupVersion.contains("/") ? "apis" : "api", groupVersion, namespace, kind);
    }

    Answer get(String path) {
        return send("GET", path, "application/json", BodyPublishers.noBody());
    }

    /** Create an object of YAML. */
    Answer create(String path, String yaml) {
        return send("POST", path, "application/yaml", BodyPublishers.ofString(yaml, UTF_8));
    }

    /** Change what an object has, by the rules of its kind. */
    Answer patch(String path, Map<String, ?> change) {
        try {
            return send(
                    "PATCH",
                    path,
                    "application/strategic-merge-patch+json",
                    BodyPublishers.ofString(JSON.std.asString(change), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Delete an object at once, without a time of grace. */
    Answer delete(String path) {
        String separator = path.contains("?") ? "&" : "?";
        return send("DELETE", path + separator + "gracePeriodSeconds=0", "application/json", BodyPublishers.noBody());
    }

    private Answer send(String method, String path, String type, BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .header("Content-Type", type)
                .method(method, body)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString(UTF_8));
            boolean isJson =
                    answer.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
            return new Answer(
                    answer.statusCode(), isJson ? JSON.std.mapFrom(answer.body()) : Map.of("message", answer.body()));
        } catch (IOException e) {
            throw new UncheckedIOException("%s %s: %s".formatted(method, path, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted at %s %s.".formatted(method, path), e);
        }
    }
}
