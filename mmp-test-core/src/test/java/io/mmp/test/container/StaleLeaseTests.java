package io.mmp.test.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.container.SharingJvm.Attached;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Has lease files that are not true, and starts that fail. */
@Tag("e2e")
@EnabledIfDocker(image = Redis.IMAGE)
class StaleLeaseTests {

    @TempDir
    Path temp;

    private SharedDirectory shared;

    @BeforeEach
    void share() {
        shared = new SharedDirectory(temp);
    }

    @AfterEach
    void clean_up() {
        shared.close();
    }

    @Test
    void a_container_that_was_removed_by_hand_is_started_anew() throws IOException {
        try (SharingJvm first = start();
                SharingJvm second = start()) {
            String removed = first.attach().id();
            DockerEngine.find().remove(removed);

            Attached attached = second.attach();

            assertThat(attached.id()).isNotEqualTo(removed);
            assertThat(Redis.ping(attached.port())).isEqualTo("+PONG");
            assertThat(first.attach().id()).isEqualTo(attached.id());
        }
        shared.awaitNoContainer();
    }

    @Test
    void a_port_where_somebody_else_listens_is_not_taken_for_the_container() throws IOException {
        try (ServerSocket somebody = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                SharingJvm jvm = start()) {
            new RunningContainer("c0ffee", "localhost", new TreeMap<>(Map.of(Redis.PORT, somebody.getLocalPort())))
                    .write(shared.leaseFile("redis"));

            Attached attached = jvm.attach();

            assertThat(attached.port()).isNotEqualTo(somebody.getLocalPort());
            assertThat(Redis.ping(attached.port())).isEqualTo("+PONG");
        }
        shared.awaitNoContainer();
    }

    @Test
    void a_container_that_has_other_ports_since_a_restart_is_started_anew() throws IOException {
        try (SharingJvm first = start();
                SharingJvm second = start()) {
            Attached before = first.attach();
            new RunningContainer(before.id(), "localhost", new TreeMap<>(Map.of(Redis.PORT, 1)))
                    .write(shared.leaseFile("redis"));

            assertThat(Redis.ping(second.attach().port())).isEqualTo("+PONG");
            assertThat(shared.ids()).hasSize(1).doesNotContain(before.id());
        }
        shared.awaitNoContainer();
    }

    @Test
    void a_lease_file_of_no_use_is_replaced() throws IOException {
        Files.writeString(shared.leaseFile("redis"), "port.x=\\u", UTF_8);
        try (SharingJvm jvm = start()) {
            assertThat(Redis.ping(jvm.attach().port())).isEqualTo("+PONG");
        }
        shared.awaitNoContainer();
    }

    @Test
    void a_missing_image_is_named_with_the_remedy() throws IOException {
        try (SharingJvm jvm = start()) {
            assertThat(jvm.failure("redis", "mmp-test/none:1"))
                    .isEqualTo("Container 'redis' was not started: image 'mmp-test/none:1' is not on this machine."
                            + " Run 'docker pull mmp-test/none:1', or build it, or allow it with"
                            + " ContainerSpec.withMissingImage(MissingImage.PULL).");
        }
        shared.awaitNoJanitor();
    }

    @Test
    void the_image_is_the_one_that_testcontainers_substitutes() throws IOException {
        Map<String, String> prefix = Map.of("TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX", "mmp-test/");
        try (SharingJvm jvm = SharingJvm.start(temp, Duration.ZERO, prefix)) {
            jvm.beginAttach("redis", "redis:7");

            assertThat(Redis.ping(jvm.attached().port())).isEqualTo("+PONG");
            assertThat(shared.containers().get(0).get("Image")).isEqualTo(Redis.IMAGE);
        }
        shared.awaitNoContainer();
    }

    @Test
    void a_container_that_ends_at_once_is_removed_and_its_output_is_shown() throws IOException {
        try (SharingJvm jvm = start()) {
            assertThat(jvm.failure(Redis.BROKEN, Redis.IMAGE))
                    .startsWith("Container 'broken' of image 'mmp-test/redis:7' did not start: ")
                    .contains("|Last output:||*** FATAL CONFIG FILE ERROR (Redis ")
                    .endsWith(">>> 'no-such-option \"1\"'|Bad directive or wrong number of arguments");
            assertThat(shared.ids()).isEmpty();
            // Nothing of the failure stands in the way of the next.
            assertThat(Redis.ping(jvm.attach().port())).isEqualTo("+PONG");
        }
        shared.awaitNoContainer();
    }

    @Test
    void a_daemon_that_does_not_answer_is_named_with_the_remedy() throws IOException {
        try (SharingJvm jvm =
                SharingJvm.start(temp, Duration.ZERO, Map.of("DOCKER_HOST", "unix://" + temp.resolve("none.sock")))) {
            assertThat(jvm.failure("redis", Redis.IMAGE))
                    .isEqualTo(
                            "Docker does not answer at unix://%s/none.sock (java.net.SocketException: No such file or directory). Start it, or set DOCKER_HOST to where it is."
                                    .formatted(temp));
        }
        shared.awaitNoJanitor();
    }

    private SharingJvm start() throws IOException {
        return SharingJvm.start(temp, Duration.ZERO);
    }
}
