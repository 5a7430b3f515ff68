package io.mmp.test.monitor;

/** Says what is wrong in an expression, as the second half of a sentence. */
final class PromqlException extends RuntimeException {

    private static final long serialVersionUID = 1;

    PromqlException(String problem) {
        super(problem);
    }
}
