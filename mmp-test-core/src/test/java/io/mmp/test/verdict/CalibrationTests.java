package io.mmp.test.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Over many seeded runs each judgement errs as often as it says, at most.
 *
 * <p>That is itself judged by an exact interval, at 99.99 %: of all claims here one in hundreds of runs of other seeds would fail.
 */
@Tag("integration")
@FixedSamples
class CalibrationTests {

    private static final int RUNS = 1000;
    private static final double ERROR = 0.05;

    private record Judgement(String name, Function<Random, Verdict> judge) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static double[] draw(Random random, int size, DoubleUnaryOperator value) {
        return IntStream.range(0, size)
                .mapToDouble(i -> value.applyAsDouble(random.nextDouble()))
                .toArray();
    }

    private static double exponential(double uniform) {
        return -Math.log(1 - uniform);
    }

    private static long successes(Random random, long trials, double rate) {
        return IntStream.range(0, (int) trials)
                .filter(i -> random.nextDouble() < rate)
                .count();
    }

    private static Sample sample(double... values) {
        return Sample.of("values", "", values);
    }

    private static Sample gaussian(Random random, int size, double mean, double deviation) {
        return sample(draw(random, size, uniform -> mean + deviation * random.nextGaussian()));
    }

    private static PairedProportions pairs(Random random, int size, double onlyFirst, double onlySecond) {
        long first = 0;
        long second = 0;
        for (int i = 0; i < size; i++) {
            double drawn = random.nextDouble();
            first += drawn < onlyFirst ? 1 : 0;
            second += drawn > 1 - onlySecond ? 1 : 0;
        }
        return PairedProportions.of("hits", "rows", size, first, second);
    }

    /** Judgements whose truth is the limit itself: neither conclusion may be reached too often. */
    static Stream<Judgement> atTheLimit() {
        return Stream.of(
                new Judgement(
                        "a rate of 2 %",
                        random -> Proportion.of("errors", successes(random, 500, 0.02), "requests", 500)
                                .isAtMost(0.02)),
                new Judgement(
                        "a rate of 70 %",
                        random -> Proportion.of("hits", successes(random, 60, 0.7), "tries", 60)
                                .isAtLeast(0.7)),
                new Judgement(
                        "p95 of a skewed distribution",
                        random -> sample(draw(random, 300, CalibrationTests::exponential))
                                .quantile(0.95)
                                .isAtMost(exponential(0.95))),
                new Judgement(
                        "means of different spread",
                        random -> gaussian(random, 20, 3, 1)
                                .against(gaussian(random, 35, 1, 5))
                                .means()
                                .isAtMost(2)),
                new Judgement(
                        "a shift of skewed distributions, few values",
                        random -> sample(draw(random, 12, uniform -> 1 + exponential(uniform)))
                                .against(sample(draw(random, 9, CalibrationTests::exponential)))
                                .locations()
                                .isAtMost(1)),
                new Judgement(
                        "a shift of skewed distributions, many values",
                        random -> sample(draw(random, 120, uniform -> 1 + exponential(uniform)))
                                .against(sample(draw(random, 80, CalibrationTests::exponential)))
                                .locations()
                                .isAtMost(1)),
                new Judgement(
                        "two rates",
                        random -> Proportion.of("errors", successes(random, 300, 0.1), "requests", 300)
                                .against(Proportion.of("errors", successes(random, 200, 0.05), "requests", 200))
                                .isAtMost(0.05)),
                new Judgement(
                        "p90 of two distributions",
                        random -> sample(draw(random, 200, uniform -> 1 + exponential(uniform)))
                                .against(sample(draw(random, 200, CalibrationTests::exponential)))
                                .quantiles(0.9)
                                .isAtMost(1)),
                new Judgement(
                        "the distance of two distributions",
                        random -> sample(draw(random, 80, uniform -> uniform + 0.3))
                                .against(sample(draw(random, 90, uniform -> uniform)))
                                .distributions()
                                .isAtMost(0.3)),
                new Judgement(
                        "two shares of the same rows",
                        random -> pairs(random, 300, 0.10, 0.05).difference().isAtLeast(0.05)),
                new Judgement(
                        "two shares of the same rows that are the same",
                        random -> pairs(random, 500, 0.08, 0.08).difference().isAtLeast(0)),
                new Judgement(
                        "two shares of few rows",
                        random -> pairs(random, 15, 0.3, 0.1).difference().isAtMost(0.2)),
                new Judgement("the distance of shares", random -> {
                    long first = successes(random, 400, 0.6);
                    return Categories.of("values", Map.of("a", first, "b", 400 - first))
                            .against(Map.of("a", 0.5, "b", 0.5))
                            .isAtMost(0.1);
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("atTheLimit")
    void neither_error_is_more_frequent_than_stated(Judgement judgement) {
        Map<Conclusion, Long> found = run(judgement.judge());

        assertAtMost(ERROR, found.getOrDefault(Conclusion.PASS, 0L));
        assertAtMost(ERROR, found.getOrDefault(Conclusion.FAIL, 0L));
    }

    /** p-values of tests where there is nothing to be found. */
    @Test
    void tests_reject_what_is_true_no_more_often_than_their_level() {
        Map<String, Function<Random, Double>> tests = new LinkedHashMap<>();
        tests.put(
                "Kolmogorov and Smirnov",
                random -> gaussian(random, 30, 0, 1)
                        .against(gaussian(random, 25, 0, 1))
                        .sameDistributionPValue());
        tests.put(
                "Fisher",
                random -> Proportion.of("errors", successes(random, 150, 0.3), "requests", 150)
                        .sameRatePValue(Proportion.of("errors", successes(random, 120, 0.3), "requests", 120)));
        tests.put("McNemar", random -> pairs(random, 200, 0.1, 0.1).mcNemarPValue());
        tests.put("swaps of rows", random -> shareOfLarge(random, 15).swapPValue());
        tests.put("chi-square", random -> {
            long first = successes(random, 200, 0.4);
            return Categories.of("values", Map.of("a", first, "b", 200 - first))
                    .chiSquarePValue(Map.of("a", 0.4, "b", 0.6));
        });
        tests.put(
                "the smallest of 20 after Holm",
                random -> Arrays.stream(SeveralTests.holm(draw(random, 20, uniform -> uniform)))
                        .min()
                        .orElseThrow());
        tests.forEach((name, test) -> {
            long rejected = 0;
            for (int run = 0; run < RUNS; run++) {
                rejected += test.apply(new Random(run)) <= ERROR ? 1 : 0;
            }
            // Chi-square is right in the limit only.
            assertAtMost(name.equals("chi-square") ? ERROR * 1.2 : ERROR, rejected);
        });
    }

    /** A metric that is no sum over the rows: the share of large values in all of them, of two that are equally good. */
    private static PairedMetric shareOfLarge(Random random, int size) {
        double[] first = draw(random, size, CalibrationTests::exponential);
        double[] second = draw(random, size, CalibrationTests::exponential);
        return PairedMetric.of(
                "share of large values",
                size,
                (rows, swapped) ->
                        shareOfLarge(rows, swapped, first, second) - shareOfLarge(rows, swapped, second, first));
    }

    private static double shareOfLarge(int[] rows, boolean[] swapped, double[] mine, double[] others) {
        double large = 0;
        double all = 0;
        for (int i = 0; i < rows.length; i++) {
            double value = swapped[i] ? others[rows[i]] : mine[rows[i]];
            large += value > 1 ? value : 0;
            all += value;
        }
        return large / all;
    }

    @Test
    void a_bootstrap_of_100_rows_errs_little_more_often_than_stated() {
        int runs = 300;
        long wrong = 0;
        for (int run = 0; run < runs; run++) {
            Verdict verdict = shareOfLarge(new Random(run), 100).difference().isAtMost(0);
            wrong += verdict.conclusion() == Conclusion.INCONCLUSIVE ? 0 : 1;
        }

        // Both ends may err.
        assertThat(Proportion.of("errors", wrong, "runs", runs)
                        .withConfidence(0.9999)
                        .isAtMost(2 * 1.4 * ERROR)
                        .conclusion())
                .isNotEqualTo(Conclusion.FAIL);
    }

    @Test
    void a_sequential_test_errs_no_more_often_than_stated_although_it_looks_after_each_trial() {
        assertAtMost(ERROR, run(random -> sequential(random, 0.05)).getOrDefault(Conclusion.PASS, 0L));
        assertAtMost(ERROR, run(random -> sequential(random, 0.01)).getOrDefault(Conclusion.FAIL, 0L));
    }

    /** A control: looking again and again with an interval that is meant for one look is found out. */
    @Test
    void looking_again_and_again_with_one_look_s_interval_errs_more_often() {
        long passed = 0;
        for (int run = 0; run < 500; run++) {
            Random random = new Random(run);
            long errors = 0;
            for (int trials = 1; trials <= 600; trials++) {
                errors += random.nextDouble() < 0.05 ? 1 : 0;
                if (Proportion.of("errors", errors, "requests", trials)
                                .interval()
                                .upper()
                        <= 0.05) {
                    passed++;
                    break;
                }
            }
        }

        assertThat(Proportion.of("errors", passed, "runs", 500).isAtMost(ERROR).conclusion())
                .isEqualTo(Conclusion.FAIL);
    }

    private static Verdict sequential(Random random, double rate) {
        SequentialProportion errors = SequentialProportion.of("errors", "requests", 0.01, 0.05);
        while (errors.isOpen()) {
            errors.add(random.nextDouble() < rate);
        }
        return errors.verdict();
    }

    @Test
    void more_looks_err_no_more_often_than_all_of_them_together_may() {
        long passed = run(random -> {
                    long[] counted = {successes(random, 100, 0.05), 100};
                    return Proportion.of("errors", counted[0], "requests", counted[1])
                            .isAtMost(0.05)
                            .orCollectMore(4, (size, confidence) -> {
                                long target = Math.min(size, 2000);
                                counted[0] += successes(random, Math.max(0, target - counted[1]), 0.05);
                                counted[1] = Math.max(counted[1], target);
                                return Proportion.of("errors", counted[0], "requests", counted[1])
                                        .withConfidence(confidence)
                                        .isAtMost(0.05);
                            });
                })
                .getOrDefault(Conclusion.PASS, 0L);

        assertAtMost(2 * ERROR, passed);
    }

    /** The size that a sentence names settles about half of the runs, when the rate is what it was. */
    @Test
    void the_size_that_a_sentence_names_settles() {
        long size = Proportion.of("errors", 2, "requests", 500)
                .isAtMost(0.01)
                .settledBy()
                .orElseThrow();
        long passed = run(random -> Proportion.of("errors", successes(random, size, 0.004), "requests", size)
                        .isAtMost(0.01))
                .getOrDefault(Conclusion.PASS, 0L);

        assertThat(Proportion.of("passes", passed, "runs", RUNS).isAtLeast(0.5).conclusion())
                .isEqualTo(Conclusion.PASS);
    }

    private static Map<Conclusion, Long> run(Function<Random, Verdict> judge) {
        Map<Conclusion, Long> found = new EnumMap<>(Conclusion.class);
        for (int run = 0; run < RUNS; run++) {
            found.merge(judge.apply(new Random(7919L * run + 17)).conclusion(), 1L, Long::sum);
        }
        return found;
    }

    private static void assertAtMost(double error, long found) {
        Verdict verdict = Proportion.of("errors", found, "runs", RUNS)
                .withConfidence(0.9999)
                .isAtMost(error);
        assertThat(verdict.conclusion()).as("%s", verdict.sentence()).isNotEqualTo(Conclusion.FAIL);
    }
}
