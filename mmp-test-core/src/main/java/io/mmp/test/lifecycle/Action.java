package io.mmp.test.lifecycle;

/**
 * Asks something of the service that has no argument and no answer.
 *
 * @param <S> the service
 * @since 0.1.0
 */
@FunctionalInterface
public interface Action<S> {

    /** Run it; an exception is a refusal, an unknown outcome or a fault, as the lifecycle says. */
    void run(S service) throws Exception;
}
