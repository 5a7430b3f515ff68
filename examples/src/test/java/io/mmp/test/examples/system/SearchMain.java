package io.mmp.test.examples.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.mmp.test.server.PortSource;
import io.mmp.test.server.ServerSpec;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Two services in one program: {@code embedding}, and {@code search}, which answers without ranking where the embedding is not there. */
final class SearchMain {

    private SearchMain() {}

    public static void main(String[] args) throws IOException {
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])), 0);
        server.createContext("/", exchange -> {
            String answer = exchange.getRequestURI().getPath().equals("/search") ? search() : "";
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(answer.getBytes(UTF_8));
            exchange.close();
        });
        server.start();
        System.out.println("listening on port " + server.getAddress().getPort());
    }

    private static String search() throws IOException {
        URLConnection embedding =
                URI.create(System.getenv("EMBEDDING_URL") + "/embed").toURL().openConnection();
        embedding.setReadTimeout(500);
        try (InputStream in = embedding.getInputStream()) {
            in.readAllBytes();
            return "ranked";
        } catch (IOException e) {
            return "not ranked";
        }
    }

    static ServerSpec spec(String name) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return ServerSpec.of(
                        name, java, "-cp", System.getProperty("java.class.path"), SearchMain.class.getName(), "{port}")
                .withPort(PortSource.fromLog(Pattern.compile("listening on port (\\d+)")));
    }
}
