package io.mmp.test.mlflow.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.mmp.test.server.LoopbackProxies;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Speaks MLflow's REST protocol to one server.
 *
 * <p>Endpoints are given below {@code /api/2.0/}, such as {@code mlflow/runs/get}. User and password of the URI
 * ({@code http://user:password@host}) are sent as basic authentication.
 */
final class MlflowRest {

    /** What of a file is handed on and written at once: in the 8 or 16 KiB of the JDK, a download takes twice as long. */
    static final int BLOCK = 128 * 1024;

    private final String base;
    private final @Nullable String authorization;

    private MlflowRest(String base, @Nullable String authorization) {
        this.base = base;
        this.authorization = authorization;
    }

    static MlflowRest at(URI uri) {
        RequiredModule.require("java.net.http", "The client of an MLflow server");
        String scheme = uri.getScheme();
        if (uri.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException(
                    "Tracking URI '%s' is not the address of a server: use http://host:port or https://host:port"
                            .formatted(uri));
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String base = scheme + "://" + uri.getHost() + port + uri.getRawPath();
        String user = uri.getUserInfo();
        return new MlflowRest(
                base.replaceAll("/+$", ""),
                user == null ? null : "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)));
    }

    /** Return the server's address without credentials and trailing slash. */
    String base() {
        return base;
    }

    /** Ask for an object; the query's names and values alternate. */
    Json get(String endpoint, String... query) {
        return ask(endpoint, query).content();
    }

    private PagedObjects.Answer ask(String endpoint, String... query) {
        StringBuilder encoded = new StringBuilder(endpoint);
        for (int i = 0; i < query.length; i += 2) {
            encoded.append(i == 0 ? '?' : '&').append(query[i]).append('=').append(encode(query[i + 1]));
        }
        return json(
                "GET",
                endpoint,
                answer(endpoint, encoded.toString(), request(encoded.toString()).GET()));
    }

    /** Ask for the objects of a list page by page, the later pages when the stream gets there. */
    Stream<Json> list(String endpoint, String field, Pages pages, String... query) {
        return PagedObjects.stream(pages, field, (size, token) -> ask(endpoint, with(query, parameters(size, token))));
    }

    /** Search for the objects of a list page by page, as {@link #list} does, where the question is a body. */
    Stream<Json> search(String endpoint, String field, Pages pages, Map<String, ?> body) {
        return PagedObjects.stream(pages, field, (size, token) -> {
            Map<String, Object> question = new HashMap<>(body);
            question.put("max_results", size);
            if (!token.isEmpty()) {
                question.put("page_token", token);
            }
            return tell("POST", endpoint, question);
        });
    }

    private static String[] parameters(int size, String token) {
        return token.isEmpty()
                ? new String[] {"max_results", Integer.toString(size)}
                : new String[] {"max_results", Integer.toString(size), "page_token", token};
    }

    /** Send a body as JSON; the method is POST, PATCH or DELETE. */
    Json send(String method, String endpoint, Map<String, ?> body) {
        return tell(method, endpoint, body).content();
    }

    private PagedObjects.Answer tell(String method, String endpoint, Map<String, ?> body) {
        String text = Json.write(body);
        HttpRequest.Builder request = request(endpoint).header("Content-Type", "application/json");
        return json(
                method,
                endpoint,
                answer(endpoint, endpoint + " " + text, request.method(method, BodyPublishers.ofString(text))));
    }

    /** Store a file; the segments of the endpoint are given as they read, not percent-encoded. */
    void put(String endpoint, BodyPublisher body) {
        HttpRequest.Builder request = request(encodePath(endpoint)).header("Content-Type", "application/octet-stream");
        try (InputStream answer =
                send(endpoint, request.PUT(body), BodyHandlers.ofInputStream()).body()) {
            answer.readAllBytes();
        } catch (IOException failure) {
            throw unreachable("PUT " + endpoint, failure);
        }
    }

    /** Open a file as a stream, which the caller closes; the endpoint is given as for {@link #put}. */
    ServedFile open(String endpoint) {
        HttpRequest request = request(encodePath(endpoint)).GET().build();
        ServedFile.Handler handler = new ServedFile.Handler(BLOCK);
        try {
            return handler.file(exchange(endpoint, request, handler::begin).body());
        } catch (IOException failure) {
            return handler.brokenOff(failure).orElseThrow(() -> unreachable("GET " + endpoint, failure));
        }
    }

    private HttpRequest.Builder request(String encoded) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/api/2.0/" + encoded));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request;
    }

    /** Send a question that the server has a time limit for, and that is shown when this has passed. */
    private HttpResponse<InputStream> answer(String endpoint, String question, HttpRequest.Builder builder) {
        RequestTimeout timeout = RequestTimeout.configured();
        HttpRequest request = builder.timeout(timeout.duration()).build();
        try {
            return exchange(endpoint, request, BodyHandlers.ofInputStream());
        } catch (IOException failure) {
            throw RequestTimeout.isMissedIn(failure)
                    ? timeout.missed(base, request.method() + " " + question, failure)
                    : unreachable(request.method() + " " + endpoint, failure);
        }
    }

    private HttpResponse<InputStream> send(
            String endpoint, HttpRequest.Builder builder, BodyHandler<InputStream> handler) {
        HttpRequest request = builder.build();
        try {
            return exchange(endpoint, request, handler);
        } catch (IOException failure) {
            throw unreachable(request.method() + " " + endpoint, failure);
        }
    }

    private HttpResponse<InputStream> exchange(String endpoint, HttpRequest request, BodyHandler<InputStream> handler)
            throws IOException {
        try {
            HttpResponse<InputStream> response = Client.HTTP.send(request, handler);
            if (response.statusCode() >= 300) {
                throw refused(request.method() + " " + endpoint, response);
            }
            return response;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new MlflowException(
                    "Interrupted while MLflow at %s was asked for %s %s".formatted(base, request.method(), endpoint),
                    interrupt);
        }
    }

    private PagedObjects.Answer json(String method, String endpoint, HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readAllBytes();
            return new PagedObjects.Answer(Json.parse(bytes), bytes.length);
        } catch (IOException failure) {
            throw new MlflowException(
                    "MLflow at %s answered %s %s with what is not a JSON object; is it an MLflow server?"
                            .formatted(base, method, endpoint),
                    failure);
        }
    }

    private MlflowStatusException refused(String call, HttpResponse<InputStream> response) throws IOException {
        String text;
        try (InputStream body = response.body()) {
            text = new String(body.readAllBytes(), UTF_8);
        }
        String code = "";
        String message = text;
        try {
            Json error = Json.parse(text);
            code = error.text("error_code");
            message =
                    error.optional("message").or(() -> error.optional("detail")).orElse(text);
        } catch (IOException notJson) {
            // Unknown endpoints answer with HTML, a crash with plain text: shown as they are.
        }
        String shown = "MLflow at %s answered %s with %s%s: %s"
                .formatted(base, call, response.statusCode(), code.isEmpty() ? "" : " " + code, message.strip());
        return new MlflowStatusException(shown, response.statusCode(), MlflowErrorCode.named(code));
    }

    private MlflowException unreachable(String call, IOException failure) {
        String reason = failure instanceof ConnectException ? "connection refused; is it running?" : failure.toString();
        return new MlflowException("MLflow at %s did not answer %s: %s".formatted(base, call, reason), failure);
    }

    private static String[] with(String[] query, String... more) {
        return Stream.of(query, more).flatMap(Arrays::stream).toArray(String[]::new);
    }

    private static String encodePath(String path) {
        return Arrays.stream(path.split("/", -1)).map(MlflowRest::encode).collect(joining("/"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    /** Loaded when a call is made, so that a module that is missing is named before. */
    private static final class Client {

        // One for the JVM: a client of its own for each server would cost a thread each until it is collected.
        static final HttpClient HTTP = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .proxy(new LoopbackProxies())
                .build();

        private Client() {}
    }
}
