package io.mmp.test.measure;

/**
 * A piece of work to measure, such as a training.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Work {

    /** Do the work once. */
    void run() throws Exception;
}
