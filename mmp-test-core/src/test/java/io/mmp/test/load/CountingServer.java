package io.mmp.test.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server in a JVM of its own that answers at once and notes when each request came, so that load generators are judged from outside. */
public final class CountingServer {

    private static final int MOST = 5_000_000;

    private final long[] came = new long[MOST];
    private final AtomicInteger count = new AtomicInteger();

    private CountingServer() {}

    /** Start it, print its port, and answer until standard input ends. */
    public static void main(String[] args) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
        CountingServer counts = new CountingServer();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        server.setExecutor(Executors.newFixedThreadPool(16));
        server.createContext("/", counts::answer);
        server.createContext("/reset", counts::reset);
        server.createContext("/counts", counts::tell);
        server.start();
        System.out.println(server.getAddress().getPort());
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        System.exit(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        int number = count.getAndIncrement();
        if (number < MOST) {
            came[number] = System.nanoTime();
        }
        send(exchange, "ok");
    }

    private void reset(HttpExchange exchange) throws IOException {
        count.set(0);
        send(exchange, "ok");
    }

    /**
     * Tell how many requests came, and how far they were from equal distances at a rate, in microseconds: the median, the 99th percentile
     * and the maximum.
     */
    private void tell(HttpExchange exchange) throws IOException {
        int size = Math.min(MOST, count.get());
        double rate = Double.parseDouble(exchange.getRequestURI().getQuery());
        long[] times = Arrays.copyOf(came, size);
        Arrays.sort(times);
        double[] errors = new double[size];
        for (int i = 0; i < size; i++) {
            errors[i] = (times[i] - times[0]) / 1e3 - i / rate * 1e6;
        }
        // The first request may be the odd one: the grid is laid where most requests are.
        double middle = at(errors, 0.5);
        double[] distances =
                Arrays.stream(errors).map(error -> Math.abs(error - middle)).toArray();
        send(exchange, "%s %s %s %s".formatted(size, at(distances, 0.5), at(distances, 0.99), at(distances, 1)));
    }

    private static double at(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }

    private static void send(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }
}
