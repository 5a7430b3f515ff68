package io.mmp.test.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mean of one sample. */
@FixedSamples
class MeanTests {

    /** The first sample of Student's paper of 1908: additional hours of sleep. */
    private static final double[] SLEEP = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

    private static Mean mean(double... values) {
        return Sample.of("latencies", "ms", values).mean();
    }

    /** Computed from published quantiles of Student's distribution with 9 degrees of freedom. */
    @ParameterizedTest
    @CsvSource({
        "0.95, -0.287055, 1.787055",
        "0.975, -0.529780, 2.029780",
        "0.99, -0.846185, 2.346185",
        "0.9, -0.032427, 1.532427"
    })
    void the_interval_is_students(double confidence, double lower, double upper) {
        Interval interval = mean(SLEEP).withConfidence(confidence).interval();

        assertThat(mean(SLEEP).estimate()).isCloseTo(0.75, within(1e-12));
        assertThat(interval.lower()).isCloseTo(lower, within(1e-5));
        assertThat(interval.upper()).isCloseTo(upper, within(1e-5));
    }

    @Test
    void it_passes_fails_or_is_inconclusive() {
        assertThat(mean(SLEEP).isAtMost(2).sentence())
                .isEqualTo(
                        "The mean of 10 latencies is 0.75 ms, at most 1.79 ms with 95 % confidence: at most 2 ms, as claimed.");
        assertThat(mean(SLEEP).isAtLeast(2).sentence())
                .isEqualTo("The mean of 10 latencies is 0.75 ms, at most 1.79 ms with 95 % confidence: below 2 ms.");
        Verdict open = mean(SLEEP).isAtMost(1);
        assertThat(open.conclusion()).isEqualTo(Conclusion.INCONCLUSIVE);
        assertThat(open.settledBy()).hasValue(141);
    }

    @Test
    void no_value_one_value_and_equal_values_leave_all_possible() {
        for (double[] values : new double[][] {{}, {1}, {1, 1, 1}}) {
            Interval interval = mean(values).interval();
            assertThat(interval.lower()).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(interval.upper()).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(mean(values).isAtMost(5).conclusion()).isEqualTo(Conclusion.INCONCLUSIVE);
        }
        assertThat(mean().isAtMost(5).sentence())
                .isEqualTo(
                        "There are no latencies, but Infinity ms is still possible with 95 % confidence; no number of them settles whether it is at most 5 ms.");
    }

    @Test
    void infinite_values_and_limits_that_are_none_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mean(1, Double.POSITIVE_INFINITY))
                .withMessage(
                        "The mean of latencies needs finite values, but some are infinite. Judge a quantile or the location shift.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mean(1, 2).isAtMost(Double.NaN))
                .withMessage("The limit of a claim must be a number, but is NaN.");
    }

    @Test
    void false_alarms_stay_within_the_stated_level() {
        Random random = new Random(20261128);
        int alarms = 0;
        for (int run = 0; run < 2_000; run++) {
            double[] values = random.doubles(50, 0, 2).toArray();
            alarms += mean(values).isAtMost(1).conclusion() == Conclusion.FAIL ? 1 : 0;
        }

        // 5 % of 2,000 are 100; 130 or more have a probability of 0.2 %.
        assertThat(alarms).isLessThan(130).isGreaterThan(60);
    }
}
