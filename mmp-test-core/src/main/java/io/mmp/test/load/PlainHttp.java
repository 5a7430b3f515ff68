package io.mmp.test.load;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Sends HTTP/1.1 requests without TLS over connections that are kept, on the thread that asks for it, and reads no more of the answer than it
 * must.
 *
 * <p>A kept connection that the server has closed in the meantime is noticed before it is used again. What was sent is never sent again: a
 * server that closes a connection instead of answering has failed, and a second try would hide it.
 */
final class PlainHttp implements AutoCloseable {

    private final Map<String, Deque<PlainConnection>> idle = new ConcurrentHashMap<>();
    private final Deadlines deadlines = new Deadlines();

    int status(PlainRequest request, Duration timeout) throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        Deque<PlainConnection> kept =
                idle.computeIfAbsent(request.authority(), authority -> new ConcurrentLinkedDeque<>());
        PlainConnection connection = take(kept);
        try {
            if (connection == null) {
                connection = open(request, end);
            }
            deadlines.begin(connection, end - System.nanoTime());
            int status = connection.exchange(request);
            if (!connection.end()) {
                throw late(timeout, null);
            }
            if (connection.isReusable()) {
                kept.push(connection);
                connection = null;
            }
            return status;
        } catch (IOException e) {
            throw System.nanoTime() < end || e instanceof HttpTimeoutException ? e : late(timeout, e);
        } finally {
            if (connection != null) {
                discard(connection);
            }
        }
    }

    private static HttpTimeoutException late(Duration timeout, @Nullable IOException cause) {
        HttpTimeoutException late = new HttpTimeoutException("no answer within " + Durations.print(timeout));
        late.initCause(cause);
        return late;
    }

    private @Nullable PlainConnection take(Deque<PlainConnection> kept) {
        PlainConnection last = kept.poll();
        while (last != null && !last.isQuiet()) {
            discard(last);
            last = kept.poll();
        }
        return last;
    }

    private PlainConnection open(PlainRequest request, long end) throws IOException {
        IOException first = null;
        for (InetAddress address : InetAddress.getAllByName(request.host())) {
            PlainConnection connection = PlainConnection.create();
            deadlines.add(connection);
            deadlines.begin(connection, end - System.nanoTime());
            try {
                connection.connect(address, request.port());
                return connection;
            } catch (IOException | RuntimeException e) {
                discard(connection);
                // A name may stand for several addresses, such as ::1 and 127.0.0.1, and the server may listen on one
                // of them.
                if (!(e instanceof ConnectException refused)) {
                    throw e;
                }
                first = first == null ? refused : first;
            }
        }
        throw first == null ? new UnknownHostException(request.host()) : first;
    }

    private void discard(PlainConnection connection) {
        deadlines.remove(connection);
        connection.close();
    }

    /** Close all connections, so that nobody waits for an answer any more. */
    @Override
    public void close() {
        deadlines.close();
    }
}
