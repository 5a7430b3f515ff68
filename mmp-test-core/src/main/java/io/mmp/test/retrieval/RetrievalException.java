package io.mmp.test.retrieval;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a search or an answer could not be had, so that there is nothing to judge.
 *
 * @since 0.1.0
 */
public final class RetrievalException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    RetrievalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
