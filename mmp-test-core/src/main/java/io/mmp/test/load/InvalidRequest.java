package io.mmp.test.load;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

/**
 * A request that a service has to reject, and what is wrong with it.
 *
 * @since 0.1.0
 */
public final class InvalidRequest {

    private final String name;
    private final String contentType;
    private final byte[] body;
    private final String path;

    private InvalidRequest(String name, String contentType, byte[] body, String path) {
        this.name = name;
        this.contentType = contentType;
        this.body = body;
        this.path = path;
    }

    static InvalidRequest json(String name, byte[] body) {
        return new InvalidRequest(name, "application/json", body, "");
    }

    static InvalidRequest json(String name, String body) {
        return json(name, body.getBytes(StandardCharsets.UTF_8));
    }

    static InvalidRequest of(String name, String contentType, byte[] body) {
        return new InvalidRequest(name, contentType, body, "");
    }

    /** Return a copy that goes to another path than the template's. */
    InvalidRequest withPath(String newPath) {
        return new InvalidRequest(name, contentType, body, newPath);
    }

    /** Return what is wrong with it, such as {@code 'amount' is missing}. */
    public String name() {
        return name;
    }

    /** Return its content type. */
    public String contentType() {
        return contentType;
    }

    /** Return its body. */
    public byte[] body() {
        return body.clone();
    }

    /** Return its body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Return a copy of a request with this body, content type and, if it has one, path, as a POST unless it is a PUT or PATCH. */
    public HttpRequest toRequest(HttpRequest template) {
        String method = template.method().equals("GET") ? "POST" : template.method();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(template, (header, value) -> !header.equalsIgnoreCase("content-type"));
        if (!path.isEmpty()) {
            request.uri(template.uri().resolve(path));
        }
        return request.header("Content-Type", contentType)
                .method(method, BodyPublishers.ofByteArray(body))
                .build();
    }

    /** Return what is wrong with it. */
    @Override
    public String toString() {
        return name;
    }
}
