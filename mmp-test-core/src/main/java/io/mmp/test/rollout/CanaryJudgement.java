package io.mmp.test.rollout;

import io.mmp.test.rollout.MetricJudgement.Outcome;
import java.util.List;
import java.util.OptionalLong;
import org.assertj.core.api.AssertProvider;

/**
 * What a {@link CanaryJudge} makes of the observations of both arms.
 *
 * @param decision what becomes of the canary
 * @param metrics what was said of each metric, in the order of the judge
 * @param confidence the confidence of this one look
 * @param looks how many looks share the error
 * @since 0.1.0
 */
public record CanaryJudgement(Decision decision, List<MetricJudgement> metrics, double confidence, int looks)
        implements AssertProvider<CanaryJudgementAssert> {

    /** Copy the list. */
    public CanaryJudgement {
        metrics = List.copyOf(metrics);
    }

    /** Return why, in a sentence or more for each metric that matters for the decision. */
    public List<String> reasons() {
        return metrics.stream()
                .filter(metric -> metric.criticality() != Criticality.REPORTED && matters(metric.outcome()))
                .map(metric -> decision == Decision.CONTINUE && metric.outcome() == Outcome.WORSE
                        ? metric.sentence() + " It is minor, and alone does not roll back."
                        : metric.sentence())
                .toList();
    }

    private boolean matters(Outcome outcome) {
        return switch (decision) {
            case PROMOTE -> true;
            case ROLL_BACK -> outcome == Outcome.WORSE || outcome == Outcome.MISSING;
            case CONTINUE -> outcome != Outcome.NOT_WORSE;
        };
    }

    /**
     * Return how many values or requests of the canary would settle all metrics that are open if they went on as they are; empty if none is, or
     * if no number that can be computed does.
     */
    public OptionalLong settledBy() {
        List<MetricJudgement> open = metrics.stream()
                .filter(metric -> metric.criticality() != Criticality.REPORTED && metric.outcome() == Outcome.OPEN)
                .toList();
        return open.stream().anyMatch(metric -> metric.settledBy().isEmpty())
                ? OptionalLong.empty()
                : open.stream()
                        .mapToLong(metric -> metric.settledBy().orElseThrow())
                        .max();
    }

    /** Return the highest probability with which this look and the others of the judge together promote what is worse, and roll back what is not. */
    public double error() {
        return (1 - confidence) * looks;
    }

    @Override
    public CanaryJudgementAssert assertThat() {
        return new CanaryJudgementAssert(this);
    }

    /** Return the decision and what was said of each metric, a line each. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(decision.toString());
        metrics.forEach(metric -> text.append("%n  ".formatted()).append(metric.sentence()));
        return text.toString();
    }
}
