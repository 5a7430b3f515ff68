package io.mmp.test.recovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server to be started as a process, with a store of lines in a file of its working directory: GET {@code /rows} reads, POST {@code /rows} adds one,
 * POST {@code /break} and {@code /mend} make it sick and well again, and {@code /health} is always green.
 */
final class StoreMain {

    private static final Path STORE = Path.of("store.txt");

    private final Manner manner;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean sick = new AtomicBoolean();
    private final AtomicBoolean wasSick = new AtomicBoolean();
    private final int start;
    private String buffered = "";

    private StoreMain(Manner manner) throws IOException {
        this.manner = manner;
        Path starts = Path.of("starts.txt");
        Files.writeString(starts, "start\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        start = Files.readAllLines(starts).size();
        if (!Files.exists(STORE)) {
            Files.writeString(STORE, "");
        }
        List<String> lines = Files.readAllLines(STORE);
        if (manner == Manner.DOUBLES_THE_LAST_WRITE && !lines.isEmpty()) {
            append(lines.get(lines.size() - 1)); // as a log is replayed whose position was not kept
        }
    }

    public static void main(String[] args) throws IOException {
        StoreMain store = new StoreMain(Manner.valueOf(args[1]));
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), Integer.parseInt(args[0])),
                0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", store::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/health")) {
            answer(exchange, 200, "{\"status\":\"ok\"}");
        } else if (path.equals("/break")) {
            sick.set(true);
            wasSick.set(true);
            answer(exchange, 200, "{}");
            if (manner == Manner.HEALS_ITSELF) {
                pause(400);
                sick.set(false);
            }
        } else if (path.equals("/mend")) {
            sick.set(manner == Manner.NEVER_RECOVERS);
            answer(exchange, 200, "{}");
        } else if (exchange.getRequestMethod().equals("POST")) {
            write(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            answer(exchange, 200, "{}");
        } else {
            read(exchange);
        }
    }

    private void read(HttpExchange exchange) throws IOException {
        boolean isFlapping = manner == Manner.FLAPS && wasSick.get() && asked.incrementAndGet() % 5 == 0;
        boolean isSickFromStart = start == 2 && manner == Manner.NEEDS_A_SECOND_RESTART;
        if (!sick.get() && !isFlapping && !isSickFromStart) {
            answer(exchange, 200, "{\"rows\":[" + String.join(",", rows()) + "]}");
            return;
        }
        switch (manner) {
            case ANSWERS_AN_EMPTY_LIST -> answer(exchange, 200, "{\"rows\":[]}");
            case SHOWS_A_STACK_TRACE -> {
                StringWriter trace = new StringWriter();
                new IllegalStateException("store is gone").printStackTrace(new PrintWriter(trace));
                answer(exchange, 500, trace.toString());
            }
            case HANGS -> pause(60_000);
            case ANSWERS_FROM_A_CACHE -> answer(exchange, 200, "{\"rows\":[\"cached\"]}");
            default -> answer(exchange, 503, "{\"error\":\"the store is not there\"}");
        }
    }

    private static List<String> rows() throws IOException {
        return Files.readAllLines(STORE).stream().map(row -> '"' + row + '"').toList();
    }

    private synchronized void write(String row) throws IOException {
        if (manner == Manner.LOSES_THE_LAST_WRITE) {
            if (!buffered.isEmpty()) {
                append(buffered);
            }
            buffered = row;
        } else {
            append(row);
        }
    }

    private static void append(String row) throws IOException {
        Files.writeString(STORE, row + "\n", StandardOpenOption.APPEND);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How it behaves: well, or badly in one way. */
    enum Manner {
        /** Says 503 while its store is gone, and keeps what it has acknowledged. */
        WELL,
        ANSWERS_AN_EMPTY_LIST,
        SHOWS_A_STACK_TRACE,
        HANGS,
        /** Nobody notices that its store is gone. */
        ANSWERS_FROM_A_CACHE,
        LOSES_THE_LAST_WRITE,
        DOUBLES_THE_LAST_WRITE,
        NEEDS_A_SECOND_RESTART,
        NEVER_RECOVERS,
        FLAPS,
        HEALS_ITSELF
    }
}
