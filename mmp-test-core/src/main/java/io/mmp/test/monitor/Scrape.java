package io.mmp.test.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.server.LoopbackProxies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Asks a service for its metrics. */
final class Scrape {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String ACCEPT =
            "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .proxy(new LoopbackProxies())
            .connectTimeout(TIMEOUT)
            .build();

    private Scrape() {}

    static Metrics of(URI uri) {
        URI target = uri.getPath() == null
                        || uri.getPath().isEmpty()
                        || uri.getPath().equals("/")
                ? uri.resolve("/metrics")
                : uri;
        HttpResponse<byte[]> answer = get(target);
        if (answer.statusCode() != 200) {
            throw new MonitorException("The metrics of %s were answered with status %s: %s"
                    .formatted(target, answer.statusCode(), start(new String(answer.body(), UTF_8))));
        }
        String type = answer.headers().firstValue("Content-Type").orElse("");
        return Metrics.of(text(answer, target), dialect(type, target), "The metrics of " + target);
    }

    /** Get an address, and wait for its answer. */
    static HttpResponse<byte[]> get(URI uri) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header("Accept", ACCEPT)
                .header("Accept-Encoding", "gzip")
                .build();
        try {
            return CLIENT.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new MonitorException("%s does not answer (%s).".formatted(uri, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MonitorException("Interrupted while %s was read.".formatted(uri), e);
        }
    }

    /** Return the body as text. */
    static String text(HttpResponse<byte[]> answer, URI uri) {
        byte[] body = answer.body();
        String encoding = answer.headers().firstValue("Content-Encoding").orElse("identity");
        try {
            if (encoding.equalsIgnoreCase("gzip")) {
                body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
            } else if (!encoding.equalsIgnoreCase("identity")) {
                throw new MonitorException(
                        "The answer of %s is encoded with '%s', which was not asked for: gzip is understood."
                                .formatted(uri, encoding));
            }
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw new MonitorException("The answer of %s is not UTF-8.".formatted(uri), e);
        } catch (IOException e) {
            throw new MonitorException("The answer of %s says that it is gzip, but is not (%s).".formatted(uri, e), e);
        }
    }

    private static Dialect dialect(String contentType, URI uri) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return switch (type) {
            case "application/openmetrics-text" -> Dialect.OPENMETRICS;
            case "text/plain" -> Dialect.PROMETHEUS;
            default ->
                throw new MonitorException(
                        "The metrics of %s have %s, which Prometheus 3 refuses. Let the service send 'text/plain; version=0.0.4; charset=utf-8', or 'application/openmetrics-text; version=1.0.0; charset=utf-8'."
                                .formatted(
                                        uri,
                                        type.isEmpty() ? "no Content-Type" : "the Content-Type '" + contentType + "'"));
        };
    }

    private static String start(String text) {
        String line = text.strip().replaceAll("\\R", " ");
        return line.isEmpty() ? "(nothing)" : line.length() <= 200 ? line : line.substring(0, 200) + "...";
    }
}
