package io.mmp.test.retrieval;

/**
 * Answers questions, such as the client of the service under test.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Generation {

    /** Return the answer, with its passages and citations. */
    GeneratedAnswer answer(String question) throws Exception;
}
