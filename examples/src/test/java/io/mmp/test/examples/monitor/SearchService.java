package io.mmp.test.examples.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that counts its requests. */
final class SearchService implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger searches = new AtomicInteger();

    SearchService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.createContext("/search", exchange -> {
            searches.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/metrics", exchange -> {
            byte[] body = metrics(searches.get()).getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    private static String metrics(int searches) {
        return """
                # HELP http_request_duration_seconds How long requests took.
                # TYPE http_request_duration_seconds histogram
                http_request_duration_seconds_bucket{path="/search",le="0.5"} %1$s
                http_request_duration_seconds_bucket{path="/search",le="+Inf"} %1$s
                http_request_duration_seconds_sum{path="/search"} 0.25
                http_request_duration_seconds_count{path="/search"} %1$s
                """.formatted(searches);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void search(String query) throws IOException, InterruptedException {
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri().resolve("/search?q=" + query))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
