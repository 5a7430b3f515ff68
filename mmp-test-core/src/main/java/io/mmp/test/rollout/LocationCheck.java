package io.mmp.test.rollout;

import io.mmp.test.verdict.Interval;
import io.mmp.test.verdict.Sample;

/**
 * The location of measured values: the rank test says whether it is worse, the interval of Hodges and Lehmann whether it is not.
 *
 * <p>Where most values are the same, such as errors a minute that are mostly 0, the shift is 0 whatever the others are; so it is also asked
 * whether a value of the canary is more often above a tolerated one than below.
 */
record LocationCheck(String stableName, String canaryName, MeasuredArms arms) implements Check {

    @Override
    public double pValue() {
        return arms.canary().against(arms.stable()).higherPValue();
    }

    @Override
    public boolean looksWorse() {
        double[] mine = arms.canary().values();
        double[] tolerated = arms.tolerated().values();
        long above = 0;
        int below = 0;
        int notAbove = 0;
        for (double value : mine) {
            while (below < tolerated.length && tolerated[below] < value) {
                below++;
            }
            while (notAbove < tolerated.length && tolerated[notAbove] <= value) {
                notAbove++;
            }
            above += below - (tolerated.length - (long) notAbove);
        }
        return above > 0;
    }

    @Override
    public boolean isNotWorse(double error) {
        if (looksWorse()) {
            return false;
        }
        Interval shift = arms.canaryAtWorst()
                .against(arms.toleratedAtBest())
                .locations()
                .withConfidence(1 - error)
                .interval();
        return shift.upper() <= 0;
    }

    @Override
    public String found() {
        Sample mine = arms.canary();
        Sample others = arms.stable();
        return "the median is %s in '%s' (%s values) and %s in '%s' (%s values)"
                .formatted(
                        arms.print(mine.quantile(0.5).estimate()),
                        canaryName,
                        mine.size(),
                        arms.print(others.quantile(0.5).estimate()),
                        stableName,
                        others.size());
    }
}
