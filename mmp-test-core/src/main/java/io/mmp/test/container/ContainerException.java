package io.mmp.test.container;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a container cannot be started, or its daemon does not answer.
 *
 * @since 0.1.0
 */
public final class ContainerException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final @Nullable String missingImage;

    /** Create one whose message has the container, the place, what was found and the remedy. */
    public ContainerException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.missingImage = null;
    }

    private ContainerException(String message, String missingImage) {
        super(message);
        this.missingImage = missingImage;
    }

    static ContainerException ofMissingImage(String message, String image) {
        return new ContainerException(message, image);
    }

    /** Return the name of the image if the reason is that this machine does not have it. */
    public Optional<String> missingImage() {
        return Optional.ofNullable(missingImage);
    }
}
