package io.mmp.test.verdict;

import org.apache.commons.statistics.distribution.BetaDistribution;

/** The ends of the exact interval of a share. */
final class ClopperPearson {

    private ClopperPearson() {}

    /** Return the lowest share for which this many or more have a probability of at least {@code error}. */
    static double lower(long count, long trials, double error) {
        return count == 0
                ? 0
                : BetaDistribution.of((double) count, trials - count + 1.0).inverseCumulativeProbability(error);
    }

    /** Return the highest share for which this many or fewer have a probability of at least {@code error}. */
    static double upper(long count, long trials, double error) {
        if (count == trials) {
            return 1;
        }
        // Near 0 the inverse of the beta distribution has few digits; of no count it is known.
        return count == 0
                ? -Math.expm1(Math.log(error) / trials)
                : BetaDistribution.of(count + 1.0, (double) trials - count).inverseSurvivalProbability(error);
    }
}
