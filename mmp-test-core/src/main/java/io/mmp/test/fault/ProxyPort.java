package io.mmp.test.fault;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.Channel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The port of the loopback that a proxy has for its whole life: it listens there, or refuses connections and keeps the port. */
final class ProxyPort {

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int MOST_ATTEMPTS = 50;

    private final int number;
    private @Nullable ServerSocketChannel listener; // null while connections are refused
    private @Nullable SocketChannel placeholder; // keeps the port meanwhile

    private ProxyPort(ServerSocketChannel listener, int number) {
        this.listener = listener;
        this.number = number;
    }

    /**
     * Listen on a port, or on a free one if it is 0.
     *
     * @throws IOException if it is taken
     */
    static ProxyPort take(int port) throws IOException {
        ServerSocketChannel listener = listen(port);
        return new ProxyPort(listener, ((InetSocketAddress) listener.getLocalAddress()).getPort());
    }

    int number() {
        return number;
    }

    /** Call something whenever a connection waits to be accepted; on the thread of the loop. */
    void announceTo(Loop loop, Runnable waiting) throws IOException {
        if (listener != null) {
            loop.register(listener, SelectionKey.OP_ACCEPT, waiting);
        }
    }

    /** Return a connection that waits; null if none does. */
    @Nullable
    SocketChannel accept() throws IOException {
        return listener == null ? null : listener.accept();
    }

    /** Refuse connections from now on, on the thread of the loop. */
    void refuse(Loop loop) throws IOException {
        if (listener == null) {
            return;
        }
        close(listener);
        listener = null;
        loop.release();
        // Bound, but not listening: the kernel refuses connections, and gives the port to nobody else.
        SocketChannel bound = SocketChannel.open();
        placeholder = bound;
        bound.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        patiently(() -> bound.bind(new InetSocketAddress(loopback(), number)), MOST_ATTEMPTS, PAUSE);
        // Reuse was for connections that linger on the port, not for others to share it.
        bound.setOption(StandardSocketOptions.SO_REUSEADDR, false);
    }

    /** Accept connections again, on the thread of the loop, and call something whenever one waits. */
    void accept(Loop loop, Runnable waiting) throws IOException {
        if (listener == null) {
            close(placeholder);
            listener = patiently(() -> listen(number), MOST_ATTEMPTS, PAUSE);
            announceTo(loop, waiting);
        }
    }

    /** Give the port up. */
    void close() {
        close(listener);
        close(placeholder);
    }

    /** Takes a port. */
    interface Binding<T> {
        T bind() throws IOException;
    }

    /** Bind the port that was given up just now: the kernel may have lent it to somebody's outgoing connection, which has it for moments. */
    static <T> T patiently(Binding<T> binding, int mostAttempts, Duration pause) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return binding.bind();
            } catch (BindException e) {
                if (attempt == mostAttempts) {
                    throw e;
                }
                LockSupport.parkNanos(pause.toNanos());
            }
        }
    }

    static ServerSocketChannel listen(int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            return channel.bind(new InetSocketAddress(loopback(), port), 1024);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    private static void close(@Nullable Channel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Closed is what it shall be.
        }
    }
}
