package io.mmp.test.readiness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that depends on a vector store, with a health endpoint of one kind or another; also a program of its own. */
final class HealthMain implements AutoCloseable {

    enum Kind {
        HONEST,
        ALWAYS_GREEN,
        ALWAYS_RED,
        GREEN_BY_STATUS_ALONE,
        NAMES_ANOTHER,
        NAMES_NOTHING,
        PLAIN_TEXT,
        HANGS,
        BREAKS,
        STAYS_RED,
        FLAPS
    }

    private final HttpServer server;
    private final Kind kind;
    private final int storePort;
    private final AtomicBoolean wasRed = new AtomicBoolean();
    private final AtomicInteger redAnswers = new AtomicInteger();

    HealthMain(Kind kind, int port, int storePort) throws IOException {
        this.kind = kind;
        this.storePort = storePort;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "health");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/health", this::health);
        server.start();
    }

    public static void main(String[] args) throws IOException {
        new HealthMain(Kind.valueOf(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    }

    URI uri() {
        return URI.create(
                "http://127.0.0.1:%s/health".formatted(server.getAddress().getPort()));
    }

    private void health(HttpExchange exchange) throws IOException {
        boolean isUp = isStoreUp();
        wasRed.compareAndSet(false, !isUp);
        switch (kind) {
            case HONEST -> answer(exchange, isUp ? 200 : 503, body(isUp, "vectors", isUp));
            case ALWAYS_GREEN -> answer(exchange, 200, "{\"status\": \"up\"}");
            case ALWAYS_RED -> answer(exchange, 503, body(false, "vectors", false));
            case GREEN_BY_STATUS_ALONE -> answer(exchange, 200, body(isUp, "vectors", isUp));
            case NAMES_ANOTHER -> answer(exchange, isUp ? 200 : 503, body(isUp, "cache", isUp));
            case NAMES_NOTHING -> answer(exchange, isUp ? 200 : 503, "");
            case PLAIN_TEXT -> answer(exchange, isUp ? 200 : 503, isUp ? "OK" : "Vectors cannot be reached");
            case HANGS -> {
                if (!isUp) {
                    sleep();
                }
                answer(exchange, 200, body(isUp, "vectors", isUp));
            }
            case BREAKS -> answer(exchange, isUp ? 200 : 500, isUp ? "{}" : "NullPointerException");
            case STAYS_RED -> answer(exchange, wasRed.get() ? 503 : 200, body(!wasRed.get(), "vectors", isUp));
            case FLAPS -> {
                boolean isRed = !isUp && redAnswers.getAndIncrement() % 2 == 0;
                answer(exchange, isRed ? 503 : 200, body(!isRed, "vectors", !isRed));
            }
        }
    }

    private static String body(boolean isUp, String part, boolean isPartUp) {
        return "{\"status\": \"%s\", \"dependencies\": {\"%s\": \"%s\", \"llm\": \"up\"}}"
                .formatted(isUp ? "up" : "down", part, isPartUp ? "up" : "down");
    }

    /** A connection that stays open says that somebody is there: a proxy resets it. */
    private boolean isStoreUp() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), storePort)) {
            socket.setSoTimeout(2_000);
            return socket.getInputStream().read() == '+';
        } catch (IOException e) {
            return false;
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
