package io.mmp.test.webhook;

import org.jspecify.annotations.Nullable;

/**
 * Says that a receiver of webhooks cannot do what it was asked for, or waited in vain.
 *
 * @since 0.1.0
 */
public final class WebhookException extends RuntimeException {

    private static final long serialVersionUID = 1;

    WebhookException(String message) {
        this(message, null);
    }

    WebhookException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
