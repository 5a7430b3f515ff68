package io.mmp.test.webhook;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on what a receiver of webhooks got.
 *
 * <p>An alert counts when a delivery of it is accepted: one that was refused has to come again. An alert is told by the whole body unless
 * {@link #usingIdentity} says what names it.
 *
 * @since 0.1.0
 */
public class WebhookAssert extends AbstractAssert<WebhookAssert, WebhookReceiver> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<WebhookReceiver, WebhookAssert> WEBHOOK_RECEIVER =
            new InstanceOfAssertFactory<>(WebhookReceiver.class, WebhookAssert::new);

    private AlertIdentity identity = AlertIdentity.ofBody();
    private Predicate<Delivery> judged = delivery -> true;
    private Duration within = Duration.ofSeconds(5);
    private Duration quiet = Duration.ofMillis(250);

    /** Start assertions, for AssertJ's soft assertions; others use {@link WebhookAssertions#assertThat}. */
    public WebhookAssert(@Nullable WebhookReceiver actual) {
        super(actual, WebhookAssert.class);
    }

    /** Tell alerts by this from now on; by the whole body without. */
    public WebhookAssert usingIdentity(AlertIdentity newIdentity) {
        identity = newIdentity;
        return myself;
    }

    /** Judge from now on those deliveries alone, such as those of one path. */
    public WebhookAssert usingOnly(Predicate<Delivery> newJudged) {
        judged = newJudged;
        return myself;
    }

    /** Wait from now on this long for what has to come; 5 s without. */
    public WebhookAssert usingTimeout(Duration newWithin) {
        within = newWithin;
        return myself;
    }

    /** Demand from now on that nothing comes for this long after the last delivery; 250 ms without. A sender's retry takes longer than its pause. */
    public WebhookAssert usingQuietPeriod(Duration newQuiet) {
        quiet = newQuiet;
        return myself;
    }

    /**
     * Verify that each of these alerts came exactly once, and no other. It waits until all are there, and then until nothing comes any
     * more.
     *
     * <pre><code>
     * assertThat(receiver).receivedExactlyOnce("rollback-7"); // passes if it was refused with 500 first, and sent again
     * assertThat(receiver).receivedExactlyOnce("rollback-7"); // fails if it was accepted twice
     * </code></pre>
     */
    public WebhookAssert receivedExactlyOnce(String... alerts) {
        isNotNull();
        Set<String> expected = new LinkedHashSet<>(Arrays.asList(alerts));
        if (expected.isEmpty()) {
            throw new IllegalArgumentException("Name the alerts, or use receivedNothing().");
        }
        waitUntil(within, () -> new AlertTally(received(), identity).hasAll(expected));
        waitUntil(within.plus(quiet), () -> actual.quietNanos() >= quiet.toNanos());
        List<String> faults = new AlertTally(received(), identity).faults(expected);
        if (!faults.isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to have received %s exactly once and nothing else, but:%n  %s",
                    actual, String.join(", ", expected), String.join("%n  ".formatted(), faults));
        }
        return myself;
    }

    /**
     * Verify that nothing came, and that nothing comes within the quiet period.
     *
     * <pre><code>
     * assertThat(receiver).receivedNothing(); // passes if no request came
     * assertThat(receiver).receivedNothing(); // fails if one came, though it was refused
     * </code></pre>
     */
    public WebhookAssert receivedNothing() {
        isNotNull();
        long start = System.nanoTime();
        waitUntil(quiet.plusSeconds(1), () -> !received().isEmpty() || System.nanoTime() - start >= quiet.toNanos());
        List<Delivery> received = received();
        if (!received.isEmpty()) {
            failWithMessage(
                    "%nExpecting %s to have received nothing, but:%n  %s",
                    actual,
                    String.join(
                            "%n  ".formatted(),
                            received.stream().limit(10).map(Delivery::toString).toList()));
        }
        return myself;
    }

    private List<Delivery> received() {
        return actual.deliveries().stream().filter(judged).toList();
    }

    /** Wait for a condition; what did not come is judged as it is. */
    private static void waitUntil(Duration atMost, Callable<Boolean> condition) {
        try {
            await().atMost(atMost.plusMillis(1))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(condition);
        } catch (ConditionTimeoutException late) {
            // The judgement names what is missing.
        }
    }
}
