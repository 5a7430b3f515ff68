package io.mmp.test.lifecycle;

/**
 * Asks something of the service that has an argument and no answer.
 *
 * @param <S> the service
 * @param <A> the argument
 * @since 0.1.0
 */
@FunctionalInterface
public interface ActionWith<S, A> {

    /** Run it; an exception is a refusal, an unknown outcome or a fault, as the lifecycle says. */
    void run(S service, A argument) throws Exception;
}
