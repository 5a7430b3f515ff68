package io.mmp.test.lock;

/**
 * Says who may have a lock at the same time.
 *
 * @since 0.1.0
 */
public enum LockMode {

    /** One owner, and no readers beside it. */
    READ_WRITE(Integer.MAX_VALUE),

    /** Any number of readers, and no owner that writes beside them. */
    READ(1);

    /** Of the {@link Integer#MAX_VALUE} that a lock has. */
    private final int permits;

    LockMode(int permits) {
        this.permits = permits;
    }

    int permits() {
        return permits;
    }
}
