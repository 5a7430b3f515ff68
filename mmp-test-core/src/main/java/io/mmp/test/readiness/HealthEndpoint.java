package io.mmp.test.readiness;

import io.mmp.test.security.SecretSearch;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * The address at which a service says whether it can serve.
 *
 * @since 0.1.0
 */
public final class HealthEndpoint implements AssertProvider<HealthEndpointAssert> {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private static final int LARGEST_BODY = 1 << 20;

    private final URI uri;

    private HealthEndpoint(URI uri) {
        this.uri = uri;
    }

    /** Take the whole address, such as {@code http://127.0.0.1:8080/health}. */
    public static HealthEndpoint at(URI uri) {
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new ReadinessException(
                    "A health endpoint has an address such as http://127.0.0.1:8080/health, but not '%s'."
                            .formatted(uri));
        }
        return new HealthEndpoint(uri);
    }

    /** Ask once, for no longer than a time, which counts until the last byte of the body. */
    HealthAnswer ask(Duration longest) {
        long start = System.nanoTime();
        CompletableFuture<HttpResponse<InputStream>> sent = HTTP.sendAsync(
                HttpRequest.newBuilder(uri)
                        .timeout(longest)
                        .header("Accept", "application/json")
                        .build(),
                BodyHandlers.ofInputStream());
        CompletableFuture<HealthAnswer> answer = sent.thenApplyAsync(response -> {
            try (InputStream body = response.body()) {
                String text = new String(body.readNBytes(LARGEST_BODY), StandardCharsets.UTF_8);
                return new HealthAnswer(response.statusCode(), text, since(start), "");
            } catch (IOException e) {
                return HealthAnswer.none("broke off its answer (%s)".formatted(e.getMessage()), since(start));
            }
        });
        try {
            return answer.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            sent.cancel(true);
            CompletableFuture<Void> unused = sent.thenAccept(HealthEndpoint::close);
            return HealthAnswer.none("gave no answer within " + DurationText.print(longest), since(start));
        } catch (ExecutionException e) {
            return e.getCause() instanceof HttpTimeoutException
                    ? HealthAnswer.none("gave no answer within " + DurationText.print(longest), since(start))
                    : HealthAnswer.none("could not be reached (%s)".formatted(reason(e.getCause())), since(start));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReadinessException("Interrupted while %s was asked.".formatted(uri), e);
        }
    }

    private static void close(HttpResponse<InputStream> late) {
        try {
            late.body().close();
        } catch (IOException e) {
            // It is not waited for any more.
        }
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause == null) {
            return "for no reason that is told";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Start assertions. */
    @Override
    public HealthEndpointAssert assertThat() {
        return new HealthEndpointAssert(this);
    }

    /** Return the address, without a password. */
    @Override
    public String toString() {
        return SecretSearch.mask(uri.toString());
    }
}
