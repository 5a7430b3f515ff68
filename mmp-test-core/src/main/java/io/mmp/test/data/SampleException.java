package io.mmp.test.data;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when rows cannot be drawn as they are asked for, or not be kept where they should.
 *
 * @since 0.1.0
 */
public final class SampleException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    SampleException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
