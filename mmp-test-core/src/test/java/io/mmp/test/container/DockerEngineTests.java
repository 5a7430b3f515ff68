package io.mmp.test.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("e2e")
class DockerEngineTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh://host",
                "npipe:////./pipe/docker_engine",
                "tcp://host",
                "tcp://:2375",
                "nonsense",
                "no uri",
                "unix:relative.sock",
                "unix://relative.sock",
                "unix://var/run/docker.sock"
            })
    void an_address_that_cannot_be_used_is_refused(String address) {
        assertThatExceptionOfType(ContainerException.class)
                .isThrownBy(() -> DockerEngine.at(address))
                .withMessage(
                        "Docker cannot be used at %s: shared containers need unix:///path or tcp://host:port"
                                + " without TLS.",
                        address);
    }

    @Test
    void a_daemon_is_asked_over_tcp_and_an_error_of_it_is_shown() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.createContext("/images/there/json", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/containers/", exchange -> {
            byte[] answer = "{\"message\":\"out of order\"}\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(500, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            DockerEngine docker =
                    DockerEngine.at("tcp://127.0.0.1:" + server.getAddress().getPort());

            assertThat(docker.hasImage("there")).isTrue();
            assertThat(docker.hasImage("missing")).isFalse();
            assertThatExceptionOfType(ContainerException.class)
                    .isThrownBy(() -> docker.remove("c0ffee"))
                    .withMessage(
                            "Docker at %s answered DELETE /containers/c0ffee?force=1&v=1 with HTTP 500: {\"message\":\"out of order\"}",
                            docker.address());
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_daemon_that_accepts_and_stays_silent_is_given_up_with_a_reason(boolean full, @TempDir Path directory)
            throws IOException {
        Path socket = directory.resolve("docker.sock");
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                SocketChannel first = SocketChannel.open(StandardProtocolFamily.UNIX);
                SocketChannel second = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket), 1);
            if (full) { // then a connection is not even accepted
                first.connect(UnixDomainSocketAddress.of(socket));
                second.connect(UnixDomainSocketAddress.of(socket));
            }
            DockerEngine docker = DockerEngine.at("unix://" + socket);
            long start = System.nanoTime();

            assertThatExceptionOfType(ContainerException.class)
                    .isThrownBy(docker::ping)
                    .withMessage(
                            "Docker does not answer at unix://%s: GET /_ping has had no answer within 5 s."
                                    + " Restart it, or set DOCKER_HOST to where another is.",
                            socket);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(20));
        }
    }

    @Test
    void a_host_that_does_not_exist_is_an_answer_too() {
        assertThatExceptionOfType(ContainerException.class)
                .isThrownBy(
                        () -> DockerEngine.at("tcp://no-such-host.invalid:2375").ping())
                .withMessageStartingWith("Docker does not answer at tcp://no-such-host.invalid:2375"
                        + " (java.net.UnknownHostException: no-such-host.invalid")
                .withMessageEndingWith("). Start it, or set DOCKER_HOST to where it is.");
    }

    @Test
    @EnabledIfDocker(image = Redis.IMAGE)
    void the_real_daemon_knows_its_images_and_containers() {
        DockerEngine docker = DockerEngine.find();

        assertThat(docker.hasImage(Redis.IMAGE)).isTrue();
        assertThat(docker.hasImage("mmp-test/none:1")).isFalse();
        assertThat(docker.containers(Map.of("io.mmp.test.scope", "nobody's"))).isEqualTo(List.of());
        docker.remove("no-such-container");
    }

    @Test
    void a_specification_that_cannot_work_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Redis.spec("a/b", Redis.IMAGE))
                .withMessage("container name must match [a-zA-Z0-9][a-zA-Z0-9_.-]*, but is 'a/b'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Redis.spec("redis", Redis.IMAGE).withIdleTime(Duration.ofSeconds(-1)))
                .withMessage("idle time must not be negative, but is PT-1S");
    }
}
