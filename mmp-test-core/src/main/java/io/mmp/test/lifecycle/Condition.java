package io.mmp.test.lifecycle;

/**
 * Says what must hold of the answer of a command.
 *
 * @param <M> the state of the model
 * @param <A> the argument
 * @param <R> the answer
 * @since 0.1.0
 */
@FunctionalInterface
public interface Condition<M, A, R> {

    /** Return whether it holds, given the state of the model before the command. */
    boolean holds(M before, A argument, R answer);
}
