package io.mmp.test.webhook;

import org.jspecify.annotations.Nullable;

/**
 * Starts assertions on webhooks.
 *
 * @since 0.1.0
 */
public final class WebhookAssertions {

    private WebhookAssertions() {}

    /** Start assertions on what a receiver got. */
    public static WebhookAssert assertThat(@Nullable WebhookReceiver actual) {
        return new WebhookAssert(actual);
    }
}
