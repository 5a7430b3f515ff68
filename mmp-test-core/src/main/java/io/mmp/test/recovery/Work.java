package io.mmp.test.recovery;

/**
 * What a client does while a part breaks and is mended: one operation, which is repeated without a pause. One that throws has failed, which
 * is no wonder in an outage; it is counted, and the next one comes after the interval of the probes.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Work {

    /** Do it once. It is interrupted if it has not returned when the observation has ended. */
    void once() throws Exception;
}
