package io.mmp.test.python;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a Python package cannot be had on this machine; the message says why and what helps.
 *
 * @since 0.1.0
 */
public final class PythonInstallationException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    PythonInstallationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
