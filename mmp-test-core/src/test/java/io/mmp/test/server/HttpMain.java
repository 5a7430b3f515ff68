package io.mmp.test.server;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Java server to be started as a process: answers 200 on {@code /health}, 503 on all other paths. */
public final class HttpMain {

    private HttpMain() {}

    public static void main(String[] args) throws IOException {
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), Integer.parseInt(args[0])),
                0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/health") ? 200 : 503, -1);
            exchange.close();
        });
        server.start();
        System.out.println("listening on port " + server.getAddress().getPort());
    }

    /** Describe this server on a port of its own choice. */
    public static ServerSpec spec() {
        return spec(java(HttpMain.class, "{port}"));
    }

    /** Describe a shell script that starts this server with {@code "$@"}. */
    static ServerSpec under(String script) {
        return spec(Stream.concat(Stream.of("sh", "-c", script, "sh"), java(HttpMain.class, "{port}").stream())
                .toList());
    }

    /** Return the command that runs the class in a JVM like this one. */
    static List<String> java(Class<?> main, String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.concat(
                        Stream.of(
                                java,
                                "-XX:TieredStopAtLevel=1",
                                "-Dmmp.process.path=" + System.getProperty("mmp.process.path", "auto"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName()),
                        Stream.of(arguments))
                .toList();
    }

    private static ServerSpec spec(List<String> command) {
        return ServerSpec.of("java", command.toArray(String[]::new))
                .withPort(PortSource.fromLog(Pattern.compile("listening on port (\\d+)")));
    }
}
