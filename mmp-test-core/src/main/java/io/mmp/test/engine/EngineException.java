package io.mmp.test.engine;

import org.jspecify.annotations.Nullable;

/**
 * Tells that an engine cannot be asked, or did not answer.
 *
 * @since 0.1.0
 */
public final class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Tell what is wrong with the engine. */
    public EngineException(String message) {
        this(message, null);
    }

    /** Tell what is wrong with the engine, and because of what. */
    public EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
