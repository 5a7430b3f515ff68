package io.mmp.test.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** The image has a shell, but nothing that looks for a port. */
@Tag("e2e")
@EnabledIfDocker(image = Redis.IMAGE)
class ListeningPortsWaitTests {

    private static final int UNSERVED = 6380;

    /** A second or so, without a program. */
    private static final String PAUSE = "i=0; while [ $i -lt 1500000 ]; do i=$((i+1)); done; ";

    @Test
    void a_container_of_a_minimal_image_is_ready_when_its_port_is_served() throws IOException {
        ContainerSpec spec = ContainerSpec.of(
                "late",
                Redis.IMAGE,
                image -> new GenericContainer<>(image)
                        .withExposedPorts(Redis.PORT)
                        .withCommand("sh", "-c", PAUSE + "exec redis-server --protected-mode no --save ''"));
        long start = System.nanoTime();
        try (SharedContainer late = SharedContainers.startOwn(spec)) {
            assertThat(Redis.ping(late.port(Redis.PORT))).isEqualTo("+PONG");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void only_the_ports_that_are_named_are_waited_for() throws IOException {
        ContainerSpec spec = ContainerSpec.of(
                "named",
                Redis.IMAGE,
                image -> new GenericContainer<>(image)
                        .withExposedPorts(Redis.PORT, UNSERVED)
                        .waitingFor(Wait.forListeningPorts(Redis.PORT)));
        try (SharedContainer named = SharedContainers.startOwn(spec)) {
            assertThat(Redis.ping(named.port(Redis.PORT))).isEqualTo("+PONG");
        }
    }

    @Test
    void a_port_that_nobody_serves_is_named() {
        assertThatExceptionOfType(ContainerException.class)
                .isThrownBy(() -> SharedContainers.startOwn(unserved(Duration.ofSeconds(3))))
                .withMessageMatching("(?s)Container 'unserved' of image 'mmp-test/redis:7' did not start:"
                        + " nobody serves the ports \\[6380] within PT3S, of \\[6379, 6380]\\..*");
    }

    private static ContainerSpec unserved(Duration timeout) {
        return ContainerSpec.of(
                "unserved",
                Redis.IMAGE,
                image -> new GenericContainer<>(image)
                        .withExposedPorts(Redis.PORT, UNSERVED)
                        .withStartupTimeout(timeout));
    }

    @Test
    void a_timeout_is_that_of_its_container_alone() throws IOException {
        ContainerSpec spec = ContainerSpec.of(
                "later",
                Redis.IMAGE,
                image -> new GenericContainer<>(image)
                        .withExposedPorts(Redis.PORT)
                        .withCommand("sh", "-c", PAUSE + PAUSE + "exec redis-server --protected-mode no --save ''"));
        assertThatExceptionOfType(ContainerException.class)
                .isThrownBy(() -> SharedContainers.startOwn(unserved(Duration.ofMillis(500))))
                .withMessageContaining("within PT0.5S");
        try (SharedContainer later = SharedContainers.startOwn(spec)) {
            assertThat(Redis.ping(later.port(Redis.PORT))).isEqualTo("+PONG");
        }
    }

    @Test
    void a_container_that_ends_is_not_waited_for() {
        ContainerSpec spec = ContainerSpec.of(
                "ended",
                Redis.IMAGE,
                image -> new GenericContainer<>(image)
                        .withExposedPorts(Redis.PORT)
                        .withCommand("sh", "-c", "echo begun; " + PAUSE + "exit 7"));
        long start = System.nanoTime();
        assertThatExceptionOfType(ContainerException.class)
                .isThrownBy(() -> SharedContainers.startOwn(spec))
                .withMessageMatching("(?s)Container 'ended' of image 'mmp-test/redis:7' did not start:"
                        + " it ended with code 7 before it served the ports \\[6379]\\..*begun.*");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }
}
