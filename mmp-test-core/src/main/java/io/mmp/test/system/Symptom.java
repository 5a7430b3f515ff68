package io.mmp.test.system;

/**
 * In what way a service is sick.
 *
 * @since 0.1.0
 */
public enum Symptom {
    /** It is healthy. */
    NONE,
    /** It does not run: it was stopped or killed, or has exited. */
    NOT_RUNNING,
    /** It was paused. */
    PAUSED,
    /** It does not accept connections. */
    REFUSED,
    /** It did not answer in time. */
    TIMEOUT,
    /** It answered with another status than 2xx, or Docker's own health check of it fails. */
    STATUS,
    /** It has not written the line that tells that it is ready. */
    NO_LINE,
    /** The connection broke, or the answer was none of HTTP. */
    BROKEN
}
