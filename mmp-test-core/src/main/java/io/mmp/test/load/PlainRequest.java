package io.mmp.test.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A request over HTTP, with what it says each time in the same words made once. */
final class PlainRequest {

    /** What a user can set since the JDK was told so, and what speaks of how the request is sent. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "expect", "transfer-encoding", "upgrade");

    private static final byte[] NO_LENGTH = {'\r', '\n'};

    private final HttpRequest request;
    private final boolean isPlain;
    private final byte[] start;

    private PlainRequest(HttpRequest request) {
        this.request = request;
        this.isPlain = isPlain(request);
        this.start = start(request).getBytes(StandardCharsets.UTF_8);
    }

    static PlainRequest of(HttpRequest request) {
        return new PlainRequest(request);
    }

    /** Tell whether it needs nothing that only a full client has: TLS, HTTP/2, asking before the body is sent, or a say in how it is sent. */
    boolean isPlain() {
        return isPlain;
    }

    private static boolean isPlain(HttpRequest request) {
        URI uri = request.uri();
        return "http".equalsIgnoreCase(uri.getScheme())
                && uri.getHost() != null
                && !request.expectContinue()
                && request.version().orElse(HttpClient.Version.HTTP_1_1) == HttpClient.Version.HTTP_1_1
                && names(request).noneMatch(OF_THE_CONNECTION::contains);
    }

    HttpRequest request() {
        return request;
    }

    Duration timeoutOr(Duration usual) {
        return request.timeout().orElse(usual);
    }

    String host() {
        return request.uri().getHost();
    }

    int port() {
        return request.uri().getPort() < 0 ? 80 : request.uri().getPort();
    }

    /** Return what connections are kept by. */
    String authority() {
        return request.uri().getRawAuthority();
    }

    boolean isHead() {
        return request.method().equals("HEAD");
    }

    /** Return the request line and all headers but the length. */
    byte[] start() {
        return start;
    }

    /** Return the length, if there is one to be told, and the empty line. */
    byte[] end(int bodyLength) {
        return request.bodyPublisher().isEmpty()
                ? NO_LENGTH
                : ("Content-Length: " + bodyLength + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    byte[] body() throws IOException {
        return RequestBody.of(request);
    }

    private static Stream<String> names(HttpRequest request) {
        return request.headers().map().keySet().stream().map(name -> name.toLowerCase(Locale.ROOT));
    }

    private static String start(HttpRequest request) {
        URI uri = request.uri();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        StringBuilder start =
                new StringBuilder(256).append("%s %s%s HTTP/1.1\r\n".formatted(request.method(), path, query));
        Predicate<String> isMissing = name -> names(request).noneMatch(name::equals);
        if (isMissing.test("host")) {
            start.append("Host: ").append(uri.getHost());
            if (uri.getPort() >= 0) {
                start.append(':').append(uri.getPort());
            }
            start.append("\r\n");
        }
        if (isMissing.test("user-agent")) {
            start.append("User-Agent: mmp-test\r\n");
        }
        request.headers().map().forEach((name, values) -> append(start, name, values));
        return start.toString();
    }

    private static void append(StringBuilder start, String name, List<String> values) {
        values.forEach(value -> start.append(name).append(": ").append(value).append("\r\n"));
    }
}
