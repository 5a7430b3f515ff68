package io.mmp.test.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What two models say of the same rows. */
@FixedSamples
class PairedTests {

    private static PairedProportions pairs(long size, long onlyFirst, long onlySecond) {
        return PairedProportions.of("right answers", "rows", size, onlyFirst, onlySecond);
    }

    @Test
    void the_sentences_say_what_speaks_for_which() {
        assertThat(pairs(200, 20, 3).difference().isAtLeast(0)).hasToString("""
                PASS: Of 200 rows 20 speak for the first and 3 for the second: its share of right answers is 8.5 % higher, \
                at least 2.45 % with 95 % confidence: at least 0 %, as claimed.""");
        assertThat(pairs(200, 3, 20).difference().isAtLeast(0)).hasToString("""
                FAIL: Of 200 rows 3 speak for the first and 20 for the second: its share of right answers is 8.5 % lower, \
                at most -2.45 % with 95 % confidence: below 0 %.""");
        assertThat(pairs(200, 9, 5).difference().isAtLeast(0)).hasToString("""
                INCONCLUSIVE: Of 200 rows 9 speak for the first and 5 for the second: its share of right answers is 2 % higher, \
                but -3.01 % is still possible with 95 % confidence; about 567 rows would show at least 0 %.""");
    }

    @Test
    void rows_on_which_both_agree_say_nothing_of_which_is_better_but_how_close_they_are() {
        Difference agreed = pairs(1000, 0, 0).difference();

        assertThat(agreed.isAtLeast(0).conclusion()).isEqualTo(Conclusion.INCONCLUSIVE);
        assertThat(agreed.isAtLeast(-0.01).conclusion()).isEqualTo(Conclusion.PASS);
        assertThat(pairs(1000, 0, 0).mcNemarPValue()).isEqualTo(1);
    }

    @Test
    void outcomes_are_counted_and_the_other_way_round_is_the_negative() {
        PairedProportions counted = PairedProportions.of(
                "hits", "rows", List.of(true, true, false, false, true), List.of(true, false, true, false, false));
        Interval here = counted.difference().interval();
        Interval there =
                PairedProportions.of("hits", "rows", 5, 1, 2).difference().interval();

        assertThat(counted.difference().estimate()).isEqualTo(0.2);
        assertThat(here.lower()).isCloseTo(-there.upper(), within(1e-12));
        assertThat(here.upper()).isCloseTo(-there.lower(), within(1e-12));
        assertThat(counted.difference().withConfidence(0.99).interval().lower()).isLessThan(here.lower());
    }

    @Test
    void counts_that_cannot_be_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pairs(3, 2, 2))
                .withMessage("Of 3 rows the first alone cannot have 2 right answers and the second alone 2.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pairs(3, -1, 2))
                .withMessage("Of 3 rows the first alone cannot have -1 right answers and the second alone 2.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedProportions.of("hits", "rows", List.of(true), List.of()))
                .withMessage("Both must have an outcome for each of the rows, but have 1 and 0.");
    }

    private static PairedMetric means(double[] first, double[] second) {
        return PairedMetric.of("mean", first.length, (rows, swapped) -> {
            double sum = 0;
            for (int i = 0; i < rows.length; i++) {
                double difference = first[rows[i]] - second[rows[i]];
                sum += swapped[i] ? -difference : difference;
            }
            return sum / rows.length;
        });
    }

    @Test
    void swaps_of_rows_give_the_p_value_of_all_exchanges() {
        // Of the 2^8 exchanges of signs of eight positive differences only two make a mean as large.
        double[] zeros = new double[8];

        assertThat(means(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, zeros).swapPValue())
                .isCloseTo(2 / 256.0, within(0.006));
        assertThat(means(new double[] {1, -1, 1, -1, 1, -1, 1, -1}, zeros).swapPValue())
                .isEqualTo(1);
    }

    @Test
    void a_metric_is_judged_with_the_rows_that_would_settle_it() {
        double[] first = new double[100];
        double[] second = new double[100];
        for (int i = 0; i < 100; i++) {
            first[i] = i % 10;
            second[i] = (i * 7 + 3) % 10 - 0.4;
        }
        PairedMetric metric = means(first, second);

        assertThat(metric.difference().estimate()).isCloseTo(0.4, within(1e-12));
        assertThat(metric.difference().isAtLeast(-1).conclusion()).isEqualTo(Conclusion.PASS);
        assertThat(metric.difference().isAtLeast(2).conclusion()).isEqualTo(Conclusion.FAIL);
        assertThat(metric.difference().isAtLeast(0).sentence())
                .startsWith("On 100 rows the mean of the first is 0.4 higher than that of the second, but ")
                .containsPattern("; about \\d+ rows would show at least 0\\.$");
        assertThat(metric.withSeed(2).difference().interval())
                .isNotEqualTo(metric.difference().interval());
        assertThat(means(first, second).difference().interval())
                .isEqualTo(metric.difference().interval());
    }

    @Test
    void rows_without_what_the_metric_needs_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedMetric.of("AUC", 1, (rows, swapped) -> 0))
                .withMessage("A metric is compared on 2 rows or more, but there are 1.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedMetric.of("AUC", 10, (rows, swapped) -> Double.NaN)
                        .difference())
                .withMessage("The AUC of 10 rows is not defined, such as where one class is missing.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedMetric.of(
                                "AUC", 40, (rows, swapped) -> rows[0] == 0 && rows[1] == 1 ? 0 : Double.NaN)
                        .difference())
                .withMessage("The AUC is not defined for most draws from the 40 rows: there are too few of one class.");
    }
}
