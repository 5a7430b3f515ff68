package io.mmp.test.rollout;

import io.mmp.test.rollout.MetricJudgement.Outcome;
import io.mmp.test.verdict.SeveralTests;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Judges a canary by several metrics of both arms: promote it, roll it back, or go on.
 *
 * <pre>{@code
 * CanaryJudge judge = CanaryJudge.of(
 *         CanaryMetric.rate("errors", Tolerance.absolute(0.01)),
 *         CanaryMetric.values("latency", "ms", Tolerance.relative(0.1)));
 * CanaryJudgement judgement = judge.judge(stable, canary);
 * }</pre>
 *
 * <p>A canary is promoted if each metric is shown not to be worse by more than is tolerated. One that is worse by more, in any of them, is
 * promoted with a probability of at most {@code 1 - confidence}: all must pass, so that several metrics need no correction. It is rolled back
 * if a critical metric, or two minor ones, look worse by more than is tolerated and by more than chance explains. One that does not differ is
 * rolled back with at most {@code 1 - confidence}, over all metrics together, by Holm's correction. One that is worse, but by less than is
 * tolerated, may meet either. All else goes on; the reasons say how much more would settle it.
 *
 * <p>These hold for one look. Whoever looks at each step of a ramp, and stops at the first that decides, says how often at most by {@link
 * #withLooks}: the looks share the error in equal parts.
 *
 * <p>The values must be independent: a latency that is measured each time, not the mean of each minute.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class CanaryJudge implements DecisionRule {

    private final List<CanaryMetric> metrics;
    private final double confidence;
    private final int looks;

    private CanaryJudge(List<CanaryMetric> metrics, double confidence, int looks) {
        this.metrics = metrics;
        this.confidence = confidence;
        this.looks = looks;
    }

    /**
     * Judge by these metrics with 95 % confidence, once.
     *
     * @throws RolloutException if two have one name, or all are only reported
     */
    public static CanaryJudge of(CanaryMetric first, CanaryMetric... others) {
        List<CanaryMetric> metrics =
                Stream.concat(Stream.of(first), Arrays.stream(others)).toList();
        List<String> names = metrics.stream().map(CanaryMetric::name).toList();
        if (names.stream().distinct().count() < names.size()) {
            throw new RolloutException("Each metric must have a name of its own, but they are %s.".formatted(names));
        }
        if (metrics.stream().allMatch(metric -> metric.criticality() == Criticality.REPORTED)) {
            throw new RolloutException("One metric must decide, but all of %s are only reported.".formatted(names));
        }
        return new CanaryJudge(metrics, 0.95, 1);
    }

    /** Return a copy of this confidence, above 0.5 and below 1; 0.95 without. */
    public CanaryJudge withConfidence(double newConfidence) {
        if (!(newConfidence > 0.5 && newConfidence < 1)) {
            throw new RolloutException(
                    "The confidence must be above 0.5 and below 1, such as 0.95, but is %s.".formatted(newConfidence));
        }
        return new CanaryJudge(metrics, newConfidence, looks);
    }

    /** Return a copy for so many looks at most, which share the error; 1 without. */
    public CanaryJudge withLooks(int newLooks) {
        if (newLooks < 1) {
            throw new RolloutException("The number of looks must be at least 1, but is %s.".formatted(newLooks));
        }
        return new CanaryJudge(metrics, confidence, newLooks);
    }

    /**
     * Judge the observations, all that there are since the canary started.
     *
     * @throws RolloutException if a metric was observed in neither arm, or is counted where it should be measured
     */
    public CanaryJudgement judge(ArmData stable, ArmData canary) {
        double error = error();
        List<MetricCheck> checks = checks(stable, canary);
        Set<Check> worse = worse(checks, error);
        long family = checks.stream()
                .filter(CanaryJudge::decides)
                .mapToLong(check -> check.all().size())
                .sum();
        List<MetricJudgement> judgements = checks.stream()
                .map(check -> check.judge(worse, error, error / Math.max(1, family)))
                .toList();
        List<Outcome> outcomes =
                judgements.stream().map(MetricJudgement::outcome).toList();
        return new CanaryJudgement(decision(checks, outcomes), judgements, 1 - error, looks);
    }

    @Override
    public Decision decide(ArmData stable, ArmData canary) {
        List<MetricCheck> checks = checks(stable, canary);
        Set<Check> worse = worse(checks, error());
        return decision(
                checks,
                checks.stream().map(check -> check.outcome(worse, error())).toList());
    }

    private double error() {
        return (1 - confidence) / looks;
    }

    private List<MetricCheck> checks(ArmData stable, ArmData canary) {
        return metrics.stream()
                .map(metric -> new MetricCheck(new MetricArms(metric, stable, canary)))
                .toList();
    }

    private static boolean decides(MetricCheck check) {
        return check.metric().criticality() != Criticality.REPORTED;
    }

    /** Return the checks that are worse: those that decide are one family; those that are only reported do not burden it. */
    private static Set<Check> worse(List<MetricCheck> checks, double error) {
        // By identity: two metrics may have the same counts.
        Set<Check> worse = Collections.newSetFromMap(new IdentityHashMap<>());
        for (boolean deciding : new boolean[] {true, false}) {
            List<Check> family = checks.stream()
                    .filter(check -> decides(check) == deciding)
                    .flatMap(check -> check.all().stream())
                    .toList();
            double[] adjusted =
                    SeveralTests.holm(family.stream().mapToDouble(Check::pValue).toArray());
            for (int i = 0; i < adjusted.length; i++) {
                if (adjusted[i] <= error && family.get(i).looksWorse()) {
                    worse.add(family.get(i));
                }
            }
        }
        return worse;
    }

    private static Decision decision(List<MetricCheck> checks, List<Outcome> outcomes) {
        int critical = 0;
        int minor = 0;
        boolean all = true;
        for (int i = 0; i < checks.size(); i++) {
            CanaryMetric metric = checks.get(i).metric();
            Outcome outcome = outcomes.get(i);
            boolean rollsBack = outcome == Outcome.WORSE
                    || (checks.get(i).isMissingInCanary() && metric.whenMissing() == WhenMissing.ROLL_BACK);
            critical += rollsBack && metric.criticality() == Criticality.CRITICAL ? 1 : 0;
            minor += rollsBack && metric.criticality() == Criticality.MINOR ? 1 : 0;
            all &= outcome == Outcome.NOT_WORSE || metric.criticality() == Criticality.REPORTED;
        }
        if (critical > 0 || minor > 1) {
            return Decision.ROLL_BACK;
        }
        return all ? Decision.PROMOTE : Decision.CONTINUE;
    }
}
