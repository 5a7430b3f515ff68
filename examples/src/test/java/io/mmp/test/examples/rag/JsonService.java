package io.mmp.test.examples.rag;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * An HTTP service that takes and gives JSON in UTF-8, whatever the locale of its process, with {@code GET /health} and {@code GET /metrics}.
 *
 * <p>What fails is answered with {@code {"error": "..."}}; what an exception says goes to the log, not to the client.
 */
final class JsonService {

    private static final int LARGEST_BODY = 2_000_000;

    /** Answers a request. */
    interface Endpoint {
        Map<String, ?> answer(JsonRequest request);
    }

    private final String name;
    private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    private final Supplier<Map<String, String>> dependencies;
    private final ServiceMetrics metrics = new ServiceMetrics();

    /**
     * Describe a service.
     *
     * @param dependencies tells the status of each dependency: {@code ok}, or what is wrong
     */
    JsonService(String name, Supplier<Map<String, String>> dependencies) {
        this.name = name;
        this.dependencies = dependencies;
    }

    /** Answer POST requests to this path. */
    JsonService post(String path, Endpoint endpoint) {
        endpoints.put(path, endpoint);
        return this;
    }

    /** Serve on this port of the loopback interface. */
    void start(String port) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)), 500);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        long start = System.nanoTime();
        String path = exchange.getRequestURI().getPath();
        Answer answer;
        try {
            answer = answer(exchange, path);
        } catch (ServiceException e) {
            answer = Answer.error(e.status(), e.getMessage());
            log(path, e);
        } catch (RuntimeException e) {
            answer = Answer.error(500, "The %s service failed; its log says why.".formatted(name));
            log(path, e);
        }
        boolean known = endpoints.containsKey(path) || path.equals("/health") || path.equals("/metrics");
        metrics.count(
                exchange.getRequestMethod().matches("GET|POST") ? exchange.getRequestMethod() : "other",
                known ? path : "other",
                answer.status(),
                (System.nanoTime() - start) / 1e9);
        send(exchange, answer);
    }

    private Answer answer(HttpExchange exchange, String path) throws IOException {
        Endpoint endpoint = endpoints.get(path);
        boolean isGet = path.equals("/health") || path.equals("/metrics");
        if (endpoint == null && !isGet) {
            return Answer.error(404, "There is no such path.");
        }
        String method = isGet ? "GET" : "POST";
        if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().add("Allow", method);
            return Answer.error(405, "This path takes %s alone.".formatted(method));
        }
        if (endpoint != null) {
            return Answer.json(200, endpoint.answer(new JsonRequest(body(exchange))));
        }
        return path.equals("/health") ? health() : new Answer(200, "text/plain; version=0.0.4", metrics.toString());
    }

    private Answer health() throws IOException {
        Map<String, String> statuses = dependencies.get();
        boolean isWell = statuses.values().stream().allMatch("ok"::equals);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("status", isWell ? "ok" : "unavailable");
        tree.put("dependencies", statuses);
        return Answer.json(isWell ? 200 : 503, tree);
    }

    private static Map<String, Object> body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (bytes.length > LARGEST_BODY) {
            throw ServiceException.badRequest("The body has more than %s bytes.".formatted(LARGEST_BODY));
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ServiceException.badRequest("The body is not UTF-8.");
        }
        try {
            Map<String, Object> fields = JSON.std.mapFrom(text);
            if (fields != null) { // it is null for the text null
                return fields;
            }
        } catch (IOException e) {
            // said below
        }
        throw ServiceException.badRequest("The body is not a JSON object.");
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        try (exchange) {
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", answer.type() + "; charset=utf-8");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(answer.status(), -1);
            } else {
                exchange.sendResponseHeaders(answer.status(), bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    @SuppressWarnings("SystemOut") // a service's log is its output
    private static void log(String path, Throwable failure) {
        System.err.println(path + ": " + failure + (failure.getCause() == null ? "" : ": " + failure.getCause()));
    }

    private record Answer(int status, String type, String body) {

        static Answer json(int status, Map<String, ?> tree) throws IOException {
            return new Answer(status, "application/json", JSON.std.asString(tree));
        }

        static Answer error(int status, String message) throws IOException {
            return json(status, Map.of("error", message));
        }
    }
}
