package io.mmp.test.pipeline;

/**
 * A description or a log of a pipeline that cannot be understood.
 *
 * @since 0.1.0
 */
public final class PipelineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PipelineException(String message) {
        super(message);
    }

    PipelineException(String message, Throwable cause) {
        super(message, cause);
    }
}
