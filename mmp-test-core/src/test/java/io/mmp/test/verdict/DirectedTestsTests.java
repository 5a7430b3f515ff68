package io.mmp.test.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests in one direction, with the figures of scipy 1.17 and of all permutations. */
@FixedSamples
class DirectedTestsTests {

    private static Comparison compare(double[] values, double... others) {
        return Sample.of("values", "", values).against(Sample.of("others", "", others));
    }

    private static double[] values(double... values) {
        return values;
    }

    private static double[] sequence(int size, DoubleUnaryOperator value) {
        return IntStream.range(0, size).mapToDouble(value::applyAsDouble).toArray();
    }

    @Test
    void ranks_of_small_samples_are_judged_exactly() {
        double[] a = values(12.1, 15.3, 9.8, 14.2, 13.3, 16);
        double[] b = values(11, 10.2, 12.9, 8.7, 13.1);

        assertThat(compare(a, b).higherPValue()).isEqualTo(0.06277056277056277, within(1e-12));
        assertThat(compare(b, a).higherPValue()).isEqualTo(0.9588744588744589, within(1e-12));
        assertThat(compare(values(1, 4, 2, 3, 1), 0, 0, 0, 0, 0).higherPValue())
                .isEqualTo(0.003968253968253968, within(1e-12));
    }

    @Test
    void ties_are_judged_exactly() {
        double[] a = values(3, 3, 4, 5, 5, 2);
        double[] b = values(1, 2, 2, 3, 3, 4, 1);

        assertThat(compare(a, b).higherPValue()).isEqualTo(0.04603729603729604, within(1e-12));
        assertThat(compare(b, a).higherPValue()).isEqualTo(0.9749417249417249, within(1e-12));
        assertThat(compare(values(5, 5), 5, 5, 5).higherPValue()).isEqualTo(1);
    }

    @Test
    void ranks_of_large_samples_are_nearly_normal() {
        double[] a = sequence(200, i -> (i * 7919) % 1000 / 10);
        double[] b = sequence(300, i -> (i * 104729) % 1000 / 10 - 4);
        double[] tied = sequence(200, i -> (i * 7919) % 10);
        double[] others = sequence(300, i -> (i * 104729) % 9);

        assertThat(compare(a, b).higherPValue()).isEqualTo(0.08596869476836644, within(1e-9));
        assertThat(compare(b, a).higherPValue()).isEqualTo(0.9141304178770306, within(1e-9));
        assertThat(compare(tied, others).higherPValue()).isEqualTo(0.023745725646803682, within(1e-9));
        assertThat(compare(others, tied).higherPValue()).isEqualTo(0.9762898129749765, within(1e-9));
    }

    @Test
    void a_value_that_is_nearly_always_the_same_is_counted() {
        double[] rare = new double[121];
        Arrays.fill(rare, 0, 3, 1);

        assertThat(compare(rare, new double[358]).higherPValue()).isEqualTo(0.015820921974418974, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "7, 10, 0, 10, 0.001547987616099071",
        "5, 25, 0, 25, 0.025075987841945285",
        "52, 1000, 10, 1000, 1.823951140260261e-08",
        "300, 10000, 250, 11000, 0.0005752062989808737",
        "20, 1000, 30, 1000, 0.9428498846711059",
        "0, 10, 0, 20, 1",
        "10, 10, 20, 20, 1"
    })
    void rates_are_those_of_fisher(long count, long trials, long other, long otherTrials, double expected) {
        assertThat(Proportion.of("errors", count, "requests", trials)
                        .higherRatePValue(Proportion.of("errors", other, "requests", otherTrials)))
                .isCloseTo(expected, within(expected * 1e-6));
    }

    @Test
    void a_rate_of_nothing_is_refused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Proportion.of("errors", 0, "requests", 0)
                        .higherRatePValue(Proportion.of("errors", 0, "requests", 1)))
                .withMessage("The exact tests compare 1 to 2147483647 trials each, not 0 and 1.");
    }

    @Test
    void a_tail_is_counted_beyond_the_quantile_of_both() {
        double[] longer = sequence(100, i -> i < 90 ? i : 1000 + i);
        double[] shorter = sequence(100, i -> i);

        // The ten beyond p95 of both are all of one sample.
        assertThat(compare(longer, shorter).higherTailPValue(0.95))
                .isEqualTo(
                        Proportion.of("", 10, "", 100).higherRatePValue(Proportion.of("", 0, "", 100)), within(1e-12));
        assertThat(compare(shorter, longer).higherTailPValue(0.95)).isEqualTo(1, within(1e-12));
        assertThat(compare(shorter, shorter).higherTailPValue(0.5)).isGreaterThan(0.5);
    }

    @Test
    void values_at_the_quantile_are_counted_where_none_are_above() {
        double[] unanswered = sequence(100, i -> i < 85 ? i : Double.POSITIVE_INFINITY);
        double[] answered = sequence(100, i -> i);

        assertThat(compare(unanswered, answered).higherTailPValue(0.95)).isLessThan(1e-4);
    }

    /** Of samples of one distribution, with and without ties, no test is below a level more often than that. */
    @ParameterizedTest
    @CsvSource({"8, 8, 1e9", "40, 60, 1e9", "12, 9, 3", "60, 60, 3", "150, 50, 1.2"})
    void samples_of_one_distribution_are_told_apart_as_often_as_the_level_says(int size, int others, double steps) {
        Random random = new Random(7);
        int ranks = 0;
        int tails = 0;
        for (int run = 0; run < 1_000; run++) {
            Comparison comparison = compare(
                    sequence(size, i -> Math.floor(random.nextDouble() * steps)),
                    sequence(others, i -> Math.floor(random.nextDouble() * steps)));
            ranks += comparison.higherPValue() <= 0.05 ? 1 : 0;
            tails += comparison.higherTailPValue(0.9) <= 0.05 ? 1 : 0;
        }
        // 77 and more of 1,000 have a probability of 0.01 % at 5 %.
        assertThat(ranks).isBetween(1, 76);
        assertThat(tails).isLessThan(77);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.01, 677",
        "0.1, 0.001, 1116",
        "0.5, 0.01, 1867",
        "0.5, 0.001, 3033",
        "0.25, 0.01, 1397",
        "0.25, 0.001, 2283"
    })
    void a_literal_tolerance_needs_this_many_trials(double target, double flakes, long expected) {
        assertThat(Proportion.trialsFor(0.03, target, flakes)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.1, 100, 0.241032", "0.1, 1000, 0.001348", "0.5, 100, 0.484118", "0.5, 2000, 0.006803"})
    void a_literal_tolerance_flakes_this_often(double target, long trials, double expected) {
        assertThat(Proportion.of("", 0, "", trials)
                        .isLiterallyWithin(0.03, target)
                        .falseAlarm())
                .isEqualTo(expected, within(1e-6));
    }

    @Test
    void a_tolerance_that_takes_too_many_to_count_has_a_bound() {
        assertThat(Proportion.trialsFor(0.0001, 0.1, 0.01)).isEqualTo(264_915_869);
    }
}
