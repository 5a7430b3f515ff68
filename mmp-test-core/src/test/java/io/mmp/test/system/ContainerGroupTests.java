package io.mmp.test.system;

import static io.mmp.test.system.SystemAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.mmp.test.container.ContainerSpec;
import io.mmp.test.container.EnabledIfDocker;
import io.mmp.test.database.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;

/** Breaks real containers, and what is linked to them. */
@Tag("e2e")
@EnabledIfDocker(image = ContainerGroupTests.IMAGE)
class ContainerGroupTests {

    static final String IMAGE = "mmp-test/redis:7";

    private static ServiceGroup group;

    @BeforeAll
    static void start() {
        group = ServiceGroup.start(GroupSpec.of(
                redis("cache"),
                Service.of(
                                "replica",
                                ContainerSpec.of(
                                        "replica",
                                        IMAGE,
                                        image -> new GenericContainer<>(image)
                                                .withExposedPorts(6379)
                                                .withEnv("CACHE", "{uri:cache}/0")
                                                .withCommand(
                                                        "redis-server",
                                                        "--protected-mode",
                                                        "no",
                                                        "--replicaof",
                                                        "{host:cache} {port:cache}")))
                        .withScheme("redis")
                        .withDependency("cache"),
                Service.of(PartMain.spec("front").withEnvironment(Map.of("CACHE", "{uri:cache}/0")))));
    }

    private static Service redis(String name) {
        return Service.of(
                        name,
                        ContainerSpec.of(
                                name,
                                IMAGE,
                                image -> new GenericContainer<>(image)
                                        .withExposedPorts(6379)
                                        .withCommand(
                                                "redis-server",
                                                "--protected-mode",
                                                "no",
                                                "--save",
                                                "",
                                                "--appendonly",
                                                "yes")))
                .withScheme("redis");
    }

    @AfterAll
    static void stop() {
        group.close();
        assertThat(group.log("cache")).contains("Ready to accept connections");
    }

    @BeforeEach
    void mend() {
        for (String name : group.names()) {
            if (group.state(name) == ServiceState.PAUSED) {
                group.resume(name);
            }
            group.start(name);
        }
        assertThat(group).isHealthyWithin(Duration.ofSeconds(20));
    }

    @Test
    void a_process_and_a_container_reach_a_container_each_in_its_way() throws IOException {
        assertThat(PartMain.get(group.uri("front"), "/variable?CACHE")).isEqualTo(group.uri("cache") + "/0");
        assertThat(say(group.uri("cache"), "SET k v")).isEqualTo("+OK");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> say(group.uri("replica"), "GET k").equals("$1"));
    }

    @Test
    void a_container_that_was_killed_or_stopped_is_found_again_at_the_same_address_with_its_data() throws Exception {
        URI before = group.uri("cache");
        assertThat(say(before, "SET kept v")).isEqualTo("+OK");
        for (var outage : List.of(group.killed("cache"), group.stopped("cache"))) {
            outage.strike();
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(group).isHealthy())
                    .withMessageContaining("Expecting all of 3 services to be healthy, but 1 is not:")
                    .withMessageContaining(
                            "cache at " + before + ": " + outage.name().replace("cache ", ""))
                    .withMessageContaining("last output:");
            outage.mend();
            assertThat(group.uri("cache")).isEqualTo(before);
            assertThat(say(before, "GET kept")).isEqualTo("$1");
        }
    }

    @Test
    void a_paused_container_takes_connections_and_does_not_answer() throws Exception {
        group.pause("cache");

        assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> say(group.uri("cache"), "PING"));
        assertThat(group.health())
                .filteredOn(health -> !health.isHealthy())
                .extracting(ServiceHealth::symptom)
                .containsExactly(Symptom.PAUSED);
        group.resume("cache");

        assertThat(say(group.uri("cache"), "PING")).isEqualTo("+PONG");
    }

    @Test
    void a_container_that_does_not_start_fails_the_group_and_leaves_nothing() {
        Service broken = Service.of(
                "broken",
                ContainerSpec.of(
                        "broken",
                        IMAGE,
                        image -> new GenericContainer<>(image)
                                .withExposedPorts(6379)
                                .withCommand("redis-server", "--no-such-option", "1")));

        assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(() -> ServiceGroup.start(GroupSpec.of(PartMain.part("front"), broken)))
                .withMessageContaining(
                        "The group of 2 services was not started: 'broken' failed, and all others were stopped.")
                .withMessageContaining("Container 'broken' of image 'mmp-test/redis:7' did not start:")
                .withMessageContaining("no-such-option");
    }

    @Test
    void a_container_that_refers_to_what_it_was_not_told_to_depend_on_is_refused() {
        Service careless = Service.of(
                "careless",
                ContainerSpec.of(
                        "careless",
                        IMAGE,
                        image -> new GenericContainer<>(image)
                                .withExposedPorts(6379)
                                .withEnv("CACHE", "{uri:cache}")));

        assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(() -> ServiceGroup.start(GroupSpec.of(careless)))
                .withMessageContaining("Container 'careless' refers to 'cache' and was not told to depend on it.");
        assertThatExceptionOfType(ServiceGroupException.class)
                .isThrownBy(() -> ServiceGroup.start(GroupSpec.of(
                        careless.withDependency("front"),
                        Service.of(RedisServer.spec().withName("front")))))
                .withMessageContaining(
                        "container 'careless' depends on 'front', which it cannot reach from inside: only containers can be its dependencies");
    }

    private static String say(URI redis, String command) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName(redis.getHost()), redis.getPort())) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(UTF_8));
            return new String(socket.getInputStream().readNBytes(command.startsWith("GET") ? 4 : 5), UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }
}
