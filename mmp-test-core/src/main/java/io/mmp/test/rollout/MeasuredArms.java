package io.mmp.test.rollout;

import io.mmp.test.verdict.Sample;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The values of a metric in both arms, turned so that higher is worse.
 *
 * <p>What was not measured proves nothing against the canary, so that the samples that are to show that it is worse are without it. It proves
 * nothing for it either: those that are to show that it is not have the worst value in its place, and in the stable version's the best.
 */
final class MeasuredArms {

    private final CanaryMetric metric;
    private final int sign;
    private final Sample canary;
    private final Sample canaryAtWorst;
    private final Sample stable;
    private final Sample tolerated;
    private final Sample toleratedAtBest;

    MeasuredArms(CanaryMetric metric, int sign, double[] stable, double[] canary) {
        this.metric = metric;
        this.sign = sign;
        this.canary = sample(canary, value -> sign * value);
        this.canaryAtWorst = sample(replaced(canary, sign * Double.POSITIVE_INFINITY), value -> sign * value);
        this.stable = sample(stable, value -> sign * value);
        this.tolerated = sample(stable, this::tolerated);
        this.toleratedAtBest = sample(replaced(stable, sign * Double.NEGATIVE_INFINITY), this::tolerated);
    }

    Sample canary() {
        return canary;
    }

    Sample canaryAtWorst() {
        return canaryAtWorst;
    }

    Sample stable() {
        return stable;
    }

    /** Return the worst values of the stable version that would be tolerated in the canary. */
    Sample tolerated() {
        return tolerated;
    }

    Sample toleratedAtBest() {
        return toleratedAtBest;
    }

    private double tolerated(double value) {
        return sign > 0
                ? metric.tolerance().highest(value)
                : -metric.tolerance().lowest(value);
    }

    private static double[] replaced(double[] values, double forNan) {
        return Arrays.stream(values)
                .map(value -> Double.isNaN(value) ? forNan : value)
                .toArray();
    }

    private Sample sample(double[] values, DoubleUnaryOperator turned) {
        return Sample.of(
                "values",
                metric.unit(),
                Arrays.stream(values)
                        .filter(value -> !Double.isNaN(value))
                        .map(turned)
                        .toArray());
    }

    int sign() {
        return sign;
    }

    String print(double turned) {
        return metric.print(sign * turned);
    }
}
