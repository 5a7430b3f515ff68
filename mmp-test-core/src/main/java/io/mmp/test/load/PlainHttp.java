package io.mmp.test.load;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Sends HTTP/1.1 requests without TLS over connections that are kept, on the thread that asks for it, and reads no more of the answer than it
 * must.
 */
final class PlainHttp implements AutoCloseable {

    /** A connection that idles longer is not used again: servers close idle ones, some after 2 s, which would look like an error. */
    private static final long IDLE_NANOS = 1_000_000_000;

    private final Map<String, Deque<PlainConnection>> idle = new ConcurrentHashMap<>();
    private final Set<PlainConnection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Tell whether a request needs nothing that only a full client has: TLS, HTTP/2, or asking before the body is sent. */
    static boolean canSend(HttpRequest request) {
        URI uri = request.uri();
        return "http".equalsIgnoreCase(uri.getScheme())
                && uri.getHost() != null
                && !request.expectContinue()
                && request.version().orElse(HttpClient.Version.HTTP_1_1) == HttpClient.Version.HTTP_1_1;
    }

    int status(HttpRequest request, Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        Deque<PlainConnection> kept =
                idle.computeIfAbsent(request.uri().getRawAuthority(), authority -> new ConcurrentLinkedDeque<>());
        PlainConnection connection = take(kept);
        try {
            if (connection == null) {
                connection = PlainConnection.open(request.uri(), deadline);
                open.add(connection);
                if (closed) {
                    throw new IOException("The run is over.");
                }
            }
            int status = connection.exchange(request, deadline);
            if (connection.isReusable() && !closed) {
                connection.idleSince(System.nanoTime());
                kept.push(connection);
                connection = null;
            }
            return status;
        } catch (SocketTimeoutException e) {
            HttpTimeoutException thrown = new HttpTimeoutException("no answer within " + Durations.print(timeout));
            thrown.initCause(e);
            throw thrown;
        } finally {
            if (connection != null) {
                open.remove(connection);
                connection.close();
            }
        }
    }

    private @Nullable PlainConnection take(Deque<PlainConnection> kept) {
        PlainConnection last = kept.poll();
        while (last != null && System.nanoTime() - last.idleSince() > IDLE_NANOS) {
            open.remove(last);
            last.close();
            last = kept.poll();
        }
        return last;
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(PlainConnection::close);
    }
}
