package io.mmp.test.mlflow.state;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the state of a server cannot be read, written or used; says where, what was found, and what to do.
 *
 * @since 0.1.0
 */
public final class MlflowStateException extends RuntimeException {

    private static final long serialVersionUID = 1;

    MlflowStateException(String message) {
        this(message, null);
    }

    MlflowStateException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Create the complaint about a place of a state, such as {@code /runs/3/experiment_id}. */
    static MlflowStateException at(String state, String pointer, String found) {
        return new MlflowStateException(
                "State '%s' at %s: %s".formatted(state, pointer.isEmpty() ? "the root" : pointer, found));
    }
}
