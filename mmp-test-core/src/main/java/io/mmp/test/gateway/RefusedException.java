package io.mmp.test.gateway;

/**
 * A request that nobody can tell a test of.
 *
 * @since 0.1.0
 */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    /** Refuse a request because of this. */
    public RefusedException(String message) {
        super(message);
    }
}
