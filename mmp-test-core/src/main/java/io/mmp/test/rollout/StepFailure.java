package io.mmp.test.rollout;

import org.jspecify.annotations.Nullable;

/** Ends a run. */
final class StepFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final String reason;

    StepFailure(String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
