package io.mmp.test.training;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when something cannot be judged: a model file that is cut short, a training that fails.
 *
 * @since 0.1.0
 */
public final class TrainingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TrainingException(String message) {
        this(message, null);
    }

    TrainingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
