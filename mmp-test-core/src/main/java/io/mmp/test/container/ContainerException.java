package io.mmp.test.container;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Thrown when a container cannot be started, or its daemon does not answer. */
public final class ContainerException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Create one whose message has the container, the place, what was found and the remedy. */
    public ContainerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
