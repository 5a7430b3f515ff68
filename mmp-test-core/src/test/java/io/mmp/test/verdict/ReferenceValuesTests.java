package io.mmp.test.verdict;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mmp.test.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The figures are those of other programs: reference_values.py says which. */
@SuppressWarnings("unchecked") // reference_values.py writes them so
@FixedSamples
class ReferenceValuesTests {

    private static final Offset<Double> NEAR = within(1e-8);

    private static List<Case> cases(String procedure) throws IOException {
        try (InputStream in = ReferenceValuesTests.class.getResourceAsStream("reference-values.json")) {
            String text = new String(requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            List<Case> cases = ((Map<String, List<Map<String, Object>>>) requireNonNull(JsonReader.read(text)))
                    .getOrDefault(procedure, List.of()).stream().map(Case::new).toList();
            assertThat(cases).hasSizeGreaterThanOrEqualTo(20);
            return cases;
        }
    }

    private record Case(Map<String, Object> fields) {

        double number(String name) {
            return ((Number) requireNonNull(fields.get(name), name)).doubleValue();
        }

        long count(String name) {
            return ((Number) requireNonNull(fields.get(name), name)).longValue();
        }

        /** Return a number, or what stands for none. */
        double numberOr(String name, double none) {
            Object number = fields.get(name);
            return number == null ? none : ((Number) number).doubleValue();
        }

        double[] numbers(String name) {
            return ((List<Number>) requireNonNull(fields.get(name)))
                    .stream().mapToDouble(Number::doubleValue).toArray();
        }
    }

    @Test
    void intervals_of_clopper_and_pearson() throws IOException {
        for (Case expected : cases("proportions")) {
            Interval interval = Proportion.of("errors", expected.count("count"), "requests", expected.count("trials"))
                    .withConfidence(expected.number("confidence"))
                    .interval();
            assertThat(interval.lower()).as("%s", expected).isCloseTo(expected.number("lower"), NEAR);
            assertThat(interval.upper()).as("%s", expected).isCloseTo(expected.number("upper"), NEAR);
        }
    }

    @Test
    void ranks_of_quantiles() throws IOException {
        for (Case expected : cases("quantiles")) {
            int size = (int) expected.count("size");
            double[] ranks = IntStream.rangeClosed(1, size).asDoubleStream().toArray();
            Interval interval = Sample.of("values", "", ranks)
                    .quantile(expected.number("probability"))
                    .withConfidence(expected.number("confidence"))
                    .interval();
            assertThat(interval.lower())
                    .as("%s", expected)
                    .isEqualTo(expected.numberOr("lower_rank", Double.NEGATIVE_INFINITY));
            assertThat(interval.upper())
                    .as("%s", expected)
                    .isEqualTo(expected.numberOr("upper_rank", Double.POSITIVE_INFINITY));
        }
    }

    @Test
    void intervals_of_welch_and_of_hodges_and_lehmann_and_distances() throws IOException {
        for (Case expected : cases("comparisons")) {
            Comparison comparison = Sample.of("values", "", expected.numbers("left"))
                    .against(Sample.of("values", "", expected.numbers("right")));

            Interval welch = comparison.means().interval();
            assertThat(welch.lower()).as("%s", expected).isCloseTo(expected.number("welch_lower"), within(1e-7));
            assertThat(welch.upper()).as("%s", expected).isCloseTo(expected.number("welch_upper"), within(1e-7));

            Difference shift = comparison.locations();
            assertThat(shift.estimate()).as("%s", expected).isCloseTo(expected.number("median"), NEAR);
            assertThat(shift.interval().lower())
                    .as("%s", expected)
                    .isEqualTo(expected.numberOr("shift_lower", Double.NEGATIVE_INFINITY));
            assertThat(shift.interval().upper())
                    .as("%s", expected)
                    .isEqualTo(expected.numberOr("shift_upper", Double.POSITIVE_INFINITY));

            assertThat(comparison.distributions().estimate())
                    .as("%s", expected)
                    .isCloseTo(expected.number("distance"), NEAR);
            assertThat(comparison.sameDistributionPValue())
                    .as("%s", expected)
                    .isCloseTo(expected.number("ks_p"), within(1e-7));
        }
    }

    @Test
    void exact_tests_of_two_rates() throws IOException {
        for (Case expected : cases("tables")) {
            double p = Proportion.of("errors", expected.count("count"), "requests", expected.count("trials"))
                    .sameRatePValue(Proportion.of(
                            "errors", expected.count("other_count"), "requests", expected.count("other_trials")));
            assertThat(p)
                    .as("%s", expected)
                    .isCloseTo(expected.numberOr("boschloo", expected.number("fisher")), within(1e-4));
        }
    }

    @Test
    void tests_of_categories() throws IOException {
        for (Case expected : cases("categories")) {
            Map<String, Double> shares = new LinkedHashMap<>();
            Map<String, Long> counts = new LinkedHashMap<>();
            Map<String, Long> others = new LinkedHashMap<>();
            for (int i = 0; i < expected.numbers("shares").length; i++) {
                shares.put("c" + i, expected.numbers("shares")[i]);
                counts.put("c" + i, (long) expected.numbers("counts")[i]);
                others.put("c" + i, (long) expected.numbers("others")[i]);
            }
            Categories categories = Categories.of("values", counts);
            assertThat(categories.chiSquarePValue(shares))
                    .as("%s", expected)
                    .isCloseTo(expected.number("chi_square"), NEAR);
            assertThat(categories.gPValue(shares)).as("%s", expected).isCloseTo(expected.number("g"), NEAR);
            assertThat(categories.chiSquarePValue(Categories.of("values", others)))
                    .as("%s", expected)
                    .isCloseTo(expected.number("two_chi_square"), NEAR);
        }
    }

    @Test
    void adjusted_values_of_several_tests() throws IOException {
        for (Case expected : cases("several")) {
            assertThat(SeveralTests.holm(expected.numbers("p")))
                    .as("%s", expected)
                    .containsExactly(expected.numbers("holm"), NEAR);
            assertThat(SeveralTests.benjaminiHochberg(expected.numbers("p")))
                    .as("%s", expected)
                    .containsExactly(expected.numbers("benjamini_hochberg"), NEAR);
        }
    }

    @Test
    void mcnemar_and_the_interval_of_paired_shares() throws IOException {
        for (Case expected : cases("pairs")) {
            PairedProportions pairs = PairedProportions.of(
                    "hits", "rows", expected.count("size"), expected.count("first"), expected.count("second"));
            Interval interval = pairs.difference()
                    .withConfidence(expected.number("confidence"))
                    .interval();
            assertThat(pairs.mcNemarPValue()).as("%s", expected).isCloseTo(expected.number("p"), NEAR);
            assertThat(interval.lower()).as("%s", expected).isCloseTo(expected.number("lower"), NEAR);
            assertThat(interval.upper()).as("%s", expected).isCloseTo(expected.number("upper"), NEAR);
        }
    }
}
