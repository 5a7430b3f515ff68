package io.mmp.test.readiness;

import io.mmp.test.security.SecretSearch;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * Requests that a service must refuse without giving anything away: broken, huge and deep JSON, wrong types, paths that lead out, meta-characters of SQL, shells and templates, headers that are too long.
 *
 * <p>{@code InvalidRequests} of {@code io.mmp.test.load} changes the fields of a valid body. A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class HostileRequests implements AssertProvider<HostileRequestsAssert> {

    private final URI uri;
    private final UnaryOperator<HttpRequest.Builder> prepared;
    private final int largestBody;

    /**
     * A request, and what is wrong with it.
     *
     * @param name such as {@code a path that leads out}
     * @param request the request
     */
    record Hostile(String name, HttpRequest request) {}

    private HostileRequests(URI uri, UnaryOperator<HttpRequest.Builder> prepared, int largestBody) {
        this.uri = uri;
        this.prepared = prepared;
        this.largestBody = largestBody;
    }

    /** Send them to an address that takes JSON by POST, such as {@code http://127.0.0.1:8080/api/v1/search}. */
    public static HostileRequests to(URI uri) {
        if (uri.getHost() == null) {
            throw new ReadinessException(
                    "Requests go to an address such as http://127.0.0.1:8080/api/v1/search, but not to '%s'."
                            .formatted(uri));
        }
        return new HostileRequests(uri, request -> request, 4 << 20);
    }

    /** Return a copy that sends a header with each request, such as one by which a user is known. */
    public HostileRequests withHeader(String name, String value) {
        UnaryOperator<HttpRequest.Builder> before = prepared;
        return new HostileRequests(uri, request -> before.apply(request).header(name, value), largestBody);
    }

    /** Return a copy whose huge body has this many bytes; 4 MiB without. */
    public HostileRequests withLargestBody(int bytes) {
        if (bytes < 1 || bytes > 1 << 28) {
            throw new ReadinessException("A body has from 1 byte to 256 MiB, but not %s bytes.".formatted(bytes));
        }
        return new HostileRequests(uri, prepared, bytes);
    }

    List<Hostile> requests() {
        List<Hostile> requests = new ArrayList<>();
        requests.add(post("JSON that breaks off", "{\"query\": \"x"));
        requests.add(post("no JSON", "<query>x</query>"));
        requests.add(post("an empty body", ""));
        requests.add(post("a list instead of an object", "[1, 2]"));
        requests.add(post("wrong types", "{\"query\": {\"a\": []}, \"limit\": \"many\", \"id\": [true]}"));
        requests.add(post("deep JSON", "[".repeat(20_000) + "]".repeat(20_000)));
        requests.add(post("a huge body", "{\"query\": \"" + "x".repeat(largestBody) + "\"}"));
        requests.add(new Hostile(
                "bytes that are no UTF-8",
                json().POST(BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xc3, '"', ':', (byte) 0xff, '}'}))
                        .build()));
        requests.add(post("meta-characters of SQL", "{\"query\": \"' OR '1'='1'; -- \\u0000\", \"id\": \"1; DROP\"}"));
        requests.add(post(
                "meta-characters of shells and templates",
                "{\"query\": \"${jndi:ldap://x} {{7*7}} $(id) `id` %s%n\"}"));
        requests.add(get("a query with meta-characters of SQL", uri.getRawPath(), "id=1'%20OR%20'1'='1"));
        requests.add(get("a query with a NUL", uri.getRawPath(), "id=%00"));
        requests.add(get("a path that leads out", "/..%2f..%2f..%2f..%2fetc%2fpasswd", null));
        requests.add(get("a path that leads out", uri.getRawPath() + "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd", null));
        requests.add(get("a path that nobody knows", "/no-such-path-7c1e", null));
        requests.add(new Hostile(
                "a method that nobody knows",
                json().method("BREW", BodyPublishers.noBody()).build()));
        requests.add(new Hostile(
                "a content type that nobody knows",
                prepared.apply(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)))
                        .header("Content-Type", "application/x-7c1e")
                        .POST(BodyPublishers.ofString("x"))
                        .build()));
        requests.add(new Hostile(
                "a header that is too long",
                json().header("X-Long", "x".repeat(100_000))
                        .POST(BodyPublishers.ofString("{}"))
                        .build()));
        return requests;
    }

    private Hostile post(String name, String body) {
        return new Hostile(
                name,
                json().POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                        .build());
    }

    private Hostile get(String name, String path, @Nullable String query) {
        URI target = URI.create("%s://%s%s%s"
                .formatted(uri.getScheme(), uri.getRawAuthority(), path, query == null ? "" : "?" + query));
        return new Hostile(
                name,
                prepared.apply(HttpRequest.newBuilder(target).timeout(Duration.ofSeconds(30)))
                        .build());
    }

    private HttpRequest.Builder json() {
        return prepared.apply(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)))
                .header("Content-Type", "application/json");
    }

    /** Start assertions. */
    @Override
    public HostileRequestsAssert assertThat() {
        return new HostileRequestsAssert(this);
    }

    /** Return the address. */
    @Override
    public String toString() {
        return SecretSearch.mask(uri.toString());
    }
}
