package io.mmp.test.examples.rag;

import java.io.Serial;

/** Ends a request with a status and a message that its sender may read. */
final class ServiceException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    private ServiceException(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** Refuse a request that is wrong. */
    static ServiceException badRequest(String message) {
        return new ServiceException(400, message, null);
    }

    /** Give up a request because of another service. */
    static ServiceException unavailable(String dependency, Throwable cause) {
        return new ServiceException(503, "The %s is not available.".formatted(dependency), cause);
    }

    int status() {
        return status;
    }
}
