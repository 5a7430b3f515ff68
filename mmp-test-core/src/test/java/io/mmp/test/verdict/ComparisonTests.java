package io.mmp.test.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@FixedSamples
class ComparisonTests {

    private static Sample latencies(double... values) {
        return Sample.of("latencies", "ms", values);
    }

    private static Sample normal(long seed, int size, double mean) {
        Random random = new Random(seed);
        return latencies(IntStream.range(0, size)
                .mapToDouble(i -> mean + 10 * random.nextGaussian())
                .toArray());
    }

    @Test
    void a_shift_that_matters_is_told_from_one_that_does_not() {
        Sample stable = normal(1, 500, 100);
        Sample slower = normal(2, 500, 105);

        for (Difference difference : new Difference[] {
            slower.against(stable).means(), slower.against(stable).locations()
        }) {
            assertThat(difference.isAtMost(10).conclusion()).isEqualTo(Conclusion.PASS);
            assertThat(difference.isAtMost(2).conclusion()).isEqualTo(Conclusion.FAIL);
            assertThat(difference.isAtMost(5).conclusion()).isEqualTo(Conclusion.INCONCLUSIVE);
            assertThat(difference.isAtLeast(2).conclusion()).isEqualTo(Conclusion.PASS);
            assertThat(difference.isAtLeast(10).conclusion()).isEqualTo(Conclusion.FAIL);
        }
        assertThat(slower.against(stable).quantiles(0.5).isAtMost(10).conclusion())
                .isEqualTo(Conclusion.PASS);
        assertThat(slower.against(stable).quantiles(0.5).isAtMost(1).conclusion())
                .isEqualTo(Conclusion.FAIL);
    }

    @Test
    void the_sentences_name_both_samples() {
        Difference means =
                latencies(1, 2, 3, 4, 5).against(latencies(11, 12, 13, 14)).means();
        assertThat(means.isAtMost(0).sentence())
                .isEqualTo(
                        "The mean of 5 latencies is 9.5 ms below that of 4 latencies, at most -7.69 ms with 95 % confidence: at most 0 ms, as claimed.");
        Difference locations = latencies(1, 2, 3).against(latencies(1.5, 2.5)).locations();
        assertThat(locations.isAtMost(1).sentence())
                .isEqualTo(
                        "The location of 3 latencies is 0 ms above that of 2 latencies, but Infinity ms is still possible with 95 % confidence; no number of them settles whether it is at most 1 ms.");
    }

    @Test
    void outliers_move_a_mean_and_not_a_location() {
        double[] values =
                IntStream.range(0, 99).asDoubleStream().map(i -> 100 + i / 10).toArray();
        double[] spoilt = values.clone();
        spoilt[98] = Double.POSITIVE_INFINITY;
        Comparison comparison = latencies(spoilt).against(latencies(values));

        assertThat(comparison.locations().isAtMost(5).conclusion()).isEqualTo(Conclusion.PASS);
        assertThat(comparison.locations().estimate()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(comparison::means)
                .withMessage(
                        "The mean of latencies needs finite values, but some are infinite. Judge a quantile or the location shift.");
    }

    @Test
    void values_without_spread_and_single_ones_leave_the_mean_open() {
        assertThat(latencies(5, 5, 5)
                        .against(latencies(5, 5, 5))
                        .means()
                        .isAtMost(1)
                        .conclusion())
                .isEqualTo(Conclusion.INCONCLUSIVE);
        assertThat(latencies(5).against(latencies(5, 6)).means().isAtMost(1).conclusion())
                .isEqualTo(Conclusion.INCONCLUSIVE);
        double[] many = new double[100];
        Arrays.fill(many, 5);
        assertThat(latencies(many)
                        .against(latencies(many))
                        .locations()
                        .isAtMost(0)
                        .conclusion())
                .isEqualTo(Conclusion.PASS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> latencies().against(latencies(1)))
                .withMessage("Two samples are compared, but one has no values: 0 latencies and 1 latencies.");
    }

    @Test
    void a_distribution_is_compared_with_one_value() {
        Comparison inside = latencies(1, 2, 3, 4).against(latencies(3));
        assertThat(inside.distributions().estimate()).isEqualTo(0.5);
        assertThat(inside.sameDistributionPValue()).isEqualTo(1);
        Comparison outside = latencies(9).against(latencies(1, 2, 3, 4));
        assertThat(outside.distributions().estimate()).isEqualTo(1);
        // Of five places, the first and the last are as far out.
        assertThat(outside.sameDistributionPValue()).isEqualTo(0.4);
    }

    @Test
    void whole_distributions_are_compared() {
        Comparison same = normal(1, 20_000, 100).against(normal(2, 20_000, 100));
        assertThat(same.distributions().isAtMost(0.05).conclusion()).isEqualTo(Conclusion.PASS);
        Comparison moved = normal(1, 20_000, 100).against(normal(2, 20_000, 104));
        assertThat(moved.distributions().isAtMost(0.05).conclusion()).isEqualTo(Conclusion.FAIL);
        assertThat(moved.sameDistributionPValue()).isLessThan(1e-9);
        Verdict open =
                normal(1, 200, 100).against(normal(2, 200, 100)).distributions().isAtMost(0.1);
        assertThat(open.conclusion()).isEqualTo(Conclusion.INCONCLUSIVE);
        assertThat(open.sentence())
                .startsWith("The distributions of 200 latencies and 200 latencies are 0.0")
                .contains(" apart, but 0.");
    }

    @Test
    void ranks_of_pairs_are_right_without_all_pairs_in_memory() {
        double[] left = normal(3, 700, 0).sorted();
        double[] right = normal(4, 600, 3).sorted();
        double[] pairs = Arrays.stream(left)
                .flatMap(a -> Arrays.stream(right).map(b -> a - b))
                .sorted()
                .toArray();

        assertThat(new PairwiseDifferences(left, right).median()).isEqualTo((pairs[209_999] + pairs[210_000]) / 2);
    }
}
