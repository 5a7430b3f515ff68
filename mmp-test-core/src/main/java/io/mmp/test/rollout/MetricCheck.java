package io.mmp.test.rollout;

import io.mmp.test.rollout.MetricJudgement.Outcome;
import io.mmp.test.text.Words;
import io.mmp.test.verdict.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** One metric in both arms: its checks, and what they say at an error. */
final class MetricCheck {

    /** To say how many values would settle it takes no longer than this many allow. */
    private static final long LARGEST = 100_000;

    private static final long MOST_REQUESTS = 4_000_000;

    /** Whether more would settle it is said if so many times as many were tried. */
    private static final int ENOUGH_TO_SAY = 16;

    private final MetricArms arms;
    private final CanaryMetric metric;
    private final ArmData stable;
    private final ArmData canary;
    private final List<Check> checks;

    MetricCheck(MetricArms arms) {
        this.arms = arms;
        this.metric = arms.metric();
        this.stable = arms.stable();
        this.canary = arms.canary();
        this.checks = arms.missingIn().isEmpty() ? checks() : List.of();
    }

    CanaryMetric metric() {
        return metric;
    }

    List<Check> all() {
        return checks;
    }

    private List<Check> checks() {
        List<Check> list = new ArrayList<>();
        for (int sign : metric.signs()) {
            if (metric.isRate()) {
                list.add(new RateCheck(
                        metric.tolerance(),
                        sign,
                        stable.name(),
                        arms.counts(stable),
                        canary.name(),
                        arms.counts(canary)));
                continue;
            }
            MeasuredArms measured = new MeasuredArms(metric, sign, arms.values(stable), arms.values(canary));
            list.add(new LocationCheck(stable.name(), canary.name(), measured));
            metric.quantiles()
                    .forEach(probability ->
                            list.add(new QuantileCheck(stable.name(), canary.name(), probability, measured)));
        }
        return List.copyOf(list);
    }

    boolean isMissing() {
        return checks.isEmpty();
    }

    boolean isMissingInCanary() {
        return arms.missingIn().contains(canary);
    }

    /** Return what the checks say, given those that are shown to be worse. */
    Outcome outcome(Set<Check> worse, double error) {
        if (isMissing()) {
            return Outcome.MISSING;
        }
        if (checks.stream().anyMatch(worse::contains)) {
            return Outcome.WORSE;
        }
        return open(error).isEmpty() ? Outcome.NOT_WORSE : Outcome.OPEN;
    }

    private List<Check> open(double error) {
        return checks.stream().filter(check -> !check.isNotWorse(error)).toList();
    }

    /**
     * Say what the checks say.
     *
     * @param level the error of a check among all that decide
     */
    MetricJudgement judge(Set<Check> worse, double error, double level) {
        Outcome outcome = outcome(worse, error);
        OptionalLong settledBy = outcome == Outcome.OPEN ? settling(error, level) : OptionalLong.empty();
        String sentence = switch (outcome) {
            case MISSING -> missing();
            case WORSE ->
                sentence(
                        checks.stream().filter(worse::contains).toList(),
                        ": worse than chance explains, and by more than %s here".formatted(tolerance()));
            case NOT_WORSE ->
                sentence(
                        checks,
                        ": not worse by more than %s with %s confidence"
                                .formatted(tolerance(), Text.percent(1 - error)));
            case OPEN ->
                sentence(open(error), ", which leaves open whether it is worse by more than " + tolerance())
                        + remedy(settledBy);
        };
        return new MetricJudgement(metric.name(), outcome, metric.criticality(), settledBy, sentence + nanNote());
    }

    private String remedy(OptionalLong settledBy) {
        if (settledBy.isEmpty() && largest() < ENOUGH_TO_SAY * arms.size(canary)) {
            return "";
        }
        return settledBy.isPresent()
                ? " About %s in '%s' would settle it if they went on as they are."
                        .formatted(
                                Words.count(settledBy.getAsLong(), metric.isRate() ? "request" : "value"),
                                canary.name())
                : " Many times as many would not settle it if they went on as they are.";
    }

    private String tolerance() {
        return metric.tolerance().print(metric);
    }

    private String sentence(List<Check> some, String conclusion) {
        return "Of '%s' %s%s."
                .formatted(
                        metric.name(),
                        String.join(", ", some.stream().map(Check::found).toList()),
                        conclusion);
    }

    private String missing() {
        return "Of '%s' nothing is known in %s."
                .formatted(
                        metric.name(),
                        String.join(
                                " and ",
                                arms.missingIn().stream()
                                        .map(arm -> "'%s'".formatted(arm.name()))
                                        .toList()));
    }

    private String nanNote() {
        List<String> notes = Stream.of(canary, stable)
                .filter(arm -> arms.nans(arm) > 0)
                .map(arm -> "%s of %s values in '%s'".formatted(arms.nans(arm), arms.size(arm), arm.name()))
                .toList();
        return notes.isEmpty()
                ? ""
                : " NaN: %s, which count as the worst in '%s' and the best in '%s' for a promotion, and not at all for a rollback."
                        .formatted(String.join(" and ", notes), canary.name(), stable.name());
    }

    /** Return up to how many of the canary are tried. */
    private long largest() {
        return (long) ((metric.isRate() ? MOST_REQUESTS : LARGEST) / Math.max(1, arms.ratio()));
    }

    private OptionalLong settling(double error, double level) {
        long limit = largest();
        long below = arms.size(canary);
        long above = below;
        do {
            below = above;
            above *= 2;
            if (above > limit) {
                return OptionalLong.empty();
            }
        } while (!isSettledAt(above, error, level));
        // To a twentieth is near enough for a guess.
        while (above - below > Math.max(1, above / 20)) {
            long middle = below + (above - below) / 2;
            if (isSettledAt(middle, error, level)) {
                above = middle;
            } else {
                below = middle;
            }
        }
        return OptionalLong.of(above);
    }

    private boolean isSettledAt(long size, double error, double level) {
        List<Check> then = new MetricCheck(arms.scaledTo(size)).checks;
        return then.stream().anyMatch(check -> check.pValue() <= level && check.looksWorse())
                || then.stream().allMatch(check -> check.isNotWorse(error));
    }
}
