package io.mmp.test.load;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Closes connections on which an answer is overdue, all of them on one thread, which sleeps until the next deadline. */
final class Deadlines implements AutoCloseable {

    private final Set<PlainConnection> connections = ConcurrentHashMap.newKeySet();
    private final long start = System.nanoTime();
    private final Thread thread = new Thread(this::watch, "mmp-load-deadlines");
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile long wakesAt;
    private volatile boolean closed;

    /** Watch over a connection. */
    void add(PlainConnection connection) {
        connections.add(connection);
        if (!started.getAndSet(true)) {
            thread.setDaemon(true);
            thread.start();
        }
        if (closed) {
            connection.close();
        }
    }

    void remove(PlainConnection connection) {
        connections.remove(connection);
    }

    /** Let a connection be closed so many nanoseconds from now, unless it ends what it begins now. */
    void begin(PlainConnection connection, long nanos) {
        long until = now() + nanos;
        connection.begin(until);
        if (until < wakesAt) {
            LockSupport.unpark(thread);
        }
    }

    private long now() {
        return System.nanoTime() - start;
    }

    private void watch() {
        while (!closed) {
            // What begins while this looks may be missed, and wakes it.
            wakesAt = Long.MAX_VALUE;
            long now = now();
            long next = Long.MAX_VALUE;
            for (PlainConnection connection : connections) {
                next = Math.min(next, connection.expire(now));
            }
            wakesAt = next;
            LockSupport.parkNanos(next - now());
        }
    }

    /** Close all connections, whether or not they are overdue. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        connections.forEach(PlainConnection::close);
    }
}
