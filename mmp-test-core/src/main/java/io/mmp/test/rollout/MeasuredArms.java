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
    private final double[] stable;
    private final double[] canary;

    MeasuredArms(CanaryMetric metric, int sign, double[] stable, double[] canary) {
        this.metric = metric;
        this.sign = sign;
        this.stable = stable;
        this.canary = canary;
    }

    Sample canary() {
        return sample(canary, value -> sign * value);
    }

    Sample stable() {
        return sample(stable, value -> sign * value);
    }

    /** Return the worst values of the stable version that would be tolerated in the canary. */
    Sample tolerated() {
        return sample(stable, this::tolerated);
    }

    Sample canaryAtWorst() {
        return sample(replaced(canary, sign * Double.POSITIVE_INFINITY), value -> sign * value);
    }

    Sample toleratedAtBest() {
        return sample(replaced(stable, sign * Double.NEGATIVE_INFINITY), this::tolerated);
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
