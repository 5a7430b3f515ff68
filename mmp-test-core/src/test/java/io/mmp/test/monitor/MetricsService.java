package io.mmp.test.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.mmp.test.server.HttpServers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.zip.GZIPOutputStream;

/** A service with metrics, as it is told to have them. */
final class MetricsService implements AutoCloseable {

    private final HttpServer server;
    volatile String text;
    volatile String contentType = "text/plain; version=0.0.4; charset=utf-8";
    volatile String encoding = "gzip";
    volatile String accepted = "";

    private MetricsService(HttpServer server, String text) {
        this.server = server;
        this.text = text;
    }

    static MetricsService start(String text) {
        HttpServers.answerAtOnce();
        try {
            HttpServer server =
                    HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
            MetricsService service = new MetricsService(server, text);
            server.createContext("/metrics", exchange -> {
                service.accepted = String.valueOf(exchange.getRequestHeaders().getFirst("Accept"));
                byte[] body = service.text.getBytes(UTF_8);
                if (service.encoding.equals("gzip")) {
                    ByteArrayOutputStream packed = new ByteArrayOutputStream();
                    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                        gzip.write(body);
                    }
                    body = packed.toByteArray();
                }
                if (!service.encoding.isEmpty()) {
                    exchange.getResponseHeaders().set("Content-Encoding", service.encoding);
                }
                if (!service.contentType.isEmpty()) {
                    exchange.getResponseHeaders().set("Content-Type", service.contentType);
                }
                exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Let nobody connect any more. */
    void stop() {
        server.stop(0);
    }

    @Override
    public void close() {
        stop();
    }
}
