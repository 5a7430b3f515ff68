package io.mmp.test.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** A real HTTP server that stalls by a script and logs when each request came and when it was answered. */
final class LoggingServer implements AutoCloseable {

    /** What is answered at once and leaves no trace. */
    static final String UNLOGGED = "/unlogged";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong first = new AtomicLong();
    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private final long stallFrom;
    private final long stallTo;

    /** When a request came and when it was answered, by {@link System#nanoTime()}. */
    record Entry(long came, long answered) {}

    private LoggingServer(Duration stallFrom, Duration stallTo) throws IOException {
        this.stallFrom = stallFrom.toNanos();
        this.stallTo = stallTo.toNanos();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    static LoggingServer start() throws IOException {
        return new LoggingServer(Duration.ZERO, Duration.ZERO);
    }

    /** Let all requests wait that are there between two moments, counted from the first request that is logged. */
    static LoggingServer stalling(Duration from, Duration to) throws IOException {
        return new LoggingServer(from, to);
    }

    private void answer(HttpExchange exchange) throws IOException {
        long came = System.nanoTime();
        String path = exchange.getRequestURI().getPath();
        if (path.equals(UNLOGGED)) {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            return;
        }
        first.compareAndSet(0, came);
        exchange.getRequestBody().readAllBytes();
        long since = came - first.get();
        if (since >= stallFrom && since < stallTo) {
            sleep(stallTo - since);
        }
        int status = path.startsWith("/status/") ? Integer.parseInt(path.substring("/status/".length())) : 200;
        // Before the answer: who has it may look here at once.
        entries.add(new Entry(came, System.nanoTime()));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static void sleep(long nanos) {
        try {
            Thread.sleep(Duration.ofNanos(nanos).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:%s%s".formatted(server.getAddress().getPort(), path));
    }

    HttpRequest request(String path) {
        return HttpRequest.newBuilder(uri(path)).build();
    }

    /** Return what was answered, in the order in which it came. */
    List<Entry> log() {
        return entries.stream().sorted(Comparator.comparingLong(Entry::came)).toList();
    }

    /**
     * Return how many milliseconds after they were due requests were answered, by this server's own log, sorted. They were due at a constant
     * interval, the first one so that none came before it was due.
     */
    double[] log(Duration interval) {
        List<Entry> inOrder = log();
        long start = IntStream.range(0, inOrder.size())
                .mapToLong(i -> inOrder.get(i).came() - i * interval.toNanos())
                .min()
                .orElseThrow();
        return IntStream.range(0, inOrder.size())
                .mapToDouble(i -> (inOrder.get(i).answered() - start - i * interval.toNanos()) / 1e6)
                .sorted()
                .toArray();
    }

    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Override
    public void close() {
        stop();
    }
}
