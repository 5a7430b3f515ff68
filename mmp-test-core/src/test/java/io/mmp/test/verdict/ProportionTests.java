package io.mmp.test.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@FixedSamples
@Isolated("a test changes the locale of the JVM")
class ProportionTests {

    private static Proportion errors(long count, long requests) {
        return Proportion.of("errors", count, "requests", requests);
    }

    @Test
    void too_few_trials_leave_a_low_rate_open_and_say_how_many_would_settle_it() {
        Verdict verdict = errors(0, 100).isAtMost(0.01);

        assertThat(verdict.conclusion()).isEqualTo(Conclusion.INCONCLUSIVE);
        assertThat(verdict.settledBy()).hasValue(299);
        assertThat(verdict.sampleSize()).isEqualTo(100);
        assertThat(verdict.estimate()).isZero();
        assertThat(verdict.interval().upper()).isCloseTo(0.0295, within(0.0001));
        assertThat(verdict.confidence()).isEqualTo(0.95);
        assertThat(verdict.sentence())
                .isEqualTo(
                        "0 errors in 100 requests are a rate of 0 %, but 2.95 % is still possible with 95 % confidence; 299 requests without errors would show at most 1 %.");
    }

    @ParameterizedTest(name = "{0} errors in {1} requests show less than 1 %: {2}")
    @CsvSource({
        "0, 298, INCONCLUSIVE", "0, 299, PASS", "1, 472, INCONCLUSIVE", "1, 473, PASS", "2, 627, INCONCLUSIVE",
        "2, 628, PASS", "3, 772, INCONCLUSIVE", "3, 773, PASS", "4, 100, FAIL", "3, 100, INCONCLUSIVE",
    })
    void the_numbers_of_requests_that_show_an_error_rate_are_exact(long count, long requests, Conclusion conclusion) {
        assertThat(errors(count, requests).isAtMost(0.01).conclusion()).isEqualTo(conclusion);
    }

    @Test
    void each_conclusion_has_its_sentence() {
        assertThat(errors(3, 1000).isAtMost(0.01).sentence())
                .isEqualTo(
                        "3 errors in 1000 requests are a rate of 0.3 %, at most 0.774 % with 95 % confidence: at most 1 %, as claimed.");
        assertThat(errors(30, 1000).isAtMost(0.01).sentence())
                .isEqualTo(
                        "30 errors in 1000 requests are a rate of 3 %, at least 2.17 % with 95 % confidence: above 1 %.");
        assertThat(errors(1, 100).isAtMost(0.02).sentence())
                .isEqualTo(
                        "1 error in 100 requests are a rate of 1 %, but 4.66 % is still possible with 95 % confidence; at this rate about 590 requests would show at most 2 %.");
        assertThat(errors(99, 100).isAtLeast(0.999).sentence())
                .isEqualTo(
                        "99 errors in 100 requests are a rate of 99 %, but 99.9 % is still possible with 95 % confidence; at this rate about 151 requests would show below 99.9 %.");
        assertThat(errors(100, 100).isAtLeast(0.99).sentence())
                .isEqualTo(
                        "100 errors in 100 requests are a rate of 100 %, but 97 % is still possible with 95 % confidence; 299 requests, all of them errors, would show at least 99 %.");
    }

    @Test
    void nothing_settles_a_rate_that_is_the_limit() {
        Verdict verdict = errors(1, 100).isAtMost(0.01);

        assertThat(verdict.settledBy()).isEmpty();
        assertThat(verdict.sentence())
                .endsWith("with 95 % confidence; no number of them settles whether it is at most 1 %.");
        assertThat(errors(0, 1_000_000).isAtMost(0).settledBy()).isEmpty();
    }

    @Test
    void without_trials_all_is_possible() {
        Verdict verdict = errors(0, 0).isAtMost(0.01);

        assertThat(verdict.conclusion()).isEqualTo(Conclusion.INCONCLUSIVE);
        assertThat(verdict.estimate()).isNaN();
        assertThat(verdict.interval().lower()).isZero();
        assertThat(verdict.interval().upper()).isOne();
    }

    @Test
    void a_split_is_judged_at_both_ends() {
        assertThat(errors(100, 1000).isWithin(0.03, 0.1).conclusion()).isEqualTo(Conclusion.PASS);
        assertThat(errors(160, 1000).isWithin(0.03, 0.1).conclusion()).isEqualTo(Conclusion.FAIL);
        Verdict open = errors(10, 100).isWithin(0.03, 0.1);
        assertThat(open.conclusion()).isEqualTo(Conclusion.INCONCLUSIVE);
        assertThat(open.sentence())
                .isEqualTo(
                        "10 errors in 100 requests are a rate of 10 %; with 95 % confidence at either end it is from 5.53 % to 16.4 %, which leaves open whether it is within 7 % to 13 %; at this rate about "
                                + open.settledBy().orElseThrow() + " requests would settle it.");
        long settled = open.settledBy().orElseThrow();
        assertThat(errors(settled / 10, settled).isWithin(0.03, 0.1).conclusion())
                .isEqualTo(Conclusion.PASS);
        assertThat(settled).isBetween(300L, 400L);
    }

    @Test
    void the_literal_reading_says_what_it_is_worth() {
        Verdict verdict = errors(0, 100).isLiterallyAtMost(0.01);

        assertThat(verdict.conclusion()).isEqualTo(Conclusion.PASS);
        assertThat(verdict.sentence())
                .isEqualTo(
                        "0 errors in 100 requests are a rate of 0 %, at most 1 %. Taken literally: a true rate of 2 % passes this in 40.3 % of runs.");
        assertThat(verdict.falseAlarm()).as("a rate of exactly 1 % fails").isCloseTo(0.264, within(0.001));
        assertThat(errors(2, 100).isLiterallyAtMost(0.01).conclusion()).isEqualTo(Conclusion.FAIL);
        assertThat(errors(7, 100).isLiterallyAtMost(0.07).conclusion())
                .as("0.07 * 100 is 7.000000000000001")
                .isEqualTo(Conclusion.PASS);
        assertThat(errors(29, 100).isLiterallyAtMost(0.29).conclusion())
                .as("0.29 * 100 is 28.999999999999996")
                .isEqualTo(Conclusion.PASS);
        assertThat(errors(0, 100).isLiterallyAtMost(0).sentence())
                .isEqualTo(
                        "0 errors in 100 requests are a rate of 0 %, at most 0 %. Taken literally: a true rate of 0.5 % passes this in 60.6 % of runs.");
    }

    @Test
    void two_rates_are_compared() {
        Difference worse = errors(30, 1000).against(errors(10, 1000));

        assertThat(worse.isAtMost(0.05).conclusion()).isEqualTo(Conclusion.PASS);
        assertThat(worse.isAtMost(0.001).conclusion()).isEqualTo(Conclusion.FAIL);
        Verdict open = worse.isAtMost(0.025);
        assertThat(open.conclusion()).isEqualTo(Conclusion.INCONCLUSIVE);
        assertThat(open.sentence())
                .startsWith(
                        "30 errors in 1000 requests are a rate of 3 %, 2 % above 10 errors in 1000 requests (1 %), but 3.77 % is still possible with 95 % confidence; about ");
        assertThat(errors(30, 1000).sameRatePValue(errors(10, 1000))).isLessThan(0.01);
        assertThat(errors(1, 10).sameRatePValue(errors(1, 10))).isOne();
    }

    @Test
    void numbers_are_printed_in_one_way_in_any_locale() {
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(errors(3, 1000).isAtMost(0.01).sentence())
                    .startsWith("3 errors in 1000 requests are a rate of 0.3 %, at most 0.774 % with 95 % confidence");
        } finally {
            Locale.setDefault(locale);
        }
    }

    @Test
    void what_cannot_be_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> errors(3, 2))
                .withMessage("There cannot be 3 errors in 2 requests.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> errors(-1, 2))
                .withMessage("There cannot be -1 errors in 2 requests.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> errors(1, 2).isAtMost(1.5))
                .withMessage("A share is from 0 to 1, but this is 1.5.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> errors(1, 2).isAtMost(Double.NaN))
                .withMessage("A share is from 0 to 1, but this is NaN.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> errors(1, 2).withConfidence(95))
                .withMessage("The confidence must be above 0.5 and below 1, such as 0.95, but is 95.0.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> errors(1, 2).isWithin(0, 0.1))
                .withMessage("The tolerance of a share must be above 0 and below 1, but is 0.0.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> errors(0, 0).isLiterallyAtMost(0.1))
                .withMessage("Of no requests there is no rate of errors to compare.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> errors(0, 0).against(errors(1, 2)))
                .withMessage("Two rates of errors are compared, but one is of no requests.");
    }

    @Test
    void no_trials_leave_all_possible_and_say_how_many_would_show_it() {
        assertThat(Proportion.of("errors", 0, "requests", 0).isAtMost(0.01).sentence())
                .isEqualTo(
                        "No requests were made, but 100 % is still possible with 95 % confidence; 299 requests without errors would show at most 1 %.");
    }
}
