package io.mmp.test.rollout;

import static io.mmp.test.rollout.RolloutAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.mmp.test.verdict.FalseAlarms;
import io.mmp.test.verdict.FixedSamples;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.DoubleConsumer;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@FixedSamples
class CanaryJudgementAssertTests {

    private static final CanaryJudge JUDGE = CanaryJudge.of(CanaryMetric.rate("errors", Tolerance.absolute(0.01)));

    private static CanaryJudgement judgement(long errors, long requests) {
        return JUDGE.judge(
                ArmData.of("stable").withCounts("errors", 10, 5_000),
                ArmData.of("canary").withCounts("errors", errors, requests));
    }

    @Test
    void the_three_decisions_are_told_apart() {
        assertThat(judgement(11, 5_000)).promotes();
        assertThat(judgement(250, 5_000)).rollsBack();
        assertThat(judgement(0, 100)).needsMoreData();
    }

    @Test
    void another_decision_fails_with_the_reasons() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(judgement(250, 5_000)).as("v2").promotes())
                .withMessage("""
                        [v2]\s
                        Expecting the canary to be promoted, but the judge says ROLL_BACK
                          Of 'errors' the rate is 5 % in 'canary' (250 of 5000) and 0.2 % in 'stable' (10 of 5000): worse than chance explains, and by more than 1 point here.""");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(judgement(11, 5_000)).rollsBack())
                .withMessageStartingWith(
                        "%nExpecting the canary to be rolled back, but the judge says PROMOTE".formatted());
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(judgement(11, 5_000)).needsMoreData())
                .withMessageStartingWith(
                        "%nExpecting the canary to need more data, but the judge says PROMOTE".formatted());
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(judgement(0, 100)).promotes())
                .withMessageContaining("the judge says CONTINUE")
                .withMessageContaining("requests in 'canary' would settle it");
    }

    @Test
    void blame_is_exact() {
        assertThat(judgement(250, 5_000)).blames("errors");
        assertThat(judgement(11, 5_000)).blames();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(judgement(11, 5_000)).blames("errors"))
                .withMessageStartingWith(
                        "%nExpecting [errors] to be worse and no other metric, but none is: the judge says PROMOTE"
                                .formatted());
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(judgement(250, 5_000)).blames())
                .withMessageStartingWith(
                        "%nExpecting [] to be worse and no other metric, but [errors] is: the judge says ROLL_BACK"
                                .formatted());
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> assertThat(judgement(250, 5_000)).blames("eror"))
                .withMessage("The judge has no metric 'eror', but [errors].");
    }

    @Test
    void a_reason_that_is_not_given_fails_with_those_that_are() {
        assertThat(judgement(250, 5_000)).hasReasonContaining("the rate is 5 % in 'canary'");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(judgement(250, 5_000)).hasReasonContaining("latency"))
                .withMessage("""

                        Expecting a reason that contains
                          latency
                        but the reasons for ROLL_BACK are
                          Of 'errors' the rate is 5 % in 'canary' (250 of 5000) and 0.2 % in 'stable' (10 of 5000): worse than chance explains, and by more than 1 point here.""");
    }

    @Test
    void the_chance_of_a_false_alarm_is_published() {
        DoubleAdder sum = new DoubleAdder();
        DoubleConsumer before = FalseAlarms.countWith(sum::add);
        try {
            assertThat(judgement(11, 5_000)).promotes();
            assertThat(judgement(0, 100)).needsMoreData();
        } finally {
            FalseAlarms.countWith(before);
        }
        assertThat(sum.sum()).isEqualTo(0.05, within(1e-12));
    }

    @Test
    void a_judgement_is_asserted_on_from_assertj_too() {
        Assertions.assertThat(judgement(11, 5_000)).promotes();
        Assertions.assertThat((Object) judgement(11, 5_000))
                .asInstanceOf(CanaryJudgementAssert.CANARY_JUDGEMENT)
                .promotes();
        SoftAssertions softly = new SoftAssertions();
        softly.proxy(CanaryJudgementAssert.class, CanaryJudgement.class, judgement(11, 5_000))
                .rollsBack()
                .needsMoreData();
        assertThat(softly.assertionErrorsCollected()).hasSize(2);
    }
}
