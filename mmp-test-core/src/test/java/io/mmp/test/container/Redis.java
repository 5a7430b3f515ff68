package io.mmp.test.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

    /** Skip the test on a machine without Docker or without the image. */
    static void assumeImage() {
        try {
            assumeTrue(DockerEngine.find().hasImage(IMAGE), "image " + IMAGE + " is not there");
        } catch (ContainerException e) {
            assumeTrue(false, e.getMessage());
        }
    }

    /** Ask the server that listens on this port for a sign of life. */
    static String ping(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write("PING\r\n".getBytes(UTF_8));
            return new String(socket.getInputStream().readNBytes(5), UTF_8);
        }
    }
}
