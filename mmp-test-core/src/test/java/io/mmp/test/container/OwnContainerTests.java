package io.mmp.test.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.dockerjava.api.model.Bind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/** Starts containers that nobody else gets, in this JVM. */
@Tag("e2e")
@EnabledIfDocker(image = Redis.IMAGE)
class OwnContainerTests {

    @Test
    void a_container_of_ones_own_ends_gracefully_and_is_gone_when_it_is_closed(@TempDir Path data) throws IOException {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
        ContainerSpec spec = ContainerSpec.of(
                "saving",
                Redis.IMAGE,
                image -> new GenericContainer<>(image)
                        .withExposedPorts(Redis.PORT)
                        // Testcontainers' own bind pulls an image first, to see whether it can.
                        .withCreateContainerCmdModifier(command ->
                                Objects.requireNonNull(command.getHostConfig()).withBinds(Bind.parse(data + ":/data")))
                        .withCommand("redis-server", "--protected-mode", "no", "--save", "3600 1", "--dir", "/data"));
        SharedContainer own = SharedContainers.startOwn(spec);
        assertThat(own.name()).isEqualTo("saving");
        assertThat(Redis.ping(own.port(Redis.PORT))).isEqualTo("+PONG");
        assertThat(described(own)).hasSize(1);

        own.close();
        own.close();

        assertThat(described(own)).isEmpty();
        assertThat(data.resolve("dump.rdb"))
                .as("what Redis saves on SIGTERM, not on SIGKILL")
                .exists();
        assertThat(directories("saving")).isEmpty();
    }

    @Test
    void a_start_that_fails_leaves_nothing() throws IOException {
        assertThatExceptionOfType(ContainerException.class)
                .isThrownBy(() -> SharedContainers.startOwn(Redis.spec(Redis.BROKEN, Redis.IMAGE)))
                .withMessageStartingWith("Container 'broken' of image 'mmp-test/redis:7' did not start: ");

        assertThat(directories(Redis.BROKEN)).isEmpty();
    }

    @Test
    void a_missing_image_is_named_and_leaves_nothing() throws IOException {
        assertThatExceptionOfType(ContainerException.class)
                .isThrownBy(() -> SharedContainers.startOwn(Redis.spec("imageless", "mmp-test/none:1")))
                .withMessage("Container 'imageless' was not started: image 'mmp-test/none:1' is not on this machine."
                        + " Run 'docker pull mmp-test/none:1', or build it, or allow it with"
                        + " ContainerSpec.withMissingImage(MissingImage.PULL).")
                .satisfies(failure -> assertThat(failure.missingImage()).contains("mmp-test/none:1"));

        assertThat(directories("imageless")).isEmpty();
    }

    @Test
    void an_image_that_is_missing_is_built_from_its_dockerfile(@TempDir Path data) throws IOException {
        String image = "mmp-test/built:" + UUID.randomUUID();
        Path dockerfile = Files.writeString(data.resolve("Dockerfile"), "FROM " + Redis.IMAGE + "\nLABEL built=here\n");
        try (SharedContainer own =
                SharedContainers.startOwn(Redis.spec("built", image).withDockerfile(dockerfile))) {
            assertThat(Redis.ping(own.port(Redis.PORT))).isEqualTo("+PONG");
            assertThat(String.valueOf(described(own).get(0).get("Labels"))).contains("built=here");
        } finally {
            DockerClientFactory.lazyClient().removeImageCmd(image).exec();
        }
    }

    @Test
    void an_image_that_cannot_be_built_is_named_with_its_dockerfile(@TempDir Path data) throws IOException {
        Path dockerfile = Files.writeString(data.resolve("Dockerfile"), "FROM " + Redis.IMAGE + "\nCOPY missing /\n");

        assertThatExceptionOfType(ContainerException.class)
                .isThrownBy(() -> SharedContainers.startOwn(
                        Redis.spec("unbuilt", "mmp-test/unbuilt:1").withDockerfile(dockerfile)))
                .withMessageStartingWith(
                        "Container 'unbuilt' was not started: image 'mmp-test/unbuilt:1' could not be built from "
                                + dockerfile + ": ");
    }

    @Test
    void a_port_that_the_definition_fixes_is_on_the_loopback_too() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            free = socket.getLocalPort();
        }
        ContainerSpec spec = ContainerSpec.of("fixed", Redis.IMAGE, image -> {
            GenericContainer<?> container = new GenericContainer<>(image).withExposedPorts(Redis.PORT);
            container.setPortBindings(List.of(free + ":" + Redis.PORT));
            return container;
        });
        try (SharedContainer own = SharedContainers.startOwn(spec)) {
            assertThat(own.port(Redis.PORT)).isEqualTo(free);
            assertThat(String.valueOf(described(own).get(0).get("Ports")))
                    .contains("IP=127.0.0.1")
                    .doesNotContain("0.0.0.0");
        }
    }

    private static List<Map<?, ?>> described(SharedContainer own) {
        return DockerEngine.find().containers(Map.of("org.testcontainers", "true")).stream()
                .filter(container -> own.id().equals(container.get("Id")))
                .toList();
    }

    /** Return what is left of the containers with this name where JVMs agree on containers. */
    private static List<Path> directories(String name) throws IOException {
        Path root = LeaseDirectory.of(Redis.spec("redis", Redis.IMAGE)).path().resolveSibling("");
        try (Stream<Path> children = Files.list(root)) {
            return children.filter(child -> child.getFileName().toString().startsWith("own-" + name + "-"))
                    .toList();
        }
    }
}
