package io.mmp.test.monitor;

/**
 * What is done while metrics are watched.
 *
 * @param <E> what it may throw
 * @since 0.1.0
 */
@FunctionalInterface
public interface Work<E extends Exception> {

    /** Do it, and return when it is done. */
    void run() throws E;
}
