package io.mmp.test.verdict;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/** Probabilities of counts, also of more trials than an int counts. */
final class Binomial {

    private Binomial() {}

    /** Return the probability of at most this many successes. */
    static double atMost(long count, long trials, double probability) {
        if (count < 0) {
            return 0;
        }
        return count >= trials ? 1 : RegularizedBeta.complement(probability, count + 1.0, (double) trials - count);
    }
}
