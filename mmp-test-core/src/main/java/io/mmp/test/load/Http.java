package io.mmp.test.load;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    int status(PlainRequest request) throws IOException, InterruptedException, ExecutionException {
        Duration limit = request.timeoutOr(timeout);
        return !isUsers && request.isPlain() ? plain.status(request, limit) : status(request.request(), limit);
    }

    /** The client's own limit ends with the headers of the answer. */
    private int status(HttpRequest request, Duration limit)
            throws IOException, InterruptedException, ExecutionException {
        CompletableFuture<HttpResponse<Void>> answer = client().sendAsync(request, BodyHandlers.discarding());
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS).statusCode();
        } catch (TimeoutException e) {
            HttpTimeoutException late = new HttpTimeoutException("no answer within " + Durations.print(limit));
            late.initCause(e);
            throw late;
        } finally {
            answer.cancel(true);
        }
    }

    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .proxy(HttpClient.Builder.NO_PROXY)
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
