package io.mmp.test.security;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Sends the requests of a matrix. */
final class HttpAttempts {

    /** Of all attempts of this JVM: two probes of one service do not make the same name. */
    private static final AtomicLong NUMBER = new AtomicLong();

    private final URI uri;
    private final Map<String, HttpCredentials> credentials;
    private final Supplier<Map<String, String>> preparation;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private Map<String, String> values = Map.of();

    HttpAttempts(URI uri, Map<String, HttpCredentials> credentials, Supplier<Map<String, String>> preparation) {
        this.uri = uri;
        this.credentials = credentials;
        this.preparation = preparation;
    }

    void prepare() {
        Map<String, String> prepared = new HashMap<>(preparation.get());
        prepared.put("unique", String.valueOf(System.currentTimeMillis()) + NUMBER.incrementAndGet());
        values = prepared;
    }

    PermissionAnswer attempt(String subject, HttpAction action) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(subject, action);
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        return PermissionAnswer.of(answer).withContent(type);
    }

    String read(String subject, String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(subject, new HttpAction("GET", path, "", Map.of()));
        if (answer.statusCode() / 100 != 2) {
            throw new PermissionException("The state cannot be read as '%s': GET %s was answered %s."
                    .formatted(subject, path, answer.statusCode()));
        }
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> send(String subject, HttpAction action) throws IOException, InterruptedException {
        HttpRequest.Builder request = action.toRequest(uri, values);
        Optional.ofNullable(credentials.get(subject)).ifPresent(known -> request.header(known.name(), known.value()));
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }
}
