package io.mmp.test.rollout;

/**
 * Thrown when a rollout cannot be observed or judged as asked: nothing was routed, a router failed, an observation is missing its metric.
 *
 * @since 0.1.0
 */
public class RolloutException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Say what is wrong. */
    public RolloutException(String message) {
        super(message);
    }

    /** Say what is wrong, and why. */
    public RolloutException(String message, Throwable cause) {
        super(message, cause);
    }
}
