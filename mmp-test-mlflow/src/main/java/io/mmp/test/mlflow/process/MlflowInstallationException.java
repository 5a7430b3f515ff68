package io.mmp.test.mlflow.process;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the real MLflow cannot be had on this machine; the message says why and what helps.
 *
 * @since 0.1.0
 */
public final class MlflowInstallationException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    MlflowInstallationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
