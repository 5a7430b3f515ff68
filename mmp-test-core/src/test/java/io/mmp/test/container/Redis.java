package io.mmp.test.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.testcontainers.containers.GenericContainer;

/** The container of these tests: it starts in half a second. */
final class Redis {

    static final String IMAGE = "mmp-test/redis:7";
    static final int PORT = 6379;
    static final String BROKEN = "broken";

    private Redis() {}

    static ContainerSpec spec(String name, String image) {
        return ContainerSpec.of(name, image, repository -> {
            GenericContainer<?> container = new GenericContainer<>(repository).withExposedPorts(PORT);
            return name.equals(BROKEN) ? container.withCommand("redis-server", "--no-such-option", "1") : container;
        });
    }

    /** Ask the server that listens on this port for a sign of life. */
    static String ping(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write("PING\r\n".getBytes(UTF_8));
            return new String(socket.getInputStream().readNBytes(5), UTF_8);
        }
    }
}
