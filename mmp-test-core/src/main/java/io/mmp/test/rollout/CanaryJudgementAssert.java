package io.mmp.test.rollout;

import io.mmp.test.rollout.MetricJudgement.Outcome;
import io.mmp.test.verdict.FalseAlarms;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asserts on what a judge makes of a canary.
 *
 * @since 0.1.0
 */
public class CanaryJudgementAssert extends AbstractAssert<CanaryJudgementAssert, CanaryJudgement> {

    /** Narrows the assertions on an object to these. */
    public static final InstanceOfAssertFactory<CanaryJudgement, CanaryJudgementAssert> CANARY_JUDGEMENT =
            new InstanceOfAssertFactory<>(CanaryJudgement.class, CanaryJudgementAssert::new);

    /** Assert on this judgement. */
    public CanaryJudgementAssert(@Nullable CanaryJudgement actual) {
        super(actual, CanaryJudgementAssert.class);
    }

    /**
     * Verify that the canary is promoted: no metric is worse by more than is tolerated.
     *
     * <pre>{@code
     * CanaryJudge judge = CanaryJudge.of(CanaryMetric.rate("errors", Tolerance.absolute(0.01)));
     * ArmData stable = ArmData.of("stable").withCounts("errors", 10, 5_000);
     * assertThat(judge.judge(stable, ArmData.of("canary").withCounts("errors", 11, 5_000))).promotes(); // passes
     * assertThat(judge.judge(stable, ArmData.of("canary").withCounts("errors", 0, 100))).promotes(); // fails: too few
     * }</pre>
     */
    public CanaryJudgementAssert promotes() {
        return decides(Decision.PROMOTE, "to be promoted");
    }

    /**
     * Verify that the canary is rolled back.
     *
     * <pre>{@code
     * assertThat(judge.judge(stable, ArmData.of("canary").withCounts("errors", 250, 5_000))).rollsBack(); // passes
     * assertThat(judge.judge(stable, ArmData.of("canary").withCounts("errors", 12, 5_000))).rollsBack(); // fails
     * }</pre>
     */
    public CanaryJudgementAssert rollsBack() {
        return decides(Decision.ROLL_BACK, "to be rolled back");
    }

    /**
     * Verify that the canary goes on, because nothing is shown yet.
     *
     * <pre>{@code
     * assertThat(judge.judge(stable, ArmData.of("canary").withCounts("errors", 0, 100))).needsMoreData(); // passes
     * assertThat(judge.judge(stable, ArmData.of("canary").withCounts("errors", 250, 5_000))).needsMoreData(); // fails
     * }</pre>
     */
    public CanaryJudgementAssert needsMoreData() {
        return decides(Decision.CONTINUE, "to need more data");
    }

    private CanaryJudgementAssert decides(Decision expected, String words) {
        isNotNull();
        if (expected != Decision.CONTINUE) {
            FalseAlarms.publish(1 - actual.confidence());
        }
        if (actual.decision() != expected) {
            failWithMessage("%nExpecting the canary %s, but the judge says %s", words, actual);
        }
        return myself;
    }

    /**
     * Verify that these metrics are worse, and no others.
     *
     * <pre>{@code
     * assertThat(judge.judge(stable, ArmData.of("canary").withCounts("errors", 250, 5_000))).blames("errors"); // passes
     * assertThat(judge.judge(stable, ArmData.of("canary").withCounts("errors", 12, 5_000))).blames("errors"); // fails
     * }</pre>
     *
     * @throws IllegalArgumentException if the judge has no such metric
     */
    public CanaryJudgementAssert blames(String... metrics) {
        isNotNull();
        List<String> known =
                actual.metrics().stream().map(MetricJudgement::metric).toList();
        for (String metric : metrics) {
            if (!known.contains(metric)) {
                throw new IllegalArgumentException("The judge has no metric '%s', but %s.".formatted(metric, known));
            }
        }
        Set<String> expected = new TreeSet<>(Arrays.asList(metrics));
        Set<String> worse = actual.metrics().stream()
                .filter(metric -> metric.outcome() == Outcome.WORSE)
                .map(MetricJudgement::metric)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!worse.equals(expected)) {
            failWithMessage(
                    "%nExpecting %s to be worse and no other metric, but %s: the judge says %s",
                    expected, worse.isEmpty() ? "none is" : worse + (worse.size() == 1 ? " is" : " are"), actual);
        }
        return myself;
    }

    /**
     * Verify that one of the reasons contains this text.
     *
     * <pre>{@code
     * assertThat(judgement).hasReasonContaining("of 'errors' the rate is 5 %"); // passes if it is
     * assertThat(judgement).hasReasonContaining("latency"); // fails if errors alone decided
     * }</pre>
     */
    public CanaryJudgementAssert hasReasonContaining(String text) {
        isNotNull();
        if (actual.reasons().stream().noneMatch(reason -> reason.contains(text))) {
            failWithMessage(
                    "%nExpecting a reason that contains%n  %s%nbut the reasons for %s are%n%s",
                    text, actual.decision(), Offenders.lines(actual.reasons()));
        }
        return myself;
    }
}
