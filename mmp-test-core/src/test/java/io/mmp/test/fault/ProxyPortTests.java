package io.mmp.test.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A port that somebody else has for a moment, or for good. */
class ProxyPortTests {

    private static final Duration PAUSE = Duration.ofMillis(1);

    private final AtomicInteger attempts = new AtomicInteger();

    private static ServerSocket taken() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }

    @Test
    void a_port_that_is_lent_for_a_moment_is_taken_once_it_is_free() throws IOException {
        ServerSocket other = taken();
        try (ServerSocketChannel own = ProxyPort.patiently(
                () -> {
                    if (attempts.incrementAndGet() == 3) {
                        other.close();
                    }
                    return ProxyPort.listen(other.getLocalPort());
                },
                10,
                PAUSE)) {
            assertThat(attempts).hasValueGreaterThanOrEqualTo(3);
            assertThat(own.socket().getLocalPort()).isEqualTo(other.getLocalPort());
        } finally {
            other.close();
        }
    }

    @Test
    void a_port_that_stays_taken_is_given_up_after_as_many_attempts() throws IOException {
        try (ServerSocket other = taken()) {
            assertThatExceptionOfType(BindException.class)
                    .isThrownBy(() -> ProxyPort.patiently(
                            () -> {
                                attempts.incrementAndGet();
                                return ProxyPort.listen(other.getLocalPort());
                            },
                            4,
                            PAUSE));
            assertThat(attempts).hasValue(4);
        }
    }

    @Test
    void a_failure_that_time_does_not_heal_is_told_at_once() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ProxyPort.patiently(
                        () -> {
                            attempts.incrementAndGet();
                            throw new IOException("no more descriptors");
                        },
                        4,
                        PAUSE))
                .withMessage("no more descriptors");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void a_port_that_refuses_is_given_to_nobody_else() throws IOException {
        Loop loop = new Loop("proxy-port-test", null);
        ProxyPort port = ProxyPort.take(0);
        try {
            refuse(port, loop);
            assertThatExceptionOfType(BindException.class).isThrownBy(() -> ProxyPort.listen(port.number()));
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> connect(port.number()));
        } finally {
            port.close();
            loop.end();
        }
    }

    private static void refuse(ProxyPort port, Loop loop) {
        loop.call(() -> {
            try {
                port.refuse(loop);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return true;
        });
    }

    private static void connect(int port) throws IOException {
        new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port).close();
    }
}
