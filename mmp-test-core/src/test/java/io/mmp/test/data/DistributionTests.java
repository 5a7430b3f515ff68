package io.mmp.test.data;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.verdict.Categories;
import io.mmp.test.verdict.FixedSamples;
import io.mmp.test.verdict.Interval;
import io.mmp.test.verdict.Mean;
import io.mmp.test.verdict.Proportion;
import io.mmp.test.verdict.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds what is drawn to what its documentation says; the seeds are fixed, so that none of this fails by chance. */
@FixedSamples
class DistributionTests {

    private static final int ROWS = 20_000;
    private static final double CONFIDENCE = 0.999;

    static Stream<Arguments> moments() {
        return Stream.of(
                Arguments.of(Distribution.uniform(-2, 6), 2.0, 64 / 12.0),
                Arguments.of(Distribution.integers(0, 23), 11.5, (24 * 24 - 1) / 12.0),
                Arguments.of(Distribution.normal(5, 3), 5.0, 9.0),
                Arguments.of(Distribution.logNormal(1, 0.5), StrictMath.exp(1.125), 2.691),
                Arguments.of(Distribution.exponential(7), 7.0, 49.0),
                Arguments.of(Distribution.poisson(1.2), 1.2, 1.2),
                Arguments.of(Distribution.poisson(250), 250.0, 250.0));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void mean_and_variance_are_what_they_should_be(Distribution distribution, double mean, double variance) {
        double[] values = numbers(distribution);

        assertThat(interval(values)).satisfies(found -> assertThat(mean).isBetween(found.lower(), found.upper()));
        double[] squares =
                DoubleStream.of(values).map(x -> (x - mean) * (x - mean)).toArray();
        assertThat(interval(squares)).satisfies(found -> assertThat(variance).isBetween(found.lower(), found.upper()));
        // The control: a mean that is a tenth of a standard deviation beside it lies outside.
        assertThat(interval(values))
                .satisfies(found ->
                        assertThat(mean + StrictMath.sqrt(variance) / 10).isGreaterThan(found.upper()));
    }

    @Test
    void shares_are_what_they_should_be() {
        assertThat(share("true", Distribution.bernoulli(0.05))).isBetween(0.045, 0.055);
        assertThat(Proportion.of(
                                "null",
                                (long) (ROWS
                                        * share("null", Distribution.poisson(1).withNulls(0.3))),
                                "row",
                                ROWS)
                        .withConfidence(CONFIDENCE)
                        .interval())
                .satisfies(found -> assertThat(0.3).isBetween(found.lower(), found.upper()));
        Map<String, Double> weights = Map.of("a", 0.5, "b", 0.3, "c", 0.2);
        assertThat(categories(cells(Distribution.weighted(weights))).chiSquarePValue(weights))
                .isGreaterThan(0.001);
        assertThat(categories(cells(Distribution.oneOf("a", "b", "c"))).chiSquarePValue(weights))
                .as("the control")
                .isLessThan(1e-9);
        assertThat(cells(Distribution.weighted(Map.of("never", 0.0, "always", 2.0))))
                .containsOnly("always");
    }

    @Test
    void integers_and_bits_are_all_as_likely() {
        Map<String, Double> equal = new TreeMap<>();
        IntStream.rangeClosed(-3, 3).forEach(i -> equal.put(String.valueOf(i), 1 / 7.0));

        assertThat(categories(cells(Distribution.integers(-3, 3))).chiSquarePValue(equal))
                .isGreaterThan(0.001);
    }

    /** A class that came in runs, or at the end, would show here. */
    @Test
    void classes_are_spread_evenly_and_without_order() {
        List<Boolean> classes = Transaction.sample(16_000, 4_000).stream(Transaction.class)
                .map(Transaction::isFraud)
                .toList();
        Map<String, Long> byTenth = new TreeMap<>();
        long twins = 0;
        for (int i = 0; i < classes.size(); i++) {
            if (classes.get(i)) {
                byTenth.merge("tenth " + i / 2_000, 1L, Long::sum);
                twins += i > 0 && classes.get(i - 1) ? 1 : 0;
            }
        }
        Map<String, Double> equal = new LinkedHashMap<>();
        byTenth.keySet().forEach(tenth -> equal.put(tenth, 0.1));

        assertThat(Categories.of("fraud", byTenth).chiSquarePValue(equal)).isGreaterThan(0.001);
        assertThat(Proportion.of("fraud after fraud", twins, "fraud", 4_000)
                        .withConfidence(CONFIDENCE)
                        .interval())
                .satisfies(found -> assertThat(0.2).isBetween(found.lower(), found.upper()));
    }

    @Test
    void columns_and_neighbours_are_independent() {
        double[] x = numbers(Distribution.normal(0, 1));
        double[] y = SampleRows.of(ROWS).withColumn("y", Distribution.normal(0, 1)).stream()
                .mapToDouble(row -> (Double) requireNonNull(row.get("y")))
                .toArray();

        assertThat(interval(
                        IntStream.range(0, ROWS).mapToDouble(i -> x[i] * y[i]).toArray()))
                .satisfies(found -> assertThat(0.0).isBetween(found.lower(), found.upper()));
        assertThat(interval(IntStream.range(1, ROWS)
                        .mapToDouble(i -> x[i] * x[i - 1])
                        .toArray()))
                .satisfies(found -> assertThat(0.0).isBetween(found.lower(), found.upper()));
    }

    @Test
    void bounds_and_decimals_hold() {
        assertThat(DoubleStream.of(numbers(Distribution.normal(0, 10).withBounds(-1.25, 3)))
                        .summaryStatistics())
                .satisfies(all -> assertThat(all.getMin()).isEqualTo(-1.25))
                .satisfies(all -> assertThat(all.getMax()).isEqualTo(3));
        assertThat(cells(Distribution.poisson(5).withBounds(2.5, 4.5))).containsOnly("3", "4");
        assertThat(numbers(Distribution.uniform(-1, 1).withDecimals(1)))
                .containsOnly(IntStream.rangeClosed(-10, 10)
                        .mapToDouble(i -> i / 10.0)
                        .toArray());
        assertThat(numbers(Distribution.uniform(0, Math.nextUp(0.0)))).containsOnly(0);
        assertThat(numbers(Distribution.normal(1e300, 0).withDecimals(9))).containsOnly(1e300);
    }

    @Test
    void what_is_no_distribution_is_refused() {
        for (Map.Entry<Runnable, String> each : Map.<Runnable, String>of(
                        () -> Distribution.uniform(1, 1), "from 1.0 to 1.0 is no range",
                        () -> Distribution.uniform(Double.NaN, 1), "from NaN to 1.0 is no range",
                        () -> Distribution.integers(2, 1), "from 2 to 1 is no range of integers",
                        () -> Distribution.normal(0, -1), "mean 0.0 and standard deviation -1.0 make no distribution",
                        () -> Distribution.exponential(0), "an exponential distribution cannot have the mean 0.0",
                        () -> Distribution.poisson(20_000),
                                "the mean of a Poisson distribution must be over 0 and 10,000 at most, but is 20000.0",
                        () -> Distribution.bernoulli(Double.NaN), "NaN is no probability",
                        () -> Distribution.oneOf(), "there is nothing to draw from",
                        () -> Distribution.weighted(Map.of("a", -1.0)),
                                "a weight is a number of 0 or more, but there is [a=-1.0]",
                        () -> Distribution.poisson(1).withDecimals(1), "values of type INT64 have no decimals")
                .entrySet()) {
            assertThatThrownBy(each.getKey()::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(each.getValue());
        }
        assertThatThrownBy(() -> Distribution.bernoulli(0.5).withBounds(0, 1))
                .hasMessage("values of type BOOL have no bounds");
        assertThatThrownBy(() -> Distribution.weighted(Map.of("a", 0.0))).hasMessage("no weight of [a=0.0] is over 0");
        assertThatThrownBy(() -> Distribution.integers(Long.MIN_VALUE, Long.MAX_VALUE))
                .hasMessageEndingWith("is no range of integers");
    }

    private static Interval interval(double[] values) {
        Mean mean = Sample.of("value", "", values).mean();
        return mean.withConfidence(CONFIDENCE).interval();
    }

    private static double[] numbers(Distribution distribution) {
        return SampleRows.of(ROWS).withColumn("x", distribution).stream()
                .mapToDouble(row -> ((Number) requireNonNull(row.get("x"))).doubleValue())
                .toArray();
    }

    private static List<String> cells(Distribution distribution) {
        return SampleRows.of(ROWS).withColumn("x", distribution).stream()
                .map(row -> String.valueOf(row.get("x")))
                .toList();
    }

    private static double share(String value, Distribution distribution) {
        return cells(distribution).stream().filter(value::equals).count() / (double) ROWS;
    }

    private static Categories categories(List<String> values) {
        return Categories.of("value", values.stream().collect(groupingBy(value -> value, TreeMap::new, counting())));
    }
}
