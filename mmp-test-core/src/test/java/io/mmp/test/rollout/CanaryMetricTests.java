package io.mmp.test.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.load.Arrivals;
import io.mmp.test.load.LoadResult;
import io.mmp.test.load.OpenLoad;
import io.mmp.test.verdict.FixedSamples;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@FixedSamples
class CanaryMetricTests {

    @Test
    void a_tolerance_is_the_larger_of_both() {
        Tolerance tolerance = Tolerance.relative(0.1).orAbsolute(5);

        assertThat(tolerance.highest(100)).isEqualTo(110);
        assertThat(tolerance.highest(10)).isEqualTo(15);
        assertThat(tolerance.highest(0)).isEqualTo(5);
        assertThat(tolerance.lowest(100)).isEqualTo(90);
        assertThat(tolerance.highest(-100)).isEqualTo(-90);
        assertThat(tolerance.highest(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(tolerance).hasToString("10 % or 5");
        assertThat(Tolerance.absolute(0.5).orRelative(0.2)).hasToString("20 % or 0.5");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN})
    void relative_tolerances_are_parts(double part) {
        assertThatExceptionOfType(RolloutException.class)
                .isThrownBy(() -> Tolerance.relative(part))
                .withMessage(
                        "A relative tolerance must be above 0 and at most 1, such as 0.1 for 10 %%, but is %s. Allow more by an absolute one."
                                .formatted(part));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void absolute_tolerances_are_above_0(double difference) {
        assertThatExceptionOfType(RolloutException.class)
                .isThrownBy(() -> Tolerance.absolute(difference))
                .withMessage("An absolute tolerance must be above 0 and finite, but is %s.".formatted(difference));
    }

    @Test
    void a_rate_has_no_quantiles_and_no_nan() {
        CanaryMetric rate = CanaryMetric.rate("errors", Tolerance.absolute(0.01));

        assertThatExceptionOfType(RolloutException.class)
                .isThrownBy(() -> rate.withQuantiles(0.95))
                .withMessage(
                        "Metric 'errors' is a rate: its counts have no quantiles. Measure it by CanaryMetric.values.");
        assertThatExceptionOfType(RolloutException.class).isThrownBy(() -> rate.withNanAs(0));
        assertThatExceptionOfType(RolloutException.class)
                .isThrownBy(() -> CanaryMetric.values("latency", "ms", Tolerance.relative(0.1))
                        .withQuantiles(95))
                .withMessage(
                        "A quantile of metric 'latency' must be above 0 and below 1, such as 0.95 for p95, but is 95.0.");
    }

    @Test
    void observations_of_one_metric_add_up() {
        ArmData arm = ArmData.of("canary")
                .withCounts("errors", 1, 10)
                .withCounts("errors", 2, 20)
                .withValues("latency", 1, 2)
                .withValues("latency", 3);

        assertThat(arm.count("errors")).isEqualTo(3);
        assertThat(arm.trials("errors")).isEqualTo(30);
        assertThat(arm.values("latency")).containsExactly(1, 2, 3);
        assertThat(arm.values("none")).isEmpty();
        assertThat(arm.trials("none")).isZero();
        assertThat(arm).hasToString("arm 'canary' with metrics [errors, latency]");
        assertThat(ArmData.of("empty")).hasToString("arm 'empty' with no metrics");
        assertThatExceptionOfType(RolloutException.class)
                .isThrownBy(() -> arm.withCounts("errors", 3, 2))
                .withMessage("Metric 'errors' of arm 'canary' cannot have happened 3 times in 2 trials.");
    }

    @Test
    void observations_are_not_those_of_the_array_that_they_came_in() {
        double[] values = {1, 2};
        ArmData arm = ArmData.of("canary").withValues("latency", values);
        values[0] = 9;
        arm.values("latency")[1] = 9;

        assertThat(arm.values("latency")).containsExactly(1, 2);
    }

    @Test
    void a_load_gives_errors_and_latencies() {
        AtomicInteger requests = new AtomicInteger();
        LoadResult load = OpenLoad.of(Arrivals.constant(200, Duration.ofMillis(100)))
                .run(() -> {
                    if (requests.incrementAndGet() % 4 == 0) {
                        throw new IllegalStateException("busy");
                    }
                });

        ArmData arm = ArmData.of("canary", load);

        assertThat(arm.trials(ArmData.ERRORS)).isEqualTo(20);
        assertThat(arm.count(ArmData.ERRORS)).isEqualTo(5);
        assertThat(arm.values(ArmData.LATENCY)).hasSize(20).endsWith(infinite(5));
    }

    private static double[] infinite(int count) {
        double[] values = new double[count];
        Arrays.fill(values, Double.POSITIVE_INFINITY);
        return values;
    }

    @Test
    void simulated_requests_are_repeated_by_their_seed() {
        SimulatedRequests requests = SimulatedRequests.of(1_000).withErrorRate(0.5);

        ArmData first = requests.observe("canary", new SplittableRandom(1));
        ArmData second = requests.observe("canary", new SplittableRandom(1));
        assertThat(first.values(ArmData.LATENCY)).containsExactly(second.values(ArmData.LATENCY));
        assertThat(first.count(ArmData.ERRORS)).isBetween(400L, 600L);
        assertThat(requests).hasToString("1000 simulated requests");
        assertThatExceptionOfType(RolloutException.class)
                .isThrownBy(() -> SimulatedRequests.of(0))
                .withMessage("There must be at least one request to simulate, but there are 0.");
        assertThatExceptionOfType(RolloutException.class).isThrownBy(() -> requests.withErrorRate(5));
        assertThatExceptionOfType(RolloutException.class).isThrownBy(() -> requests.withSlowdown(0));
    }
}
