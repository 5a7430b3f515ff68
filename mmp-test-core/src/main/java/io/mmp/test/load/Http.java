package io.mmp.test.load;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The HTTP client of one run. */
final class Http {

    private final Duration timeout;
    private @Nullable HttpClient client;

    Http(@Nullable HttpClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout;
    }

    int status(HttpRequest request) throws IOException, InterruptedException {
        return client().send(timed(request), BodyHandlers.discarding()).statusCode();
    }

    private HttpRequest timed(HttpRequest request) {
        return request.timeout().isPresent()
                ? request
                : HttpRequest.newBuilder(request, (name, value) -> true)
                        .timeout(timeout)
                        .build();
    }

    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(timeout)
                    .build();
            client = made;
        }
        return made;
    }
}
