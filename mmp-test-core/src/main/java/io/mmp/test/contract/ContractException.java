package io.mmp.test.contract;

import org.jspecify.annotations.Nullable;

/**
 * Tells that a contract is none, or that rows cannot be read to be judged.
 *
 * @since 0.1.0
 */
public final class ContractException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Tell what is wrong. */
    public ContractException(String message) {
        this(message, null);
    }

    /** Tell what is wrong, and because of what. */
    public ContractException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
