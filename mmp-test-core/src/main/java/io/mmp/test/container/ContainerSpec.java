package io.mmp.test.container;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Describes a container to share. A value: the {@code with} methods return changed copies.
 *
 * <pre>{@code
 * ContainerSpec.of("postgres", "postgres:15", PostgreSQLContainer::new)
 * }</pre>
 *
 * <p>Its name and image are its identity: who asks for the same two gets the same container, who asks for another image gets another
 * container beside it. What the definition does with the image is not compared, because it is not run when the container is there:
 * give another definition another name.
 *
 * @param name what it is called; letters, digits, {@code _}, {@code .} and {@code -}
 * @param image the image as Testcontainers understands it, before its image name substitution
 * @param definition makes the container of Testcontainers, with its ports, environment and wait strategy, and does not start it
 * @param idleTime how long the container stays after the last lease has ended
 * @param missingImage what happens when the image is not on this machine
 * @param dockerfile what the image is built from when it is not on this machine, or null
 */
public record ContainerSpec(
        String name,
        String image,
        Function<DockerImageName, ? extends GenericContainer<?>> definition,
        Duration idleTime,
        MissingImage missingImage,
        @Nullable Path dockerfile) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");

    /** Check that the name can be one of a container and of a directory, and that the time is not negative. */
    public ContainerSpec {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("container name must match " + NAME + ", but is '" + name + "'");
        }
        if (idleTime.isNegative()) {
            throw new IllegalArgumentException("idle time must not be negative, but is " + idleTime);
        }
    }

    /** Describe a container that stays for 30 seconds after its last lease, and whose image must be there. */
    public static ContainerSpec of(
            String name, String image, Function<DockerImageName, ? extends GenericContainer<?>> definition) {
        return new ContainerSpec(name, image, definition, Duration.ofSeconds(30), MissingImage.FAIL, null);
    }

    /** Return a copy with this idle time; one that bridges the gap between two modules of a build saves a start. */
    public ContainerSpec withIdleTime(Duration newIdleTime) {
        return new ContainerSpec(name, image, definition, newIdleTime, missingImage, dockerfile);
    }

    /** Return a copy that does this when the image is not there. */
    public ContainerSpec withMissingImage(MissingImage newMissingImage) {
        return new ContainerSpec(name, image, definition, idleTime, newMissingImage, dockerfile);
    }

    /** Return a copy whose image is built from this file, with the directory of the file as its context, when it is not there. */
    public ContainerSpec withDockerfile(Path newDockerfile) {
        return new ContainerSpec(name, image, definition, idleTime, missingImage, newDockerfile);
    }
}
