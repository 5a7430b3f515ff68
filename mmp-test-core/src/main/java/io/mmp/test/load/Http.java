package io.mmp.test.load;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What sends the HTTP requests of one run: the user's client if there is one, else {@link PlainHttp} where it can, else the JDK's client.
 *
 * <p>The JDK's client hands each request to other threads and back, which costs eight times the CPU of the request itself: on a machine
 * that it shares with the service, the load would be of the generator's making.
 */
final class Http implements AutoCloseable {

    private final Duration timeout;
    private final PlainHttp plain = new PlainHttp();
    private final boolean isUsers;
    private @Nullable HttpClient client;

    Http(@Nullable HttpClient client, Duration timeout) {
        this.client = client;
        this.isUsers = client != null;
        this.timeout = timeout;
    }

    int status(HttpRequest request) throws IOException, InterruptedException {
        return !isUsers && PlainHttp.canSend(request)
                ? plain.status(request, request.timeout().orElse(timeout))
                : client().send(timed(request), BodyHandlers.discarding()).statusCode();
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

    /** Close connections, so that nobody waits for an answer any more. */
    @Override
    public void close() {
        plain.close();
    }
}
