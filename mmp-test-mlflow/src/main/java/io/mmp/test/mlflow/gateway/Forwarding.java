package io.mmp.test.mlflow.gateway;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hands requests on to a server and its answers back, as they are and without keeping bodies in memory. */
final class Forwarding {

    /** What is about a connection, and not about what goes over it (RFC 9110, section 7.6.1). */
    private static final Set<String> OF_CONNECTION = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final HttpClient client = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();

    /** Send a request to a server and wait for the beginning of its answer. */
    HttpResponse<InputStream> send(HttpExchange exchange, URI server) throws IOException, InterruptedException {
        URI uri = exchange.getRequestURI();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + uri.getRawPath() + query))
                .method(exchange.getRequestMethod(), bodyOf(exchange));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!isOfConnection(name)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return client.send(request.build(), BodyHandlers.ofInputStream());
    }

    /** Hand an answer back. */
    static void answer(HttpExchange exchange, HttpResponse<InputStream> answer) throws IOException {
        HttpHeaders headers = answer.headers();
        headers.map().forEach((name, values) -> {
            if (!isOfConnection(name)) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, value));
            }
        });
        long length = headers.firstValueAsLong("content-length").orElse(-1);
        try (InputStream body = answer.body()) {
            if (exchange.getRequestMethod().equals("HEAD")) {
                headers.firstValue("content-length")
                        .ifPresent(value -> exchange.getResponseHeaders().set("Content-Length", value));
                exchange.sendResponseHeaders(answer.statusCode(), -1);
            } else if (length == 0 || answer.statusCode() == 204 || answer.statusCode() == 304) {
                exchange.sendResponseHeaders(answer.statusCode(), -1);
            } else {
                // To the JDK's server a length of 0 means one that is not known.
                exchange.sendResponseHeaders(answer.statusCode(), Math.max(length, 0));
                body.transferTo(exchange.getResponseBody());
            }
        }
    }

    private static BodyPublisher bodyOf(HttpExchange exchange) {
        @Nullable String length = exchange.getRequestHeaders().getFirst("Content-Length");
        if (length == null) {
            return exchange.getRequestHeaders().containsKey("Transfer-Encoding")
                    ? BodyPublishers.ofInputStream(exchange::getRequestBody)
                    : BodyPublishers.noBody();
        }
        return length.equals("0")
                ? BodyPublishers.noBody()
                : BodyPublishers.fromPublisher(
                        BodyPublishers.ofInputStream(exchange::getRequestBody), Long.parseLong(length));
    }

    private static boolean isOfConnection(String header) {
        return OF_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
    }
}
