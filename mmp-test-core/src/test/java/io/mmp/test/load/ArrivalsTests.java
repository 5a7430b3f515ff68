package io.mmp.test.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When requests are due. */
class ArrivalsTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static long[] millis(Arrivals arrivals) {
        return Arrays.stream(arrivals.offsets(1))
                .map(nanos -> Math.round(nanos / 1e6))
                .toArray();
    }

    private static long between(Arrivals arrivals, double from, double to) {
        return Arrays.stream(arrivals.offsets(7))
                .filter(nanos -> nanos >= from * 1e9 && nanos < to * 1e9)
                .count();
    }

    @Test
    void a_constant_rate_has_equal_distances_from_the_first_moment_on() {
        assertThat(millis(Arrivals.constant(5, SECOND))).containsExactly(0, 200, 400, 600, 800);
    }

    @ParameterizedTest
    @CsvSource({"1,1000", "3,1000", "7,3000", "10,100", "0.1,30000", "1000,2500", "33.3,10000", "999999,1000"})
    void a_constant_rate_has_as_many_requests_as_it_says(double rate, int millis) {
        long expected = (long) Math.ceil(rate * millis / 1e3 - 1e-9);

        assertThat(Arrivals.constant(rate, Duration.ofMillis(millis)).offsets(1))
                .hasSize((int) expected);
    }

    @Test
    void a_ramp_has_the_number_of_its_mean_rate_and_more_of_them_late() {
        Arrivals ramp = Arrivals.ramp(0, 100, Duration.ofSeconds(10));

        assertThat(ramp.offsets(1)).hasSize(500).isSorted();
        assertThat(between(ramp, 0, 5)).isEqualTo(125);
        assertThat(between(ramp, 5, 10)).isEqualTo(375);
    }

    @Test
    void a_ramp_may_fall_to_nothing() {
        Arrivals ramp = Arrivals.ramp(100, 0, Duration.ofSeconds(10));

        assertThat(ramp.offsets(1)).hasSize(500).isSorted();
        assertThat(between(ramp, 0, 5)).isEqualTo(375);
    }

    @Test
    void steps_follow_one_another() {
        Arrivals steps = Arrivals.steps(Duration.ofSeconds(2), 10, 50, 20);

        assertThat(between(steps, 0, 2)).isEqualTo(20);
        assertThat(between(steps, 2, 4)).isEqualTo(100);
        assertThat(between(steps, 4, 6)).isEqualTo(40);
        assertThat(steps.duration()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void rates_below_one_a_stretch_add_up_over_stretches() {
        Arrivals half = Arrivals.constant(0.5, SECOND);

        assertThat(millis(half.then(half).then(half).then(half))).containsExactly(0, 2000);
    }

    @Test
    void a_burst_is_due_at_once_and_others_go_on_after_it() {
        Arrivals arrivals = Arrivals.burst(3).then(Arrivals.pause(SECOND)).then(Arrivals.burst(2));

        assertThat(millis(arrivals)).containsExactly(0, 0, 0, 1000, 1000);
    }

    @Test
    void poisson_arrivals_have_the_mean_rate_and_the_spread_of_independent_users() {
        long[] offsets = Arrivals.poisson(1_000, Duration.ofSeconds(20)).offsets(42);

        // 20,000 with a deviation of 141
        assertThat((double) offsets.length).isCloseTo(20_000, within(500.0));
        double[] gaps = new double[offsets.length - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = (offsets[i + 1] - offsets[i]) / 1e6;
        }
        double mean = Arrays.stream(gaps).average().orElseThrow();
        double variance = Arrays.stream(gaps)
                .map(gap -> (gap - mean) * (gap - mean))
                .average()
                .orElseThrow();
        // An exponential distribution's deviation is its mean; that of even distances is 0.
        assertThat(Math.sqrt(variance) / mean).isCloseTo(1, within(0.05));
    }

    @Test
    void a_seed_gives_the_same_arrivals_again_and_another_seed_gives_others() {
        Arrivals poisson = Arrivals.poisson(100, SECOND);

        assertThat(poisson.offsets(3)).isEqualTo(poisson.offsets(3)).isNotEqualTo(poisson.offsets(4));
    }

    @Test
    void a_ramp_spaced_at_random_keeps_its_rates() {
        Arrivals ramp = Arrivals.ramp(0, 2_000, Duration.ofSeconds(10)).withRandomSpacing();

        // 2,500 and 7,500 with deviations of 50 and 87
        assertThat((double) between(ramp, 0, 5)).isCloseTo(2_500, within(200.0));
        assertThat((double) between(ramp, 5, 10)).isCloseTo(7_500, within(350.0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -1, 0, -0.0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1e6 + 1})
    void a_rate_that_is_none_is_refused(double rate) {
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> Arrivals.constant(rate, SECOND))
                .withMessage("The rate must be above 0 and at most 1000000 requests per second, but is %s.", rate);
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> Arrivals.poisson(rate, SECOND))
                .withMessage("The rate must be above 0 and at most 1000000 requests per second, but is %s.", rate);
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> Arrivals.steps(SECOND, 10, rate))
                .withMessage("The rate must be above 0 and at most 1000000 requests per second, but is %s.", rate);
    }

    @Test
    void a_ramp_of_nothing_or_of_a_rate_that_is_none_is_refused() {
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> Arrivals.ramp(0, 0, SECOND))
                .withMessage("A ramp from 0 to 0 requests per second sends nothing.");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> Arrivals.ramp(Double.NaN, 10, SECOND))
                .withMessage(
                        "The rate at the start of a ramp must be above 0 and at most 1000000 requests per second, but is NaN.");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> Arrivals.ramp(10, -1, SECOND))
                .withMessage(
                        "The rate at the end of a ramp must be above 0 and at most 1000000 requests per second, but is -1.0.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT9000H"})
    void a_time_that_is_none_is_refused(Duration duration) {
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> Arrivals.constant(1, duration))
                .withMessage(
                        "The time for which requests arrive must be above 0 and at most a year, but is %s.", duration);
    }

    @Test
    void bursts_and_steps_of_nothing_are_refused() {
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> Arrivals.burst(0))
                .withMessage("A burst must be of 1 to 10000000 requests, but this is of 0.");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> Arrivals.steps(SECOND))
                .withMessage("Steps need at least one rate.");
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> Arrivals.pause(SECOND).offsets(1))
                .withMessage("No request arrives in 1 s at these rates. Raise the rate, or let it last longer.");
    }

    @Test
    void more_requests_than_can_be_kept_are_refused_before_anything_is_sent() {
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(
                        () -> Arrivals.constant(100_000, Duration.ofMinutes(5)).offsets(1))
                .withMessage(
                        "A load of 30000000 requests is more than the 10000000 of which all latencies can be kept.");
    }
}
