package io.mmp.test.rollout;

import io.mmp.test.rollout.ArmData.Counts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was observed of one metric in both arms. */
record MetricArms(CanaryMetric metric, ArmData stable, ArmData canary) {

    MetricArms {
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

    Counts counts(ArmData arm) {
        @Nullable Counts counts = arm.countsOf(metric.name());
        return counts == null ? new Counts(0, 0) : counts;
    }

    double[] values(ArmData arm) {
        double @Nullable [] values = arm.valuesOf(metric.name());
        return Arrays.stream(values == null ? new double[0] : values)
                .map(value -> Double.isNaN(value) ? metric.nanAs().orElse(value) : value)
                .toArray();
    }

    long size(ArmData arm) {
        return metric.isRate() ? counts(arm).trials() : values(arm).length;
    }

    long nans(ArmData arm) {
        return metric.isRate()
                ? 0
                : Arrays.stream(values(arm)).filter(Double::isNaN).count();
    }

    /** Return the arms in which nothing is known of it. */
    List<ArmData> missingIn() {
        return Stream.of(stable, canary).filter(arm -> size(arm) == nans(arm)).toList();
    }

    /** Return how much was observed of the stable version for each of the canary. */
    double ratio() {
        return size(stable) / (double) size(canary);
    }

    /** Return what there would be if the canary had so much, and all went on as it is. */
    MetricArms scaledTo(long size) {
        return new MetricArms(metric, scaled(stable, Math.max(1, Math.round(size * ratio()))), scaled(canary, size));
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
