package io.mmp.test.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

@FixedSamples
class VerdictTests {

    private static Verdict errorRate(long errors, long requests, double confidence) {
        return Proportion.of("errors", errors, "requests", requests)
                .withConfidence(confidence)
                .isAtMost(0.01);
    }

    private static final Verdict PASS = errorRate(0, 1000, 0.95);
    private static final Verdict FAIL = errorRate(50, 1000, 0.95);
    private static final Verdict OPEN = errorRate(0, 100, 0.95);

    @Test
    void what_passes_goes_on() {
        assertThat(PASS.orFail()).isSameAs(PASS);
        assertThat(PASS.orSkip()).isSameAs(PASS);
        assertThat(PASS.orCollectMore(3, (size, confidence) -> FAIL)).isSameAs(PASS);
        assertThat(PASS.settledBy()).isEmpty();
    }

    @Test
    void what_fails_fails_with_its_sentence() {
        assertThatExceptionOfType(VerdictError.class)
                .isThrownBy(FAIL::orFail)
                .withMessage(
                        "50 errors in 1000 requests are a rate of 5 %, at least 3.92 % with 95 % confidence: above 1 %.")
                .satisfies(error -> assertThat(error.verdict()).isSameAs(FAIL));
        assertThatExceptionOfType(VerdictError.class).isThrownBy(FAIL::orSkip);
        assertThat(FAIL.orCollectMore(3, (size, confidence) -> PASS)).isSameAs(FAIL);
        assertThat(FAIL).hasToString("FAIL: " + FAIL.sentence());
    }

    @Test
    void what_is_not_settled_fails_unless_the_author_chose_otherwise() {
        assertThatExceptionOfType(VerdictError.class)
                .isThrownBy(OPEN::orFail)
                .withMessage(
                        "Inconclusive: 0 errors in 100 requests are a rate of 0 %, but 2.95 % is still possible with 95 % confidence; 299 requests without errors would show at most 1 %.");
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(OPEN::orSkip)
                .withMessage("Inconclusive: " + OPEN.sentence());
    }

    @Test
    void more_looks_share_one_more_error() {
        List<Long> asked = new ArrayList<>();
        List<Double> confidences = new ArrayList<>();
        Verdict verdict = OPEN.orCollectMore(4, (size, confidence) -> {
            asked.add(size);
            confidences.add(confidence);
            return errorRate(0, size, confidence);
        });

        assertThat(verdict.conclusion()).isEqualTo(Conclusion.PASS);
        assertThat(asked).containsExactly(425L);
        assertThat(confidences).containsExactly(0.975);
        assertThat(verdict.falseAlarm()).isCloseTo(0.05 + 0.025, within(1e-12));
        assertThat(verdict.sentence()).endsWith(" All looks together err with at most 7.5 %.");
    }

    @Test
    void looks_end_at_their_number_and_without_a_size_that_settles_double() {
        List<Long> asked = new ArrayList<>();
        Verdict open = errorRate(1, 100, 0.95);
        Verdict verdict = open.orCollectMore(2, (size, confidence) -> {
            asked.add(size);
            return errorRate(size / 100, size, confidence);
        });

        assertThat(verdict.conclusion()).isEqualTo(Conclusion.INCONCLUSIVE);
        assertThat(asked).containsExactly(200L, 400L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OPEN.orCollectMore(0, (size, confidence) -> PASS))
                .withMessage("The number of further looks must be at least 1, but is 0.");
    }

    @Test
    void of_several_the_worst_counts_and_errors_add_up() {
        Verdict all = Verdict.all(PASS, OPEN, FAIL, PASS);

        assertThat(all.conclusion()).isEqualTo(Conclusion.FAIL);
        assertThat(all.falseAlarm()).isCloseTo(0.2, within(1e-12));
        assertThat(all.sampleSize()).isEqualTo(3100);
        assertThat(all.sentence().lines())
                .containsExactly(PASS.sentence(), OPEN.sentence(), FAIL.sentence(), PASS.sentence());
        assertThat(Verdict.all(PASS, OPEN).conclusion()).isEqualTo(Conclusion.INCONCLUSIVE);
        assertThat(Verdict.all(PASS, PASS).conclusion()).isEqualTo(Conclusion.PASS);
    }
}
