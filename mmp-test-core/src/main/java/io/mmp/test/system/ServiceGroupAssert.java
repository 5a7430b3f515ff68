package io.mmp.test.system;

import static org.awaitility.Awaitility.await;

import io.mmp.test.text.Quantities;
import io.mmp.test.text.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on a group of services.
 *
 * @since 0.1.0
 */
public class ServiceGroupAssert extends AbstractAssert<ServiceGroupAssert, ServiceGroup> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<ServiceGroup, ServiceGroupAssert> SERVICE_GROUP =
            new InstanceOfAssertFactory<>(ServiceGroup.class, ServiceGroupAssert::new);

    private static final Duration POLL = Duration.ofMillis(50);

    private Duration timeout = ServiceGroup.PROBE;

    /** Start assertions, for AssertJ's soft assertions; others use {@link SystemAssertions#assertThat}. */
    public ServiceGroupAssert(@Nullable ServiceGroup actual) {
        super(actual, ServiceGroupAssert.class);
    }

    /**
     * Give each service this long for an answer from now on; 5 s without.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public ServiceGroupAssert usingTimeout(Duration newTimeout) {
        if (newTimeout.isNegative() || newTimeout.isZero()) {
            throw new IllegalArgumentException("Timeout must be positive, but is " + newTimeout + ".");
        }
        timeout = newTimeout;
        return myself;
    }

    /**
     * Verify that every service is healthy now; the message has each sick one, with its answer, the beginning of the answer's body, the time and the end of its log.
     *
     * <pre><code>
     * assertThat(group).isHealthy(); // passes if all answer 200 on /health
     * assertThat(group).isHealthy(); // fails if one was stopped, and another answers 503: it names both
     * </code></pre>
     */
    public ServiceGroupAssert isHealthy() {
        isNotNull();
        judge(actual.health(timeout), "");
        return myself;
    }

    /**
     * Verify that every service is healthy at the same time, now or within a time.
     *
     * <pre><code>
     * assertThat(group).isHealthyWithin(Duration.ofSeconds(10)); // passes if the last is back after 3 s
     * assertThat(group).isHealthyWithin(Duration.ofSeconds(10)); // fails after 10 s if one stays down: it says how it was then
     * </code></pre>
     */
    public ServiceGroupAssert isHealthyWithin(Duration limit) {
        isNotNull();
        List<ServiceHealth> last = new ArrayList<>();
        try {
            await().pollInSameThread()
                    .atMost(limit.plusMillis(1))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .until(() -> isHealthy(last));
        } catch (ConditionTimeoutException late) {
            judge(last, " within " + Quantities.millis((double) limit.toMillis()));
        }
        return myself;
    }

    private boolean isHealthy(List<ServiceHealth> last) {
        List<ServiceHealth> seen = actual.health(timeout);
        last.clear();
        last.addAll(seen);
        return seen.stream().allMatch(ServiceHealth::isHealthy);
    }

    private void judge(List<ServiceHealth> health, String within) {
        List<ServiceHealth> sick =
                health.stream().filter(service -> !service.isHealthy()).toList();
        if (!sick.isEmpty()) {
            failWithMessage(
                    "%nExpecting all of %s to be healthy%s, but %s:%n%s",
                    Words.count(health.size(), "service"),
                    within,
                    sick.size() == 1 ? "1 is not" : sick.size() + " are not",
                    String.join(
                            "%n".formatted(),
                            sick.stream().map(ServiceGroupAssert::shown).toList()));
        }
    }

    private static String shown(ServiceHealth sick) {
        return sick.logTail().isEmpty()
                ? "  " + sick
                : "  %s%n    last output:%n%s"
                        .formatted(sick, sick.logTail().indent(6).stripTrailing());
    }
}
