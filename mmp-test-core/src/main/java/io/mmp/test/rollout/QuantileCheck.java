package io.mmp.test.rollout;

import io.mmp.test.verdict.Sample;
import io.mmp.test.verdict.Text;

/**
 * A quantile of measured values: Fisher's exact test of how many values of each arm are beyond that of both says whether it is worse, the
 * order statistics of each, with half of the error, whether it is not.
 *
 * @param probability the quantile of the values as they are
 */
record QuantileCheck(String stableName, String canaryName, double probability, MeasuredArms arms) implements Check {

    /** Return the quantile of values that are turned. */
    private double turned() {
        return arms.sign() > 0 ? probability : 1 - probability;
    }

    @Override
    public double pValue() {
        return arms.canary().against(arms.stable()).higherTailPValue(turned());
    }

    @Override
    public boolean looksWorse() {
        return estimate(arms.canary()) > estimate(arms.tolerated());
    }

    private double estimate(Sample sample) {
        return sample.quantile(turned()).estimate();
    }

    @Override
    public boolean isNotWorse(double error) {
        double half = 1 - error / 2;
        double highest = arms.canaryAtWorst()
                .quantile(turned())
                .withConfidence(half)
                .interval()
                .upper();
        double lowest = arms.toleratedAtBest()
                .quantile(turned())
                .withConfidence(half)
                .interval()
                .lower();
        return highest <= lowest && highest < Double.POSITIVE_INFINITY;
    }

    @Override
    public String found() {
        return "p%s is %s in '%s' (%s values) and %s in '%s' (%s values)"
                .formatted(
                        Text.number(probability * 100),
                        arms.print(estimate(arms.canary())),
                        canaryName,
                        arms.canary().size(),
                        arms.print(estimate(arms.stable())),
                        stableName,
                        arms.stable().size());
    }
}
