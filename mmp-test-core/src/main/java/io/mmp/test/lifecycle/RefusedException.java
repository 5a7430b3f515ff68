package io.mmp.test.lifecycle;

/**
 * Says that the service refused a command, for adapters of services that say it with a status instead of an exception.
 *
 * <p>It counts as a refusal in each {@link Lifecycle}, besides what {@link Lifecycle#withRefusals} names.
 *
 * @since 0.1.0
 */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Say why. */
    public RefusedException(String reason) {
        super(reason);
    }

    /** Say why, with the exception that the service's client threw. */
    public RefusedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
