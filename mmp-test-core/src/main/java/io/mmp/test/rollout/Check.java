package io.mmp.test.rollout;

/** One quantity of a metric, such as its p95, in one direction in which it may be worse. */
interface Check {

    /** Return the probability with which what was observed, or more of it, is seen where the arms do not differ. */
    double pValue();

    /** Tell whether the canary looks worse by more than is tolerated. */
    boolean looksWorse();

    /** Tell whether it is shown, but for this error, that the canary is not worse by more than is tolerated. */
    boolean isNotWorse(double error);

    /** Return what was observed, in words that a clause follows. */
    String found();
}
