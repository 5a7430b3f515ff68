package io.mmp.test.server;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a server could not be started or did not become ready; nothing of it is left running.
 *
 * @since 0.1.0
 */
public final class ServerStartException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Create one whose message has the server, the place, what was found and the server's last output. */
    public ServerStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
