package io.mmp.test.readiness;

import io.mmp.test.fault.Outage;
import java.time.Duration;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on what a health endpoint says while a part that its service depends on is broken.
 *
 * @since 0.1.0
 */
public class HealthEndpointAssert extends AbstractAssert<HealthEndpointAssert, HealthEndpoint> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<HealthEndpoint, HealthEndpointAssert> HEALTH_ENDPOINT =
            new InstanceOfAssertFactory<>(HealthEndpoint.class, HealthEndpointAssert::new);

    private Duration within = Duration.ofSeconds(10);
    private Duration longestAnswer = Duration.ofSeconds(5);
    private int redStatus = 503;

    /** Start assertions, for AssertJ's soft assertions; others use {@link ReadinessAssertions#assertThat(HealthEndpoint)}. */
    public HealthEndpointAssert(@Nullable HealthEndpoint actual) {
        super(actual, HealthEndpointAssert.class);
    }

    /** Wait from now on this long for each change of colour; 10 s without. */
    public HealthEndpointAssert usingTimeout(Duration newWithin) {
        within = positive(newWithin);
        return myself;
    }

    /** Require from now on that each answer comes within this time, as the timeout of who checks the health is; 5 s without. */
    public HealthEndpointAssert usingLongestAnswer(Duration newLongest) {
        longestAnswer = positive(newLongest);
        return myself;
    }

    /** Take from now on this status for red; 503 without. */
    public HealthEndpointAssert usingRedStatus(int newStatus) {
        redStatus = newStatus;
        return myself;
    }

    /**
     * Verify that the endpoint answers now with a status of 2xx, and with a body that does not speak against it.
     *
     * <pre>{@code
     * assertThat(HealthEndpoint.at(uri)).isGreen(); // passes if it answers 200 {"status": "up"}
     * assertThat(HealthEndpoint.at(uri)).isGreen(); // fails if it answers 200 {"status": "up", "store": "down"}
     * }</pre>
     */
    public HealthEndpointAssert isGreen() {
        isNotNull();
        HealthAnswer answer = actual.ask(longestAnswer);
        if (!answer.isGreen()) {
            failWithMessage("%nExpecting %s to be green, but it %s.", actual, answer);
        }
        answer.contradiction()
                .ifPresent(
                        words -> failWithMessage("%nExpecting %s to be green, but %s. It %s.", actual, words, answer));
        return myself;
    }

    /**
     * Verify that the endpoint is green, turns red while a part is broken, stays so, and turns green when the part is mended. The part is mended whatever the endpoint does.
     *
     * <pre>{@code
     * assertThat(HealthEndpoint.at(uri)).turnsRedWhen(Outage.of(proxy, Fault.down())); // passes if it answers 503 meanwhile, and 200 before and after
     * assertThat(HealthEndpoint.at(uri)).turnsRedWhen(Outage.of(proxy, Fault.down())); // fails if it answers 200 all the time
     * }</pre>
     */
    public HealthEndpointAssert turnsRedWhen(Outage outage) {
        return turns(outage, null);
    }

    /**
     * Verify the same, and that the body names the part that is broken.
     *
     * <pre>{@code
     * assertThat(HealthEndpoint.at(uri)).turnsRedWhen(outage, "vectors"); // passes if it answers 503 {"dependencies": {"vectors": "down"}}
     * assertThat(HealthEndpoint.at(uri)).turnsRedWhen(outage, "vectors"); // fails if it answers 503 {"dependencies": {"cache": "down"}}
     * }</pre>
     *
     * @param dependency the name of the part in the body
     */
    public HealthEndpointAssert turnsRedWhen(Outage outage, String dependency) {
        return turns(outage, dependency);
    }

    private HealthEndpointAssert turns(Outage outage, @Nullable String dependency) {
        isNotNull();
        new HealthTurn(actual, outage, dependency, within, longestAnswer, redStatus)
                .fault()
                .ifPresent(fault -> failWithMessage(
                        "%nExpecting %s to turn red when %s and green afterwards, but %s",
                        actual, outage.name(), fault));
        return myself;
    }

    private static Duration positive(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new ReadinessException("A time to wait is above 0, but not %s.".formatted(time));
        }
        return time;
    }
}
