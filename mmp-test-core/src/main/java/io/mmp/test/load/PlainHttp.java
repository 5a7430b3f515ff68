package io.mmp.test.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
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
                connection = open(request.port(), end, InetAddress.getAllByName(request.host()));
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

    /** Connect with the first of the addresses of a name, such as ::1 and 127.0.0.1, on which the server listens. */
    PlainConnection open(int port, long end, InetAddress... addresses) throws IOException {
        SocketException first = null;
        for (InetAddress address : addresses) {
            PlainConnection connection = PlainConnection.create();
            deadlines.add(connection);
            deadlines.begin(connection, end - System.nanoTime());
            boolean isConnected = false;
            try {
                connection.connect(address, port);
                isConnected = true;
                return connection;
            } catch (SocketException e) {
                first = first == null ? e : first;
            } finally {
                if (!isConnected) {
                    discard(connection);
                }
            }
        }
        throw first == null ? new SocketException("no address") : first;
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
