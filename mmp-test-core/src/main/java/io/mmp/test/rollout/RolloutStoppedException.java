package io.mmp.test.rollout;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a rollout could not be driven to its end; what was measured up to then is in it.
 *
 * @since 0.1.0
 */
public final class RolloutStoppedException extends RolloutException {

    private static final long serialVersionUID = 1;

    private final transient RolloutResult result;

    RolloutStoppedException(String message, @Nullable Throwable cause, RolloutResult result) {
        super(message + "\n" + result.report());
        this.result = result;
        if (cause != null) {
            initCause(cause);
        }
    }

    /** Return what was measured before; the steps that were not begun are not in it. */
    public RolloutResult result() {
        return result;
    }
}
