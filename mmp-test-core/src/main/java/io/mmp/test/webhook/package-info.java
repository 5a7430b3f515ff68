/** A receiver of webhooks, such as alerts, which tells whether each came exactly once. */
@NullMarked
package io.mmp.test.webhook;

import org.jspecify.annotations.NullMarked;
