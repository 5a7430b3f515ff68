package io.mmp.test.examples.platform.drift;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The system under test: a service that gets a window of rows at a time, alerts when they have drifted from a reference and starts a retraining,
 * once for each episode of drift.
 *
 * <p>{@code POST /windows} takes a window as CSV; {@code POST /compare} a reference and, behind an empty line, a window, and alerts nobody. Both
 * answer with the columns that drifted.
 */
final class DriftMonitor implements AutoCloseable {

    /** What may be wrong with it. */
    enum Fault {
        NONE,
        ALERTS_FOR_EACH_WINDOW,
        FORGETS_RETRAINING,
        HAS_A_FIXED_THRESHOLD
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server;
    private final Window reference;
    private final URI alerts;
    private final URI training;
    private final Fault fault;
    private int episode;
    private boolean inDrift;

    private DriftMonitor(HttpServer server, Window reference, URI alerts, URI training, Fault fault) {
        this.server = server;
        this.reference = reference;
        this.alerts = alerts;
        this.training = training;
        this.fault = fault;
    }

    static DriftMonitor start(String referenceCsv, URI alerts, URI training, Fault fault) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        DriftMonitor monitor = new DriftMonitor(server, Window.parse(referenceCsv), alerts, training, fault);
        server.createContext("/windows", exchange -> answer(exchange, monitor.watch(body(exchange))));
        server.createContext("/compare", exchange -> {
            String[] parts = body(exchange).split("\n\n", -1);
            answer(exchange, monitor.drifted(Window.parse(parts[0]), Window.parse(parts[1])));
        });
        server.start();
        return monitor;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private synchronized List<String> watch(String csv) {
        List<String> drifted = drifted(reference, Window.parse(csv));
        boolean isNew = !drifted.isEmpty() && !inDrift;
        inDrift = !drifted.isEmpty();
        episode += isNew ? 1 : 0;
        if (isNew || (inDrift && fault == Fault.ALERTS_FOR_EACH_WINDOW)) {
            post(alerts, "{\"id\": \"drift-%s\", \"columns\": \"%s\"}".formatted(episode, String.join(" ", drifted)));
        }
        if (isNew && fault != Fault.FORGETS_RETRAINING) {
            post(training.resolve("/retraining-" + episode), csv);
        }
        return drifted;
    }

    private List<String> drifted(Window before, Window now) {
        return before.columns().stream()
                .filter(column -> before.distance(now, column)
                        > (fault == Fault.HAS_A_FIXED_THRESHOLD ? 0.1 : before.critical(now)))
                .toList();
    }

    private void post(URI receiver, String body) {
        try {
            http.send(
                    HttpRequest.newBuilder(receiver)
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.discarding());
        } catch (IOException e) {
            throw new IllegalStateException("Nobody takes " + body, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, List<String> columns) throws IOException {
        try (exchange) {
            byte[] bytes = String.join(",", columns).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
