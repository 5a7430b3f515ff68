package io.mmp.test.lifecycle;

/**
 * Asks something of the service that has an argument and an answer.
 *
 * @param <S> the service
 * @param <A> the argument
 * @param <R> the answer
 * @since 0.1.0
 */
@FunctionalInterface
public interface QuestionWith<S, A, R> {

    /** Run it; an exception is a refusal, an unknown outcome or a fault, as the lifecycle says. */
    R ask(S service, A argument) throws Exception;
}
