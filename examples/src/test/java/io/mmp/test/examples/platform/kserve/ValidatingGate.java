package io.mmp.test.examples.platform.kserve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before a model server and lets through what its model can score: the code under test of a real project. */
final class ValidatingGate implements AutoCloseable {

    private static final int LARGEST_BODY = 64 << 10;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI model;
    private final ModelSchema schema;

    private ValidatingGate(HttpServer server, URI model, ModelSchema schema) {
        this.server = server;
        this.model = model;
        this.schema = schema;
    }

    /**
     * Stand before a model.
     *
     * @param model where it is asked, such as {@code http://127.0.0.1:8080/v1/models/fraud:predict}
     */
    static ValidatingGate before(URI model, ModelSchema schema) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        ValidatingGate gate = new ValidatingGate(server, model, schema);
        server.setExecutor(gate.threads);
        server.createContext("/", gate::answer);
        server.start();
        return gate;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:%s%s".formatted(server.getAddress().getPort(), model.getPath()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
            String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                    .orElse("");
            if (!exchange.getRequestURI().getRawPath().equals(model.getRawPath())) {
                refuse(exchange, 404, "there is no such model");
            } else if (!exchange.getRequestMethod().equals("POST")) {
                refuse(exchange, 405, "POST is expected");
            } else if (!type.matches("application/json(\\s*;.*)?")) {
                refuse(exchange, 415, "application/json is expected");
            } else if (body.length > LARGEST_BODY) {
                exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
                refuse(exchange, 413, "the body is too large");
            } else {
                Optional<String> fault = PredictionRequest.fault(body, schema);
                if (fault.isPresent()) {
                    refuse(exchange, 422, fault.get());
                } else {
                    letThrough(exchange, body);
                }
            }
        }
    }

    private void letThrough(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(model)
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            send(exchange, answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void refuse(HttpExchange exchange, int status, String error) throws IOException {
        send(exchange, status, "{\"error\": \"%s\"}".formatted(error).getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
