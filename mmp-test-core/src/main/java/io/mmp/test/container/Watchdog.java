package io.mmp.test.container;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Closes a connection whose other side takes too long, which ends whatever blocks on it with an exception: a blocking channel has no
 * timeout of its own.
 */
final class Watchdog extends Thread implements AutoCloseable {

    private final SocketChannel channel;
    private final Duration limit;

    Watchdog(SocketChannel channel, Duration limit) {
        super("mmp-test-watchdog");
        this.channel = channel;
        this.limit = limit;
        setDaemon(true);
    }

    @Override
    public void run() {
        try {
            Thread.sleep(limit.toMillis());
            channel.close();
        } catch (InterruptedException answered) {
            // nothing left to watch
        } catch (IOException e) {
            // it is closed as far as it can be
        }
    }

    /** Stop watching. */
    @Override
    public void close() {
        interrupt();
    }
}
