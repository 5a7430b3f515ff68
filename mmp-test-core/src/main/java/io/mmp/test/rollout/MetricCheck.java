package io.mmp.test.rollout;

import io.mmp.test.rollout.ArmData.Counts;
import io.mmp.test.rollout.MetricJudgement.Outcome;
import io.mmp.test.text.Words;
import io.mmp.test.verdict.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One metric in both arms: its checks, and what they say at an error. */
final class MetricCheck {

    /** To say how many values would settle it takes no longer than this many allow. */
    private static final long LARGEST = 100_000;

    private static final long MOST_REQUESTS = 4_000_000;

    private final CanaryMetric metric;
    private final ArmData stable;
    private final ArmData canary;
    private final List<Check> checks;

    MetricCheck(CanaryMetric metric, ArmData stable, ArmData canary) {
        requireObserved(metric, stable, canary);
        this.metric = metric;
        this.stable = stable;
        this.canary = canary;
        this.checks = missingIn().isEmpty() ? checks() : List.of();
    }

    private static void requireObserved(CanaryMetric metric, ArmData stable, ArmData canary) {
        String name = metric.name();
        for (ArmData arm : List.of(stable, canary)) {
            boolean other = metric.isRate() ? arm.valuesOf(name) != null : arm.countsOf(name) != null;
            if (other) {
                throw new RolloutException("Metric '%s' is judged by its %s, but %s has %s."
                        .formatted(
                                name,
                                metric.isRate() ? "counts" : "values",
                                arm,
                                metric.isRate() ? "values" : "counts"));
            }
        }
        if (!stable.metrics().contains(name) && !canary.metrics().contains(name)) {
            throw new RolloutException("Metric '%s' was observed in neither arm: %s, and %s. Is it another name?"
                    .formatted(name, stable, canary));
        }
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
                        metric.tolerance(), sign, stable.name(), counts(stable), canary.name(), counts(canary)));
                continue;
            }
            MeasuredArms arms = new MeasuredArms(metric, sign, values(stable), values(canary));
            list.add(new LocationCheck(stable.name(), canary.name(), arms));
            metric.quantiles()
                    .forEach(probability ->
                            list.add(new QuantileCheck(stable.name(), canary.name(), probability, arms)));
        }
        return List.copyOf(list);
    }

    private Counts counts(ArmData arm) {
        @Nullable Counts counts = arm.countsOf(metric.name());
        return counts == null ? new Counts(0, 0) : counts;
    }

    private double[] values(ArmData arm) {
        double @Nullable [] values = arm.valuesOf(metric.name());
        return Arrays.stream(values == null ? new double[0] : values)
                .map(value -> Double.isNaN(value) ? metric.nanAs().orElse(value) : value)
                .toArray();
    }

    private long known(ArmData arm) {
        return metric.isRate() ? counts(arm).trials() : values(arm).length - nans(arm);
    }

    private long nans(ArmData arm) {
        return metric.isRate()
                ? 0
                : Arrays.stream(values(arm)).filter(Double::isNaN).count();
    }

    /** Return the arms in which it is missing. */
    private List<ArmData> missingIn() {
        return Stream.of(stable, canary).filter(arm -> known(arm) == 0).toList();
    }

    boolean isMissing() {
        return checks.isEmpty();
    }

    boolean isMissingInCanary() {
        return known(canary) == 0;
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
                sentence(checks.stream().filter(worse::contains).toList(), ": worse by more than " + tolerance());
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
                                missingIn().stream()
                                        .map(arm -> "'%s'".formatted(arm.name()))
                                        .toList()));
    }

    private String nanNote() {
        List<String> notes = Stream.of(canary, stable)
                .filter(arm -> nans(arm) > 0)
                .map(arm -> "%s of %s values in '%s'".formatted(nans(arm), values(arm).length, arm.name()))
                .toList();
        return notes.isEmpty()
                ? ""
                : " NaN: %s, which count as the worst in '%s' and the best in '%s' for a promotion, and not at all for a rollback."
                        .formatted(String.join(" and ", notes), canary.name(), stable.name());
    }

    private OptionalLong settling(double error, double level) {
        long below = metric.isRate() ? counts(canary).trials() : values(canary).length;
        long limit = metric.isRate() ? MOST_REQUESTS : LARGEST;
        double ratio = (metric.isRate() ? counts(stable).trials() : values(stable).length) / (double) below;
        limit = (long) (limit / Math.max(1, ratio));
        long above = below;
        do {
            below = above;
            above *= 2;
            if (above > limit) {
                return OptionalLong.empty();
            }
        } while (!isSettledAt(above, ratio, error, level));
        // To a twentieth is near enough for a guess.
        while (above - below > Math.max(1, above / 20)) {
            long middle = below + (above - below) / 2;
            if (isSettledAt(middle, ratio, error, level)) {
                above = middle;
            } else {
                below = middle;
            }
        }
        return OptionalLong.of(above);
    }

    private boolean isSettledAt(long size, double ratio, double error, double level) {
        MetricCheck then =
                new MetricCheck(metric, scaled(stable, Math.max(1, Math.round(size * ratio))), scaled(canary, size));
        return then.checks.stream().anyMatch(check -> check.pValue() <= level && check.looksWorse())
                || then.checks.stream().allMatch(check -> check.isNotWorse(error));
    }

    private ArmData scaled(ArmData arm, long size) {
        ArmData empty = ArmData.of(arm.name());
        if (metric.isRate()) {
            Counts then = counts(arm).scaledTo(size);
            return empty.withCounts(metric.name(), then.count(), then.trials());
        }
        double[] sorted = values(arm);
        Arrays.sort(sorted);
        double[] then = new double[(int) size];
        for (int i = 0; i < then.length; i++) {
            then[i] = sorted[(int) ((i + 0.5) * sorted.length / then.length)];
        }
        return empty.withValues(metric.name(), then);
    }
}
