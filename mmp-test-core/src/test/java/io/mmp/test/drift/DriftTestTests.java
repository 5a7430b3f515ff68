package io.mmp.test.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mmp.test.drift.DriftFinding.Outcome;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DriftTestTests {

    private static final double[] EVEN =
            IntStream.range(0, 100).asDoubleStream().toArray();

    static Stream<DriftTest> ofNumbers() {
        return Stream.of(
                DriftTest.psi(), DriftTest.jensenShannon(), DriftTest.kolmogorovSmirnov(), DriftTest.wasserstein());
    }

    static Stream<DriftTest> ofCategories() {
        return Stream.of(DriftTest.psi(), DriftTest.jensenShannon(), DriftTest.chiSquare());
    }

    @ParameterizedTest
    @MethodSource("ofNumbers")
    void a_shift_is_drift_and_the_same_again_is_none(DriftTest test) {
        double[] reference = Transactions.normal(500, 1);
        DriftFinding same = test.compare(reference, Transactions.normal(500, 2));
        DriftFinding shifted =
                test.compare(reference, DriftInjection.meanShift(0.5).apply(Transactions.normal(500, 2), 1));
        assertThat(same.outcome()).isEqualTo(Outcome.NO_DRIFT);
        assertThat(same.statistic()).isLessThan(same.criticalValue());
        assertThat(shifted.outcome()).isEqualTo(Outcome.DRIFT);
        assertThat(shifted.statistic()).isGreaterThan(shifted.criticalValue());
    }

    @ParameterizedTest
    @MethodSource("ofNumbers")
    void many_values_of_a_tiny_shift_are_significant_and_no_drift(DriftTest test) {
        double[] reference = Transactions.normal(100_000, 1);
        double[] current = Arrays.stream(Transactions.normal(100_000, 2))
                .map(value -> value + 0.03)
                .toArray();
        DriftFinding finding = test.compare(reference, current);
        assertThat(finding.pValue()).isLessThan(0.05);
        assertThat(finding.outcome()).isEqualTo(Outcome.NO_DRIFT);
        assertThat(test.withEffectFloor(0).compare(reference, current).isDrift())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("ofCategories")
    void moved_categories_are_drift_and_the_same_shares_are_none(DriftTest test) {
        assertThat(test.compare(categories(300, 200, 100), categories(300, 200, 100))
                        .outcome())
                .isEqualTo(Outcome.NO_DRIFT);
        assertThat(test.compare(categories(300, 200, 100), categories(200, 300, 100))
                        .outcome())
                .isEqualTo(Outcome.DRIFT);
    }

    static Stream<Arguments> rates() {
        return ofNumbers()
                .map(test -> test.withEffectFloor(0))
                // Of so many values, the distribution of Wasserstein's distance is drawn in another way.
                .flatMap(test -> Stream.of(Arguments.of(test, 100), Arguments.of(test, 1_100)));
    }

    @ParameterizedTest
    @MethodSource("rates")
    void without_drift_one_in_twenty_is_significant(DriftTest test, int size) {
        long alarms = IntStream.range(0, 200)
                .filter(run -> test.compare(
                                Transactions.normal(size, 2L * run), Transactions.normal(size, 2L * run + 1))
                        .isDrift())
                .count();
        // Of 200 runs at 5 %, 2 to 20 are from the least to the most that 99.9 % of trials have.
        assertThat(alarms).isBetween(2L, 20L);
    }

    @Test
    void psi_is_what_the_textbook_says_and_its_critical_value_is_of_the_sample_sizes() {
        // Ten bins of ten; of the current values, 20 are in the first and none in the last, which counts as half a one.
        double[] current =
                IntStream.range(0, 100).mapToDouble(i -> i < 90 ? i : i - 90).toArray();
        DriftFinding finding = DriftTest.psi().compare(EVEN, current);
        assertThat(finding.statistic()).isCloseTo(0.1 * Math.log(2) + (0.005 - 0.1) * Math.log(0.05), within(1e-12));
        // 16.919 is the 95th percentile of chi-square with 9 degrees of freedom.
        assertThat(finding.criticalValue()).isCloseTo(0.02 * 16.918977604620448, within(1e-9));
        assertThat(DriftTest.psi().compare(EVEN, Arrays.copyOf(current, 50)).criticalValue())
                .isCloseTo(0.03 * 16.918977604620448, within(1e-9));
    }

    @Test
    void psi_states_its_edges() {
        assertThat(DriftTest.psi(4).compare(EVEN, EVEN))
                .hasToString(
                        "value: PSI 0 is below the critical 0.156 of 100 and 100 values, p 1, effect 0 below the floor of 0.01 (4 bins with edges [24, 49, 74])");
    }

    @Test
    void kolmogorov_and_smirnov_say_what_they_found() {
        assertThat(DriftTest.kolmogorovSmirnov()
                        .compare(
                                EVEN,
                                Arrays.stream(EVEN).map(value -> value + 30).toArray()))
                .hasToString(
                        "value: Kolmogorov-Smirnov distance 0.3 reaches the critical 0.192 of 100 and 100 values, p 0.000225, effect 0.3 above the floor of 0.02 (medians 49 and 79)");
    }

    @Test
    void a_category_says_which_moved_most() {
        assertThat(DriftTest.chiSquare().compare(categories(60, 40), categories(40, 60)))
                .hasToString(
                        "value: chi-square 8 reaches the critical 3.84 of 100 and 100 values, p 0.00468, effect 0.2 above the floor of 0.02 (2 categories; c0 went from 60 % to 40 %)");
    }

    @Test
    void unseen_categories_are_found_unless_they_are_so_rare_that_chance_may_have_hidden_them() {
        DriftTest test = DriftTest.unseenCategories();
        assertThat(test.compare(categories(600, 400), categories(550, 430, 20)))
                .hasToString(
                        "value: unseen categories 20 reaches the critical 6 of 1000 and 1000 values, p 0.0000026, effect 0.02 above the floor of 0 (1 category is new, 2 % of the values; the most frequent is c2)");
        assertThat(test.compare(categories(600, 400), categories(598, 400, 2)).outcome())
                .isEqualTo(Outcome.NO_DRIFT);
        assertThat(test.compare(categories(600, 400), categories(600, 400)).outcome())
                .isEqualTo(Outcome.NO_DRIFT);
        assertThat(test.compare(categories(600, 400), categories(1, 1, 1)).outcome())
                .isEqualTo(Outcome.DRIFT);
        assertThat(test.compare(categories(1), categories(0, 1)).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void the_share_of_nulls_counts_nan_as_well() {
        double[] holes = EVEN.clone();
        Arrays.fill(holes, 0, 20, Double.NaN);
        assertThat(DriftTest.missingShare().compare(EVEN, holes))
                .hasToString(
                        "value: share of nulls 0.2 reaches the critical 0.0832 of 100 and 100 values, p 0.000000392, effect 0.2 above the floor of 0.01 (0 % of the reference and 20 % of the current rows are null or NaN)");
        assertThat(DriftTest.missingShare()
                        .compare(Arrays.asList("a", null, "b"), Arrays.asList("a", null, "b"))
                        .isDrift())
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("ofNumbers")
    void too_few_values_are_inconclusive_and_not_no_drift(DriftTest test) {
        assertThat(test.compare(EVEN, new double[0]).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(test.compare(EVEN, new double[] {Double.NaN}).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(test.compare(new double[] {1, 2}, new double[] {1000}).outcome())
                .isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void what_is_inconclusive_says_why() {
        assertThat(DriftTest.kolmogorovSmirnov().compare(new double[] {1, 2}, new double[] {9}))
                .hasToString(
                        "value: Kolmogorov-Smirnov distance of 2 and 1 values cannot be judged: the least p-value of so few values is 0.667, above the level of 0.05");
        assertThat(DriftTest.psi().compare(new double[] {1, 2}, new double[] {9}))
                .hasToString(
                        "value: PSI of 2 and 1 values cannot be judged: two bins need 10 values on either side, of 2 and 1");
        assertThat(DriftTest.chiSquare()
                        .compare(
                                IntStream.range(0, 50).mapToObj(i -> "id" + i).toList(),
                                IntStream.range(50, 100).mapToObj(i -> "id" + i).toList()))
                .hasToString(
                        "value: chi-square of 50 and 50 values cannot be judged: 100 categories in 50 and 50 values are too rare to compare: fewer than 5 expected of each; is it an identifier?");
    }

    @Test
    void one_current_value_far_off_is_seen_where_the_reference_has_enough() {
        assertThat(DriftTest.kolmogorovSmirnov()
                        .compare(EVEN, new double[] {1e9})
                        .outcome())
                .isEqualTo(Outcome.DRIFT);
        assertThat(DriftTest.wasserstein().compare(EVEN, new double[] {1e9}).outcome())
                .isEqualTo(Outcome.DRIFT);
    }

    @ParameterizedTest
    @MethodSource("ofNumbers")
    void a_constant_column_drifts_when_it_has_another_value_above_or_below(DriftTest test) {
        double[] constant = new double[100];
        Arrays.fill(constant, 5);
        double[] below = constant.clone();
        Arrays.fill(below, 0, 40, 4);
        double[] above = constant.clone();
        Arrays.fill(above, 0, 40, 6);
        assertThat(test.compare(constant, constant).outcome()).isEqualTo(Outcome.NO_DRIFT);
        assertThat(test.compare(constant, below).outcome()).isEqualTo(Outcome.DRIFT);
        assertThat(test.compare(constant, above).outcome()).isEqualTo(Outcome.DRIFT);
    }

    @ParameterizedTest
    @MethodSource("ofNumbers")
    void zeros_that_become_negative_are_seen_among_other_values(DriftTest test) {
        double[] zeros = DoubleStream.concat(
                        DoubleStream.generate(() -> 0).limit(120),
                        Arrays.stream(EVEN).skip(20))
                .toArray();
        double[] negative =
                Arrays.stream(zeros).map(value -> value == 0 ? -50 : value).toArray();
        assertThat(test.compare(zeros, zeros).outcome()).isEqualTo(Outcome.NO_DRIFT);
        assertThat(test.compare(zeros, negative).outcome()).isEqualTo(Outcome.DRIFT);
    }

    @Test
    void infinite_values_are_the_largest_and_smallest_and_have_no_wasserstein_distance() {
        double[] infinite = EVEN.clone();
        Arrays.fill(infinite, 0, 30, Double.POSITIVE_INFINITY);
        Arrays.fill(infinite, 30, 40, Double.NEGATIVE_INFINITY);
        assertThat(DriftTest.kolmogorovSmirnov().compare(EVEN, infinite).isDrift())
                .isTrue();
        assertThat(DriftTest.psi().compare(EVEN, infinite).isDrift()).isTrue();
        assertThat(DriftTest.psi().compare(infinite, infinite).outcome()).isEqualTo(Outcome.NO_DRIFT);
        assertThat(DriftTest.wasserstein().compare(EVEN, infinite))
                .hasToString(
                        "value: Wasserstein distance of 100 and 100 values cannot be judged: some values are infinite; kolmogorovSmirnov() takes them");
    }

    @Test
    void where_the_p_value_is_exact_the_critical_value_agrees_with_it() {
        for (int size = 4; size < 30; size++) {
            for (int apart = 0; apart <= size; apart++) {
                double shift = apart;
                double[] reference = IntStream.range(0, size).asDoubleStream().toArray();
                DriftFinding finding = DriftTest.kolmogorovSmirnov()
                        .compare(
                                reference,
                                Arrays.stream(reference)
                                        .map(value -> value + shift + 0.5)
                                        .toArray());
                assertThat(finding.statistic() >= finding.criticalValue())
                        .as(finding.toString())
                        .isEqualTo(finding.pValue() <= 0.05);
            }
        }
    }

    @Test
    void a_constant_column_has_no_critical_value() {
        assertThat(DriftTest.psi().compare(new double[50], new double[50]))
                .hasToString(
                        "value: PSI 0 without a critical value of 50 and 50 values, p 1, effect 0 below the floor of 0.01 (3 bins with edges [<0, 0])");
    }

    @Test
    void negative_zero_is_zero() {
        double[] zeros = new double[50];
        double[] negative = new double[50];
        Arrays.fill(negative, -0.0);
        assertThat(DriftTest.psi().compare(zeros, negative).outcome()).isEqualTo(Outcome.NO_DRIFT);
        assertThat(DriftTest.kolmogorovSmirnov().compare(zeros, negative).statistic())
                .isZero();
    }

    @Test
    void numbers_of_few_values_are_categories_as_well() {
        double[] stars = IntStream.range(0, 500).mapToDouble(i -> i % 5).toArray();
        double[] fewer = IntStream.range(0, 500).mapToDouble(i -> i % 4).toArray();
        assertThat(DriftTest.chiSquare().compare(stars, fewer).isDrift()).isTrue();
        assertThat(DriftTest.chiSquare().compare(stars, stars).isDrift()).isFalse();
    }

    @Test
    void a_test_of_numbers_refuses_categories() {
        assertThatThrownBy(() -> DriftTest.wasserstein().compare(List.of("a"), List.of("b")))
                .isInstanceOf(DriftException.class)
                .hasMessage(
                        "Column 'value' is of type STRING: this test needs numbers. Use chiSquare(), jensenShannon() or unseenCategories().");
    }

    @Test
    void settings_that_mean_nothing_are_refused() {
        assertThatThrownBy(() -> DriftTest.psi(1)).hasMessage("There must be at least two bins, but there are 1.");
        assertThatThrownBy(() -> DriftTest.psi().withLevel(0))
                .hasMessage("The level must be above 0 and below 0.5, such as 0.05, but is 0.0.");
        assertThatThrownBy(() -> DriftTest.psi().withEffectFloor(Double.NaN))
                .hasMessage("The floor of the effect cannot be NaN.");
    }

    @Test
    void the_inputs_are_left_as_they_are() {
        double[] reference = {3, 1, 2};
        double[] current = {6, 5, 4};
        List<Supplier<DriftTest>> tests = List.of(DriftTest::kolmogorovSmirnov, DriftTest::wasserstein, DriftTest::psi);
        tests.forEach(test -> test.get().compare(reference, current));
        assertThat(reference).containsExactly(3, 1, 2);
        assertThat(current).containsExactly(6, 5, 4);
    }

    static List<String> categories(int... counts) {
        return IntStream.range(0, counts.length)
                .boxed()
                .flatMap(category -> Collections.nCopies(counts[category], "c" + category).stream())
                .toList();
    }
}
