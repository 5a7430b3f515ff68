package io.mmp.test.examples.platform.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests to the ready pods of an application, one at a time to each; those that find none free wait, as they do in Knative's activator, for 30 s at most. It
 * measures how many arrive, by which the application is scaled.
 */
final class ReplicaRouter implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration WINDOW = Duration.ofSeconds(2);

    private final Namespace namespace;
    private final String application;
    private final Map<String, URI> ready = new ConcurrentHashMap<>();
    /** Fair: who has waited longest is next. */
    private final BlockingQueue<String> free = new ArrayBlockingQueue<>(1_000, true);

    private final Queue<Long> arrivals = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @SuppressWarnings("FutureReturnValueIgnored") // a look tells of what fails
    private ReplicaRouter(Namespace namespace, String application) throws IOException {
        this.namespace = namespace;
        this.application = application;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        server.setExecutor(threads);
        server.createContext("/score", this::route);
        server.start();
        looks.scheduleWithFixedDelay(this::look, 0, 100, TimeUnit.MILLISECONDS);
    }

    /** Start a router to the pods with the label {@code app: APPLICATION}. */
    static ReplicaRouter start(Namespace namespace, String application) throws IOException {
        return new ReplicaRouter(namespace, application);
    }

    HttpRequest request() {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/score"))
                .build();
    }

    /** Return how many requests arrive in a second, in the last two seconds. */
    long arrivalsPerSecond() {
        long start = System.nanoTime() - WINDOW.toNanos();
        while (!arrivals.isEmpty() && arrivals.peek() - start < 0) {
            arrivals.poll();
        }
        return Math.round((double) arrivals.size() / WINDOW.toSeconds());
    }

    /** A pod is ready once and then goes: those of a {@link ProcessNode} never fall ill between. */
    private void look() {
        try {
            Map<String, URI> found = new HashMap<>();
            for (Answer pod : namespace.pods("app", application)) {
                String address = pod.text("metadata", "annotations", PodProcess.ADDRESS);
                boolean isGoing = !pod.text("metadata", "deletionTimestamp").isEmpty();
                if (pod.condition("Ready").text("status").equals("True") && !isGoing && !address.isEmpty()) {
                    found.put(pod.name(), URI.create(address));
                }
            }
            ready.keySet().retainAll(found.keySet());
            found.forEach((pod, address) -> {
                if (ready.put(pod, address) == null) {
                    free.add(pod);
                }
            });
        } catch (RuntimeException e) {
            System.getLogger(ReplicaRouter.class.getName()).log(System.Logger.Level.DEBUG, "The routes stay", e);
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        arrivals.add(System.nanoTime());
        // The JDK's server drops connections when more than 200 are idle, also under a request that is on its way.
        exchange.getResponseHeaders().add("Connection", "close");
        try (exchange) {
            String pod = takeFree();
            URI address = pod == null ? null : ready.get(pod);
            if (address == null) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            try {
                HttpResponse<byte[]> answer = http.send(
                        HttpRequest.newBuilder(address.resolve("/score"))
                                .timeout(PATIENCE)
                                .build(),
                        BodyHandlers.ofByteArray());
                exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
                exchange.getResponseBody().write(answer.body());
            } catch (IOException e) {
                exchange.sendResponseHeaders(502, -1);
            } finally {
                free.add(pod);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Return a pod that is ready and free, or null if there is none in time. */
    private String takeFree() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String pod;
        do {
            pod = free.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } while (pod != null && !ready.containsKey(pod));
        return pod;
    }

    @Override
    public void close() {
        looks.shutdownNow();
        server.stop(0);
        threads.shutdownNow();
    }
}
