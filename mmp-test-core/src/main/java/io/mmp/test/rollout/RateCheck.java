package io.mmp.test.rollout;

import io.mmp.test.rollout.ArmData.Counts;
import io.mmp.test.verdict.Interval;
import io.mmp.test.verdict.Proportion;
import io.mmp.test.verdict.Text;

/**
 * A rate: Fisher's exact test says whether it is worse, the two exact intervals, with half of the error each, whether it is not.
 *
 * @param sign 1 if more is worse, -1 if less is
 */
record RateCheck(Tolerance tolerance, int sign, String stableName, Counts stable, String canaryName, Counts canary)
        implements Check {

    private static Proportion of(Counts counts) {
        return Proportion.of("events", counts.count(), "requests", counts.trials());
    }

    @Override
    public double pValue() {
        return sign > 0 ? of(canary).higherRatePValue(of(stable)) : of(stable).higherRatePValue(of(canary));
    }

    @Override
    public boolean looksWorse() {
        return sign > 0
                ? canary.rate() > tolerance.highest(stable.rate())
                : canary.rate() < tolerance.lowest(stable.rate());
    }

    @Override
    public boolean isNotWorse(double error) {
        Interval mine = of(canary).withConfidence(1 - error / 2).interval();
        Interval others = of(stable).withConfidence(1 - error / 2).interval();
        return sign > 0
                ? mine.upper() <= tolerance.highest(others.lower())
                : mine.lower() >= tolerance.lowest(others.upper());
    }

    @Override
    public String found() {
        return "the rate is %s in '%s' (%s of %s) and %s in '%s' (%s of %s)"
                .formatted(
                        Text.percent(canary.rate()),
                        canaryName,
                        canary.count(),
                        canary.trials(),
                        Text.percent(stable.rate()),
                        stableName,
                        stable.count(),
                        stable.trials());
    }
}
