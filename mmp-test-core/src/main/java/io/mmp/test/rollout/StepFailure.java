package io.mmp.test.rollout;

import org.jspecify.annotations.Nullable;

/** Ends a run. */
final class StepFailure extends Exception {

    private static final long serialVersionUID = 1;

    StepFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
