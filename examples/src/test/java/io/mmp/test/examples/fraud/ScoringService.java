package io.mmp.test.examples.fraud;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mmp.test.examples.fraud.Transactions.Transaction;
import io.mmp.test.training.Predictor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A model behind HTTP: the code under test of a real project. */
final class ScoringService implements AutoCloseable {

    static final String VALID = "{\"amount\": 99.5, \"velocity_1h\": 3, \"hour_of_day\": 14}";

    private static final Pattern REQUEST = Pattern.compile(
            "\\{\"amount\": (\\d{1,6}(?:\\.\\d+)?), \"velocity_1h\": (\\d{1,3}), \"hour_of_day\": (1?\\d|2[0-3])}");
    private static final int LARGEST_BODY = 1_000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Predictor<Transaction> model;
    private volatile long stallsUntil;

    private ScoringService(HttpServer server, Predictor<Transaction> model) {
        this.server = server;
        this.model = model;
    }

    /** Start a service that rejects what it cannot score. */
    static ScoringService start(Predictor<Transaction> model) {
        return start(model, true);
    }

    /** Start a service that answers 200 to everything. */
    static ScoringService startLax(Predictor<Transaction> model) {
        return start(model, false);
    }

    private static ScoringService start(Predictor<Transaction> model, boolean checks) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
            ScoringService service = new ScoringService(server, model);
            server.setExecutor(service.threads);
            server.createContext("/score", exchange -> service.answer(exchange, checks));
            server.start();
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Return a valid request. */
    HttpRequest request() {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/score"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(VALID))
                .build();
    }

    /** Let every answer wait until this time is over. */
    void stall(Duration duration) {
        stallsUntil = System.nanoTime() + duration.toNanos();
    }

    private void answer(HttpExchange exchange, boolean checks) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        LockSupport.parkNanos(stallsUntil - System.nanoTime());
        boolean isJson = "application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"));
        Matcher request = REQUEST.matcher(new String(body, StandardCharsets.UTF_8));
        boolean isValid = isJson && body.length <= LARGEST_BODY && request.matches();
        try (exchange) {
            if (!isValid) {
                exchange.sendResponseHeaders(checks ? 422 : 200, -1);
                return;
            }
            byte[] answer = "{\"fraud\": %s}".formatted(score(request)).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private double score(Matcher request) throws IOException {
        List<Double> features = List.of(
                Double.valueOf(request.group(1)),
                Double.valueOf(request.group(2)),
                0.0,
                0.0,
                Double.valueOf(request.group(3)),
                400.0);
        try {
            return model.predict(List.of(new Transaction(features, false)))[0];
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
