package io.mmp.test.lifecycle;

/**
 * Says what the state of the model is after a command that was answered.
 *
 * @param <M> the state of the model
 * @param <A> the argument
 * @param <R> the answer
 * @since 0.1.0
 */
@FunctionalInterface
public interface Change<M, A, R> {

    /** Return the state afterwards; the one before must stay as it is. */
    M apply(M state, A argument, R answer);
}
