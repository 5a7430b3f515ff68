package io.mmp.test.mlflow.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers what no real MLflow server would: hostile names, broken bodies, artifacts elsewhere. */
final class StubServer implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    StubServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                authorizations.add(
                        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                                .orElse("none"));
                requests.add(exchange.getRequestURI().toString());
                Answer answer =
                        answers.getOrDefault(exchange.getRequestURI().toString(), new Answer(404, 0, "nothing"));
                byte[] body = answer.body.getBytes(UTF_8);
                exchange.sendResponseHeaders(answer.status, body.length + answer.missingBytes);
                exchange.getResponseBody().write(body);
                exchange.getResponseBody().flush(); // JDK 25 drops what is buffered when an answer breaks off
            }
        });
        server.start();
    }

    /** Answer a request, whose path and query are given as they are sent. */
    StubServer answering(String pathAndQuery, int status, String body) {
        answers.put(pathAndQuery, new Answer(status, 0, body));
        return this;
    }

    /** Answer a run whose artifacts are somewhere. */
    StubServer answeringRun(String runId, String artifactUri) {
        return answering(
                "/api/2.0/mlflow/runs/get?run_id=" + runId,
                200,
                Json.write(Map.of("run", Map.of("info", Map.of("run_id", runId, "artifact_uri", artifactUri)))));
    }

    /** Promise more bytes than are sent. */
    StubServer breakingOff(String pathAndQuery, String body) {
        answers.put(pathAndQuery, new Answer(200, 10, body));
        return this;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<String> requests() {
        return requests;
    }

    List<String> authorizations() {
        return authorizations;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private record Answer(int status, int missingBytes, String body) {}
}
