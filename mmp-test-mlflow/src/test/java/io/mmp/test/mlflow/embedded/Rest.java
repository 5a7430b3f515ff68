package io.mmp.test.mlflow.embedded;

import io.mmp.test.mlflow.embedded.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Sends raw requests to a tracking server, for what the MLflow Java client has no method for. */
public record Rest(URI server) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** An answer with its body as text. */
    public record Answer(int status, String body, Map<String, List<String>> headers) {

        /** Return the body as a JSON object. */
        public Map<?, ?> json() {
            return (Map<?, ?>) Json.read(body.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        }

        /** Return the value at a path of keys and indexes, such as {@code run.info.run_id}. */
        public Object at(String path) {
            Object value = json();
            for (String step : path.split("\\.", -1)) {
                value = value instanceof List<?> list
                        ? list.get(Integer.parseInt(step))
                        : Objects.requireNonNull(((Map<?, ?>) value).get(step), path + " in " + body);
            }
            return value;
        }

        /** Return the error code, a colon and the message. */
        public String error() {
            return at("error_code") + ": " + at("message");
        }
    }

    /** Send {@code GET}; the path starts behind {@code /api/2.0/mlflow/} unless it starts with a slash. */
    public Answer get(String path) {
        return send("GET", path, "");
    }

    /** Send {@code POST} with JSON in which single quotes stand for double ones. */
    public Answer post(String path, String json) {
        return send("POST", path, json.replace('\'', '"'));
    }

    /** Send {@code POST} with a body of bytes and no headers but these, which are names and values in turn. */
    public Answer post(String path, byte[] body, String... headers) {
        return answer(java.net.http.HttpRequest.newBuilder(server.resolve(path))
                .POST(BodyPublishers.ofByteArray(body))
                .headers(headers)
                .build());
    }

    /** Send any method, with a JSON body unless it is empty. */
    public Answer send(String method, String path, String body) {
        URI uri = server.resolve(path.startsWith("/") ? path : "/api/2.0/mlflow/" + path);
        return answer(java.net.http.HttpRequest.newBuilder(uri)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build());
    }

    private static Answer answer(java.net.http.HttpRequest request) {
        try {
            var response = CLIENT.send(request, BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(), response.body(), response.headers().map());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(request.method() + " " + request.uri(), e);
        }
    }
}
