package io.mmp.test.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mmp.test.server.PortSource;
import io.mmp.test.server.ServerSpec;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A part of a system, to be started as a process: answers {@code /health} as it was told by {@code /become?503}, {@code /ask} with the
 * answer of {@code /name} at the address of its second argument, and {@code /end} by ending.
 */
final class PartMain {

    private static volatile int status = 200;
    private static volatile String body = "";

    private PartMain() {}

    public static void main(String[] args) throws IOException {
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), Integer.parseInt(args[1])),
                0);
        server.createContext("/", exchange -> {
            try {
                answer(args, exchange);
            } catch (IOException e) {
                send(exchange, 502, "cannot ask: " + e.getClass().getSimpleName());
            }
        });
        server.start();
        System.out.println(args[0] + " listening on port " + server.getAddress().getPort());
    }

    private static void answer(String[] args, HttpExchange exchange) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/health" -> send(exchange, status, body);
            case "/become" -> {
                String[] words = exchange.getRequestURI().getQuery().split(" ", 2);
                status = Integer.parseInt(words[0]);
                body = words.length > 1 ? words[1] : "";
                send(exchange, 200, "");
            }
            case "/name" -> send(exchange, 200, args[0]);
            case "/ask" -> {
                try (InputStream in = URI.create(args[2] + "/name").toURL().openStream()) {
                    send(exchange, 200, args[0] + " of " + new String(in.readAllBytes(), UTF_8));
                }
            }
            case "/variable" ->
                send(exchange, 200, System.getenv(exchange.getRequestURI().getQuery()));
            case "/end" -> System.exit(3);
            default -> send(exchange, 404, "");
        }
    }

    private static void send(HttpExchange exchange, int code, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    /** Describe a part on a port of its own choice, with more arguments, such as the address of another. */
    static ServerSpec spec(String name, String... more) {
        return ServerSpec.of(
                        name,
                        command(
                                PartMain.class,
                                Stream.concat(Stream.of(name, "{port}"), Stream.of(more))
                                        .toArray(String[]::new)))
                .withPort(PortSource.fromLog(Pattern.compile("listening on port (\\d+)")));
    }

    static Service part(String name, String... more) {
        return Service.of(spec(name, more));
    }

    static String[] command(Class<?> main, String... arguments) {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Dsun.net.httpserver.nodelay=true",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
        return Stream.concat(java.stream(), Stream.of(arguments)).toArray(String[]::new);
    }

    /** Return the body of an answer, or the kind of failure. */
    static String get(URI service, String path) {
        try (InputStream in = URI.create(service + path).toURL().openStream()) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }
}
