package io.mmp.test.examples.rag;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Calls a service that this one depends on; whatever goes wrong there, the caller is told which one is not available. */
final class JsonClient {

    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final String dependency;
    private final URI uri;
    private final Duration timeout;

    JsonClient(String dependency, String uri, Duration timeout) {
        this.dependency = dependency;
        this.uri = URI.create(uri);
        this.timeout = timeout;
    }

    /** Send an object and return the one that answers. */
    Map<String, Object> post(String path, Map<String, ?> body) {
        try {
            HttpResponse<String> answer = send(HttpRequest.newBuilder(uri.resolve(path))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(JSON.std.asString(body), StandardCharsets.UTF_8))
                    .timeout(timeout));
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode());
            }
            return JSON.std.mapFrom(answer.body());
        } catch (IOException e) {
            throw ServiceException.unavailable(dependency, e);
        }
    }

    /** Return {@code ok} if the service says that it is well. */
    String status() {
        try {
            int status = send(HttpRequest.newBuilder(uri.resolve("/health")).timeout(CONNECT))
                    .statusCode();
            return status == 200 ? "ok" : "status " + status;
        } catch (IOException e) {
            return "not reachable";
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
