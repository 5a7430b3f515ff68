package io.mmp.test.verdict;

import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.OptionalLong;

/**
 * Judges a rate while trials are made, so that they may stop as soon as it is settled, without the error that looking again and again
 * would add.
 *
 * <p>It is the sequential probability ratio test of Wald between a rate that is good and one that is bad, with the thresholds that Ville's
 * inequality makes safe at every number of trials: a rate at the bad one or above passes with a probability of at most
 * {@code 1 - confidence}, one at the good one or below fails with at most that. Between the two it stops as well, on either side.
 *
 * <p>Not thread-safe.
 *
 * <pre>{@code
 * SequentialProportion errors = SequentialProportion.of("errors", "requests", 0.002, 0.01);
 * while (errors.isOpen() && errors.trials() < 10_000) {
 *     errors.add(call().failed());
 * }
 * errors.verdict().orFail();
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1214/aoms/1177731118">Wald, Sequential tests of statistical hypotheses, 1945</a>
 * @since 0.1.0
 */
public final class SequentialProportion {

    private final String what;
    private final String trialName;
    private final double good;
    private final double bad;
    private final double confidence;
    private long count;
    private long trials;
    private Conclusion conclusion = Conclusion.INCONCLUSIVE;

    private SequentialProportion(String what, String trialName, double good, double bad, double confidence) {
        if (!(good >= 0 && good < bad && bad <= 1) || (good == 0 && bad == 1)) {
            throw new IllegalArgumentException(
                    "The good rate must be below the bad one, and both from 0 to 1 with something between them, but they are %s and %s."
                            .formatted(good, bad));
        }
        this.what = what;
        this.trialName = trialName;
        this.good = good;
        this.bad = bad;
        this.confidence = Interval.requireConfidence(confidence);
    }

    /**
     * Start without trials.
     *
     * @param what what is counted, in the plural, such as "errors"
     * @param trialName the trials, in the plural, such as "requests"
     * @param goodRate a rate that must pass, if only most of the time
     * @param badRate a rate that must fail; the nearer the two are, the more trials are needed
     */
    public static SequentialProportion of(String what, String trialName, double goodRate, double badRate) {
        return new SequentialProportion(what, trialName, goodRate, badRate, Interval.DEFAULT_CONFIDENCE);
    }

    /** Return a test without trials of this confidence, above 0.5 and below 1; 0.95 without. */
    public SequentialProportion withConfidence(double newConfidence) {
        return new SequentialProportion(what, trialName, good, bad, newConfidence);
    }

    /** Count a trial. What comes after the verdict is settled is counted, and does not change it. */
    public void add(boolean happened) {
        trials++;
        count += happened ? 1 : 0;
        if (isOpen()) {
            double ratio = logLikelihoodRatio();
            double threshold = -Math.log(1 - confidence);
            conclusion = ratio >= threshold
                    ? Conclusion.FAIL
                    : ratio <= -threshold ? Conclusion.PASS : Conclusion.INCONCLUSIVE;
        }
    }

    /** How much likelier the trials are at the bad rate than at the good one; a count that one of them excludes decides alone. */
    private double logLikelihoodRatio() {
        return term(count, bad, good) + term(trials - count, 1 - bad, 1 - good);
    }

    private static double term(long times, double numerator, double denominator) {
        return times == 0 ? 0 : times * Math.log(numerator / denominator);
    }

    /** Tell whether more trials are needed. */
    public boolean isOpen() {
        return conclusion == Conclusion.INCONCLUSIVE;
    }

    /** Return the number of trials. */
    public long trials() {
        return trials;
    }

    /** Return what the trials say; the interval is that of all of them, for information. */
    public Verdict verdict() {
        Proportion found = Proportion.of(what, count, trialName, trials).withConfidence(confidence);
        String sentence = "%s in %s, one after the other: %s"
                .formatted(
                        Text.count(count, what),
                        Text.count(trials, trialName),
                        switch (conclusion) {
                            case PASS ->
                                "the rate is below %s with %s confidence."
                                        .formatted(Text.percent(bad), Text.percent(confidence));
                            case FAIL ->
                                "the rate is above %s with %s confidence."
                                        .formatted(Text.percent(good), Text.percent(confidence));
                            case INCONCLUSIVE ->
                                "the rate may be %s as well as %s; go on."
                                        .formatted(Text.percent(good), Text.percent(bad));
                        });
        return Verdict.of(
                conclusion,
                found.estimate(),
                found.interval(),
                trials,
                isOpen() ? settling() : OptionalLong.empty(),
                sentence);
    }

    /** Return how many trials there would be in the end if the rate stayed as it is; empty if it lies where the test has no drift. */
    private OptionalLong settling() {
        double drift = trials == 0 ? term(1, 1 - bad, 1 - good) : logLikelihoodRatio() / trials;
        double needed = -Math.log(1 - confidence) / Math.abs(drift);
        return needed < 1e15 ? OptionalLong.of(Math.max(trials + 1, (long) Math.ceil(needed))) : OptionalLong.empty();
    }
}
