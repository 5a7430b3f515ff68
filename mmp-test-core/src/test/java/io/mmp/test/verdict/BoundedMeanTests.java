package io.mmp.test.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

@FixedSamples
class BoundedMeanTests {

    @Test
    void if_all_are_the_greatest_the_interval_is_the_exact_one() {
        double[] ones = new double[59];
        Arrays.fill(ones, 1);

        Interval interval = mean(ones).interval();

        assertThat(interval.lower()).isCloseTo(Math.pow(0.05, 1 / 59.0), within(1e-10));
        assertThat(interval.upper()).isEqualTo(1);
        assertThat(mean(ones).isAtLeast(0.95).conclusion()).isEqualTo(Conclusion.PASS);
    }

    /** The ends are where 10 KL(0.5, p) = ln 20, so p(1 - p) = exp(-2 ln(20) / 10) / 4. */
    @Test
    void the_ends_are_those_by_hand() {
        Interval interval = mean(0.5, 0.5, 0.5, 0.5, 0.5, 1, 0, 1, 0, 0.5).interval();

        double product = Math.pow(20, -0.2) / 4;
        double lower = (1 - Math.sqrt(1 - 4 * product)) / 2;
        assertThat(interval.lower()).isCloseTo(lower, within(1e-10));
        assertThat(interval.upper()).isCloseTo(1 - lower, within(1e-10));
    }

    @Test
    void a_range_moves_and_stretches_the_interval() {
        Interval shares = mean(0.2, 0.9, 1).interval();
        Interval grades = Sample.of("grades", "", 2, 5.5, 6).meanBetween(1, 6).interval();

        assertThat(grades.lower()).isCloseTo(1 + 5 * shares.lower(), within(1e-9));
        assertThat(grades.upper()).isCloseTo(1 + 5 * shares.upper(), within(1e-9));
    }

    /** Nearly all scores are 1: Student's interval is wrong far more often than it says. */
    @Test
    void a_skewed_mean_is_below_the_interval_as_rarely_as_promised() {
        Random random = new Random(7);
        int wrong = 0;
        int wrongByStudent = 0;
        for (int i = 0; i < 2_000; i++) {
            double[] scores = random.doubles(50)
                    .map(draw -> draw < 0.02 ? 0 : 1 - 1e-9 * draw)
                    .toArray();
            wrong += mean(scores).interval().lower() > 0.98 ? 1 : 0;
            wrongByStudent += Sample.of("scores", "", scores).mean().interval().lower() > 0.98 ? 1 : 0;
        }

        assertThat(wrong).isLessThan(2_000 / 20);
        assertThat(wrongByStudent).isGreaterThan(2_000 / 5);
    }

    @Test
    void without_values_everything_is_possible() {
        Verdict verdict = mean().isAtLeast(0.5);

        assertThat(mean().interval()).isEqualTo(new Interval(0, 1, 0.95));
        assertThat(verdict.conclusion()).isEqualTo(Conclusion.INCONCLUSIVE);
    }

    @Test
    void an_unsettled_claim_says_how_many_would_settle_it() {
        double[] scores = new double[20];
        Arrays.fill(scores, 0.95);

        Verdict verdict = mean(scores).isAtLeast(0.9);

        assertThat(verdict.conclusion()).isEqualTo(Conclusion.INCONCLUSIVE);
        double[] enough = new double[(int) verdict.settledBy().orElseThrow()];
        Arrays.fill(enough, 0.95);
        assertThat(mean(enough).isAtLeast(0.9).conclusion()).isEqualTo(Conclusion.PASS);
        assertThat(mean(Arrays.copyOf(enough, enough.length - 1)).isAtLeast(0.9).conclusion())
                .isEqualTo(Conclusion.INCONCLUSIVE);
        assertThat(mean(scores).isAtMost(0.5).conclusion()).isEqualTo(Conclusion.FAIL);
    }

    @Test
    void values_outside_and_ranges_that_are_none_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mean(0.5, 1.5))
                .withMessage("The scores must be from 0.0 to 1.0, but one is 1.5.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sample.of("scores", "", 1).meanBetween(1, 1))
                .withMessage("The least value must be below the greatest and both finite, but they are 1.0 and 1.0.");
        assertThatIllegalArgumentException().isThrownBy(() -> mean().withConfidence(95));
    }

    private static BoundedMean mean(double... scores) {
        return Sample.of("scores", "", scores).meanBetween(0, 1);
    }
}
