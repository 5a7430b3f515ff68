package io.mmp.test.examples.platform.kserve;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A predictor in this JVM that answers malformed requests as KServe's does: it scores null and text of digits, and breaks on the rest. */
final class LaxPredictor implements AutoCloseable {

    private final HttpServer server;

    private LaxPredictor(HttpServer server) {
        this.server = server;
    }

    static LaxPredictor start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/v1/models/fraud:predict", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                byte[] answer;
                int status = 200;
                try {
                    answer = predict(body);
                } catch (RuntimeException | IOException e) {
                    status = 500;
                    answer = "{\"error\": \"%s\"}"
                            .formatted(e.getClass().getName())
                            .getBytes(StandardCharsets.UTF_8);
                }
                exchange.sendResponseHeaders(status, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
        return new LaxPredictor(server);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/models/fraud:predict");
    }

    private static byte[] predict(String body) throws IOException {
        List<?> rows = (List<?>) ((Map<?, ?>) JSON.std.anyFrom(body)).get("instances");
        List<Double> scores = rows.stream()
                .map(row -> ((List<?>) row)
                        .stream().mapToDouble(LaxPredictor::number).sum())
                .toList();
        return JSON.std.asString(Map.of("predictions", scores)).getBytes(StandardCharsets.UTF_8);
    }

    private static double number(Object value) {
        return value == null ? Double.NaN : Double.parseDouble(value.toString());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
