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
 * @since 0.1.0
 */
public final class ContainerSpec {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");

    private final String name;
    private final String image;
    private final Function<DockerImageName, ? extends GenericContainer<?>> definition;
    private final Duration idleTime;
    private final MissingImage missingImage;
    private final @Nullable Path dockerfile;

    private ContainerSpec(
            String name,
            String image,
            Function<DockerImageName, ? extends GenericContainer<?>> definition,
            Duration idleTime,
            MissingImage missingImage,
            @Nullable Path dockerfile) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("container name must match " + NAME + ", but is '" + name + "'");
        }
        if (idleTime.isNegative()) {
            throw new IllegalArgumentException("idle time must not be negative, but is " + idleTime);
        }
        this.name = name;
        this.image = image;
        this.definition = definition;
        this.idleTime = idleTime;
        this.missingImage = missingImage;
        this.dockerfile = dockerfile;
    }

    /**
     * Describe a container that stays for 30 seconds after its last lease, and whose image must be there.
     *
     * @param name what it is called; letters, digits, {@code _}, {@code .} and {@code -}
     * @param image the image as Testcontainers understands it, before its image name substitution
     * @param definition makes the container of Testcontainers, with its ports, environment and wait strategy, and does not start it
     * @throws IllegalArgumentException if the name has other characters
     */
    public static ContainerSpec of(
            String name, String image, Function<DockerImageName, ? extends GenericContainer<?>> definition) {
        return new ContainerSpec(name, image, definition, Duration.ofSeconds(30), MissingImage.FAIL, null);
    }

    /**
     * Return a copy that stays this long after its last lease has ended; a time that bridges the gap between two modules of a build saves a
     * start.
     *
     * @throws IllegalArgumentException if it is negative
     */
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

    String name() {
        return name;
    }

    String image() {
        return image;
    }

    Function<DockerImageName, ? extends GenericContainer<?>> definition() {
        return definition;
    }

    Duration idleTime() {
        return idleTime;
    }

    MissingImage missingImage() {
        return missingImage;
    }

    @Nullable
    Path dockerfile() {
        return dockerfile;
    }
}
