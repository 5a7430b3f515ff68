package io.mmp.test.rollout;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A service of two arms that splits its traffic by a hash of the key, and counts; it can be told to do each of it wrongly. */
final class SplittingService implements AutoCloseable {

    /** How a key gets its number from 0 to 1. */
    interface Hash {
        double of(String key, double weight);
    }

    static final Hash NESTED = (key, weight) -> unit(key.hashCode());
    static final Hash NOT_NESTED = (key, weight) -> unit((key + weight).hashCode());

    /** Draws for each request, the same each time. */
    static Hash random() {
        AtomicInteger drawn = new AtomicInteger();
        return (key, weight) -> unit(drawn.incrementAndGet());
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, AtomicLong> statistics = counters();
    private final Map<String, AtomicLong> predictions = counters();
    private final Hash hash;
    volatile double weight;
    volatile boolean canaryFails;
    volatile boolean stableFails;
    volatile boolean namesArm = true;
    volatile boolean namesArmInErrors = true;
    volatile boolean rollsBack;
    volatile boolean losesAtReset;
    volatile boolean countsTwice;
    volatile boolean countsLate;
    volatile int stableMillis;
    volatile boolean stallsInBody;

    SplittingService(Hash hash) {
        this.hash = hash;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    RolloutRun run() {
        return RolloutRun.of(this::request).withArmHeader("X-Arm").withWeight(share -> weight = share);
    }

    HttpRequest request(String key) {
        return HttpRequest.newBuilder(uri()).header("X-User", key).build();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String key = exchange.getRequestHeaders().getFirst("X-User");
            String query = exchange.getRequestURI().getQuery();
            double share = weight;
            boolean isCanary = hash.of(key == null ? String.valueOf(query) : key, share) < share;
            String arm = isCanary ? "canary" : "stable";
            boolean fails = isCanary ? canaryFails : stableFails;
            if (fails && isCanary && rollsBack) {
                weight = 0;
            }
            if (!isCanary && stableMillis > 0) {
                TimeUnit.MILLISECONDS.sleep(stableMillis);
            }
            requireNonNull(predictions.get(arm)).incrementAndGet();
            if (!countsLate) {
                count(arm);
            }
            if (namesArm && (!fails || namesArmInErrors)) {
                exchange.getResponseHeaders().add("X-Arm", arm);
            }
            if (stallsInBody) {
                exchange.sendResponseHeaders(200, 10);
                TimeUnit.SECONDS.sleep(30);
            }
            exchange.sendResponseHeaders(fails ? 500 : 200, -1);
            if (countsLate) {
                TimeUnit.MILLISECONDS.sleep(50);
                count(arm);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void count(String arm) {
        requireNonNull(statistics.get(arm)).addAndGet(countsTwice ? 2 : 1);
    }

    /** Take what was counted since the last call; a lossy service reads and resets in two goes. */
    Map<String, Long> take() throws InterruptedException {
        if (losesAtReset) {
            Map<String, Long> read = predictions(statistics);
            TimeUnit.MILLISECONDS.sleep(30);
            statistics.values().forEach(counter -> counter.set(0));
            return read;
        }
        Map<String, Long> taken = new TreeMap<>();
        statistics.forEach((arm, counter) -> taken.put(arm, counter.getAndSet(0)));
        return taken;
    }

    Map<String, Long> predictions() {
        return predictions(predictions);
    }

    private static Map<String, Long> predictions(Map<String, AtomicLong> counters) {
        Map<String, Long> read = new TreeMap<>();
        counters.forEach((arm, counter) -> read.put(arm, counter.get()));
        return read;
    }

    private static Map<String, AtomicLong> counters() {
        return Map.of("stable", new AtomicLong(), "canary", new AtomicLong());
    }

    private static double unit(int hash) {
        return new SplittableRandom(hash).nextDouble();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
