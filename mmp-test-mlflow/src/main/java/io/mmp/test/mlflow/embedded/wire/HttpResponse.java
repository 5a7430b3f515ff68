package io.mmp.test.mlflow.embedded.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer: status, headers and a body of known length.
 *
 * @param headers all headers but the length
 */
public record HttpResponse(int status, Map<String, String> headers, long length, Body body) {

    /** What MLflow's outer server answers when a request fails in it: a bare line, without the headers that the inner one adds. */
    public static final HttpResponse CRASHED = text(500, "text/plain", "Internal Server Error");

    /** What MLflow answers where it has no endpoint. */
    public static final HttpResponse NOT_FOUND = errorPage(
            404,
            "Not Found",
            "The requested URL was not found on the server. "
                    + "If you entered the URL manually please check your spelling and try again.");

    /** What MLflow's outer server answers to a path with a line break in it, which reaches none of its endpoints. */
    static final HttpResponse NOT_ROUTED = json(404, Map.of("detail", "Not Found"));

    /** Writes a body. */
    public interface Body {
        /** Write the whole body. */
        void writeTo(OutputStream out) throws IOException;

        /** Let go of what the body is read from, once it is written or never will be. */
        default void close() throws IOException {}
    }

    /** Answer with JSON. */
    public static HttpResponse json(int status, Object body) {
        return bytes(status, "application/json", Json.write(body));
    }

    /** Answer with a text of a media type. */
    public static HttpResponse text(int status, String contentType, String body) {
        return bytes(status, contentType + "; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    /** Answer with no body, which has a type all the same. */
    public static HttpResponse empty(int status, String contentType) {
        return bytes(status, contentType, new byte[0]);
    }

    /** Answer with Flask's page for an error that has no MLflow error code. */
    public static HttpResponse errorPage(int status, String title, String text) {
        return text(status, "text/html", """
                <!doctype html>
                <html lang=en>
                <title>%s %s</title>
                <h1>%s</h1>
                <p>%s</p>
                """.formatted(status, title, title, text));
    }

    /** Answer with where the endpoint is, and the page of MLflow that says so. */
    static HttpResponse redirect(String location) {
        String escaped = location.replace("&", "&amp;").replace("'", "&#39;");
        return text(308, "text/html", """
                <!doctype html>
                <html lang=en>
                <title>Redirecting...</title>
                <h1>Redirecting...</h1>
                <p>You should be redirected automatically to the target URL: <a href="%s">%s</a>. If not, click the link.
                """.formatted(escaped, escaped)).withHeader("Location", location);
    }

    /** Tell whether this is {@link #CRASHED}. */
    boolean isCrash() {
        return body == CRASHED.body;
    }

    /** Return a copy that closes a file when the answer is sent. */
    public HttpResponse closing(Closeable file) {
        return new HttpResponse(status, headers, length, new Body() {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                body.writeTo(out);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        });
    }

    /** Return a copy with one more header. */
    public HttpResponse withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpResponse(status, more, length, body);
    }

    private static HttpResponse bytes(int status, String contentType, byte[] body) {
        return new HttpResponse(status, Map.of("Content-Type", contentType), body.length, out -> out.write(body));
    }
}
