package io.mmp.test.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@FixedSamples
class QuantileTests {

    /** Return this many latencies, of which the last ones are above 200 ms. */
    private static Quantile p95(int size, int slow) {
        double[] values = IntStream.range(0, size)
                .mapToDouble(i -> i < size - slow ? 100 + i * 80.0 / size : 300 + i)
                .toArray();
        return Sample.of("latencies", "ms", values).quantile(0.95);
    }

    @ParameterizedTest(name = "{1} of {0} above the limit: {2}")
    @CsvSource({
        "58, 0, INCONCLUSIVE", "59, 0, PASS", "100, 1, PASS", "100, 2, INCONCLUSIVE", "200, 4, PASS",
        "200, 5, INCONCLUSIVE", "500, 16, PASS", "500, 17, INCONCLUSIVE", "1000, 38, PASS", "1000, 39, INCONCLUSIVE",
        "100, 9, INCONCLUSIVE", "100, 10, FAIL",
    })
    void how_many_may_be_slow_is_exact(int size, int slow, Conclusion conclusion) {
        assertThat(p95(size, slow).isAtMost(200).conclusion()).isEqualTo(conclusion);
    }

    @Test
    void each_conclusion_has_its_sentence() {
        assertThat(p95(100, 1).isAtMost(200).sentence())
                .isEqualTo(
                        "p95 of 100 latencies is 175 ms, at most 178 ms with 95 % confidence: at most 200 ms, as claimed.");
        assertThat(p95(40, 0).isAtMost(200).sentence())
                .isEqualTo(
                        "p95 of 40 latencies is 174 ms, but Infinity ms is still possible with 95 % confidence; 59 latencies, none of them above 200 ms, would show at most 200 ms.");
        Verdict open = p95(100, 4).isAtMost(200);
        assertThat(open.sentence())
                .isEqualTo("p95 of 100 latencies is 175 ms, but 398 ms is still possible with 95 % confidence; "
                        + open.settledBy().orElseThrow()
                        + " latencies, with 4 % of them above 200 ms as here, would show at most 200 ms.");
        assertThat(p95(100, 10).isAtMost(200).sentence())
                .isEqualTo("p95 of 100 latencies is 394 ms, at least 390 ms with 95 % confidence: above 200 ms.");
    }

    @Test
    void the_size_that_settles_settles() {
        int size = (int) p95(100, 4).isAtMost(200).settledBy().orElseThrow();

        assertThat(p95(size, Math.round(size * 0.04f)).isAtMost(200).conclusion())
                .isEqualTo(Conclusion.PASS);
        assertThat(size).isBetween(1000, 1400);
    }

    @Test
    void a_lower_limit_is_judged_too() {
        Sample speeds = Sample.of(
                "rates", "/s", IntStream.rangeClosed(1, 100).asDoubleStream().toArray());

        assertThat(speeds.quantile(0.05).isAtLeast(1).conclusion()).isEqualTo(Conclusion.PASS);
        assertThat(speeds.quantile(0.05).isAtLeast(3).conclusion()).isEqualTo(Conclusion.INCONCLUSIVE);
        assertThat(speeds.quantile(0.05).isAtLeast(11).conclusion()).isEqualTo(Conclusion.FAIL);
    }

    @Test
    void few_odd_and_equal_values_are_judged_for_what_they_are() {
        Sample none = Sample.of("latencies", "ms");
        assertThat(none.quantile(0.95).isAtMost(200).conclusion()).isEqualTo(Conclusion.INCONCLUSIVE);
        assertThat(none.quantile(0.95).estimate()).isNaN();
        assertThat(none.quantile(0.95).isAtMost(200).settledBy()).hasValue(59);

        Sample one = Sample.of("latencies", "ms", 7);
        assertThat(one.quantile(0.5).isAtMost(200).conclusion()).isEqualTo(Conclusion.INCONCLUSIVE);
        assertThat(one.quantile(0.5).isAtMost(200).sentence()).startsWith("p50 of 1 latency is 7 ms, but Infinity ms");

        Sample equal = Sample.of("latencies", "ms", new double[100]);
        assertThat(equal.quantile(0.95).isAtMost(0).conclusion()).isEqualTo(Conclusion.PASS);
        assertThat(equal.quantile(0.95).isAtMost(Math.nextDown(0.0)).conclusion())
                .isEqualTo(Conclusion.FAIL);

        double[] timeouts = new double[100];
        timeouts[3] = Double.POSITIVE_INFINITY;
        assertThat(Sample.of("latencies", "ms", timeouts)
                        .quantile(0.95)
                        .isAtMost(200)
                        .conclusion())
                .as("one request was never answered")
                .isEqualTo(Conclusion.PASS);
    }

    @Test
    void the_literal_reading_says_what_it_is_worth() {
        Verdict verdict = p95(100, 5).isLiterallyAtMost(200);

        assertThat(verdict.conclusion()).isEqualTo(Conclusion.PASS);
        assertThat(verdict.sentence())
                .isEqualTo(
                        "p95 of 100 latencies is 175 ms, at most 200 ms. Taken literally: where 6 % are above it in truth, this passes in 44.1 % of runs.");
        assertThat(verdict.falseAlarm()).isCloseTo(0.384, within(0.001));
        assertThat(p95(100, 6).isLiterallyAtMost(200).conclusion()).isEqualTo(Conclusion.FAIL);
    }

    @Test
    void what_cannot_be_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sample.of("latencies", "ms", 1, Double.NaN, 3))
                .withMessage(
                        "Value 1 of 3 latencies is NaN. Leave out what was not measured, and count it as an error.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sample.of("latencies", "ms", 1).quantile(95))
                .withMessage("A quantile is between 0 and 1, such as 0.95 for p95, but this is 95.0.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sample.of("latencies", "ms", 1).quantile(0.95).isAtMost(Double.NaN))
                .withMessage("The limit of a claim must be a number, but is NaN.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sample.of("latencies", "ms").quantile(0.95).isLiterallyAtMost(3))
                .withMessage("Of no latencies there is no p95 to compare.");
    }
}
