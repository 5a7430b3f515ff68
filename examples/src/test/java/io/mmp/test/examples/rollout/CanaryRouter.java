package io.mmp.test.examples.rollout;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mmp.test.examples.rollout.Arm.Statistics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Sends each user's requests to one of two predictors, by a hash of the user's name, and counts what they answer. */
final class CanaryRouter implements AutoCloseable {

    /** Where requests go at the moment, and what was counted since that was said. */
    private record Routes(URI stable, URI canary, double weight, Map<String, Arm> arms) {

        static Routes of(URI stable, URI canary, double weight) {
            return new Routes(stable, canary, weight, Map.of("stable", new Arm(), "canary", new Arm()));
        }

        Map<String, Statistics> statistics() {
            return Map.of(
                    "stable",
                    arms.get("stable").statistics(),
                    "canary",
                    arms.get("canary").statistics());
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final UserHash hash;
    private final Runnable canaryFailed;
    /** A request counts in the statistics that are there when it is answered: nobody takes these away meanwhile. */
    private final ReadWriteLock counting = new ReentrantReadWriteLock();

    private volatile Routes routes;

    private CanaryRouter(HttpServer server, UserHash hash, URI stable, Runnable canaryFailed) {
        this.server = server;
        this.hash = hash;
        this.routes = Routes.of(stable, stable, 0);
        this.canaryFailed = canaryFailed;
    }

    /** Start a router that sends all to one predictor, and tells when the canary failed. */
    static CanaryRouter start(UserHash hash, URI stable, Runnable canaryFailed) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        CanaryRouter router = new CanaryRouter(server, hash, stable, canaryFailed);
        server.setExecutor(router.threads);
        server.createContext("/predict", router::route);
        server.start();
        return router;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    double weight() {
        return routes.weight();
    }

    /** Return the arm of a user. */
    String armOf(String user) {
        return armOf(user, routes);
    }

    private String armOf(String user, Routes to) {
        return hash.of(user, to.weight()) < to.weight() ? "canary" : "stable";
    }

    /** Send requests elsewhere from now on; return what was counted up to now, and count anew. */
    Map<String, Statistics> setRoutes(URI stable, URI canary, double weight) {
        counting.writeLock().lock();
        try {
            Map<String, Statistics> counted = routes.statistics();
            routes = Routes.of(stable, canary, weight);
            return counted;
        } finally {
            counting.writeLock().unlock();
        }
    }

    Map<String, Statistics> statistics() {
        return routes.statistics();
    }

    private void route(HttpExchange exchange) throws IOException {
        try (exchange) {
            Routes to = routes;
            String arm = armOf(String.valueOf(exchange.getRequestHeaders().getFirst("X-User")), to);
            URI predictor = arm.equals("canary") ? to.canary() : to.stable();
            long start = System.nanoTime();
            HttpResponse<String> answer = forward(exchange, predictor);
            count(arm, answer.statusCode(), System.nanoTime() - start);
            answer.headers()
                    .firstValue("X-Model")
                    .ifPresent(model -> exchange.getResponseHeaders().add("X-Model", model));
            exchange.getResponseHeaders().add("X-Arm", arm);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.statusCode(), body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<String> forward(HttpExchange exchange, URI predictor)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(predictor.resolve(exchange.getRequestURI()))
                        .timeout(Duration.ofSeconds(5))
                        .build(),
                BodyHandlers.ofString());
    }

    private void count(String arm, int status, long tookNanos) {
        counting.readLock().lock();
        try {
            routes.arms().get(arm).count(status, tookNanos);
        } finally {
            counting.readLock().unlock();
        }
        if (arm.equals("canary") && status >= 500) {
            canaryFailed.run();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
