package io.mmp.test.monitor;

import org.jspecify.annotations.Nullable;

/**
 * Says that metrics, rules, a dashboard or a configuration cannot be read, or that a program of Prometheus cannot do what it was asked for.
 *
 * @since 0.1.0
 */
public final class MonitorException extends RuntimeException {

    private static final long serialVersionUID = 1;

    MonitorException(String message) {
        this(message, null);
    }

    MonitorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
