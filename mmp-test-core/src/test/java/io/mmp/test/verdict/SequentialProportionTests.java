package io.mmp.test.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mmp.test.verdict.Verdict.Conclusion;
import org.junit.jupiter.api.Test;

@FixedSamples
class SequentialProportionTests {

    private final SequentialProportion errors = SequentialProportion.of("errors", "requests", 0.002, 0.01);

    @Test
    void clean_trials_pass_as_soon_as_they_can() {
        while (errors.isOpen()) {
            errors.add(false);
        }

        // ln(20) / ln(0.998 / 0.99) = 372.2
        assertThat(errors.trials()).isEqualTo(373);
        assertThat(errors.verdict().conclusion()).isEqualTo(Conclusion.PASS);
        assertThat(errors.verdict().settledBy()).isEmpty();
        assertThat(errors.verdict().sentence())
                .isEqualTo(
                        "0 errors in 373 requests, one after the other: the rate is below 1 % with 95 % confidence.");
    }

    @Test
    void errors_fail_as_soon_as_they_can() {
        errors.add(true);
        assertThat(errors.verdict().sentence())
                .isEqualTo("1 error in 1 request, one after the other: the rate may be 0.2 % as well as 1 %; go on.");
        errors.add(true);

        assertThat(errors.isOpen()).isFalse();
        assertThat(errors.verdict().conclusion()).isEqualTo(Conclusion.FAIL);
        assertThat(errors.verdict().sentence())
                .isEqualTo(
                        "2 errors in 2 requests, one after the other: the rate is above 0.2 % with 95 % confidence.");
        for (int i = 0; i < 10_000; i++) {
            errors.add(false);
        }
        assertThat(errors.verdict().conclusion()).as("it was settled").isEqualTo(Conclusion.FAIL);
    }

    @Test
    void it_says_how_many_it_needs() {
        assertThat(errors.verdict().settledBy()).hasValue(373);
        assertThat(errors.verdict().estimate()).isNaN();
        for (int i = 0; i < 100; i++) {
            errors.add(false);
        }
        assertThat(errors.verdict().settledBy()).hasValue(373);
    }

    @Test
    void where_no_error_is_good_the_first_one_fails() {
        SequentialProportion strict =
                SequentialProportion.of("errors", "requests", 0, 0.01).withConfidence(0.99);
        strict.add(false);
        assertThat(strict.isOpen()).isTrue();
        assertThat(strict.verdict().settledBy()).hasValue(459);
        strict.add(true);
        assertThat(strict.verdict().conclusion()).isEqualTo(Conclusion.FAIL);
    }

    @Test
    void rates_that_cannot_be_told_apart_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SequentialProportion.of("errors", "requests", 0.01, 0.01))
                .withMessage(
                        "The good rate must be below the bad one, and both from 0 to 1 with something between them, but they are 0.01 and 0.01.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SequentialProportion.of("errors", "requests", Double.NaN, 0.01))
                .withMessageContaining("but they are NaN and 0.01.");
    }
}
