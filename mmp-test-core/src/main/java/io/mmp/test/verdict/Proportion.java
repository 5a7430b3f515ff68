package io.mmp.test.verdict;

import io.mmp.test.verdict.Claim.Side;
import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/**
 * How often something happened: a share of trials, such as an error rate, judged by the exact interval of Clopper and Pearson.
 *
 * <pre>{@code
 * Proportion.of("errors", 2, "requests", 1000).isAtMost(0.01).orFail();
 * }</pre>
 *
 * <p>Of 100 requests without an error, 2.95 % may still fail; 299 are needed to show less than 1 % with 95 % confidence. The trials must
 * be independent, and of one kind.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @see <a href="https://doi.org/10.1093/biomet/26.4.404">Clopper and Pearson, The use of confidence or fiducial limits, 1934</a>
 * @since 0.1.0
 */
public final class Proportion {

    private final String what;
    private final long count;
    private final String trialName;
    private final long trials;
    private final double confidence;

    private Proportion(String what, long count, String trialName, long trials, double confidence) {
        if (trials < 0 || count < 0 || count > trials) {
            throw new IllegalArgumentException(
                    "There cannot be %s %s in %s %s.".formatted(count, what, trials, trialName));
        }
        this.what = what;
        this.count = count;
        this.trialName = trialName;
        this.trials = trials;
        this.confidence = Interval.requireConfidence(confidence);
    }

    /**
     * Count something in a number of trials.
     *
     * @param what what is counted, in the plural, such as "errors"
     * @param count how often it happened
     * @param trialName the trials, in the plural, such as "requests"
     * @param trials how many there were; 0 leaves everything possible
     * @throws IllegalArgumentException if the count is negative or above that of the trials
     */
    public static Proportion of(String what, long count, String trialName, long trials) {
        return new Proportion(what, count, trialName, trials, Interval.DEFAULT_CONFIDENCE);
    }

    /**
     * Return a copy that is judged at this confidence, above 0.5 and below 1; 0.95 without.
     *
     * @throws IllegalArgumentException if it is no such confidence
     */
    public Proportion withConfidence(double newConfidence) {
        return new Proportion(what, count, trialName, trials, newConfidence);
    }

    long count() {
        return count;
    }

    long trials() {
        return trials;
    }

    String trialName() {
        return trialName;
    }

    /** Return the share that was found; NaN without trials. */
    public double estimate() {
        return trials == 0 ? Double.NaN : (double) count / trials;
    }

    /** Return the shares that are possible. */
    public Interval interval() {
        return new Interval(
                ClopperPearson.lower(count, trials, 1 - confidence),
                ClopperPearson.upper(count, trials, 1 - confidence),
                confidence);
    }

    /**
     * Compare with another share: how much this one is above it. The two exact intervals that make this one take half of the error each, so
     * that it is wider than it must be, and never too narrow.
     *
     * @throws IllegalArgumentException if one of them is of no trials
     */
    public Difference against(Proportion other) {
        if (trials == 0 || other.trials == 0) {
            throw new IllegalArgumentException("Two rates of %s are compared, but one is of no %s."
                    .formatted(what, trials == 0 ? trialName : other.trialName));
        }
        double difference = estimate() - other.estimate();
        return new Difference(
                "%s, %s %s %s in %s (%s)"
                        .formatted(
                                subject(),
                                Text.percent(Math.abs(difference)),
                                difference < 0 ? "below" : "above",
                                Text.count(other.count, other.what),
                                Text.count(other.trials, other.trialName),
                                Text.percent(other.estimate())),
                Text::percent,
                difference,
                trials + other.trials,
                level -> {
                    double error = (1 - level) / 2;
                    return new Interval(
                            ClopperPearson.lower(count, trials, error)
                                    - ClopperPearson.upper(other.count, other.trials, error),
                            ClopperPearson.upper(count, trials, error)
                                    - ClopperPearson.lower(other.count, other.trials, error),
                            level);
                },
                confidence);
    }

    /**
     * Return the probability with which two samples of one rate are as far apart as these or further, in either direction: twice the
     * smaller one of the unconditional exact test of Boschloo up to 100 trials each; beyond, that of Fisher's exact test.
     *
     * @throws IllegalArgumentException if there are more than two billion trials, or none
     */
    public double sameRatePValue(Proportion other) {
        requireComparable(other);
        return RateTest.pValue((int) count, (int) trials, (int) other.count, (int) other.trials);
    }

    /**
     * Return the probability with which of two samples of one rate this one has so many or more of what both have together, by Fisher's
     * exact test in this direction: small where this rate is higher.
     *
     * @throws IllegalArgumentException if there are more than two billion trials, or none
     */
    public double higherRatePValue(Proportion other) {
        requireComparable(other);
        return RateTest.higherPValue(count, trials, other.count, other.trials);
    }

    private void requireComparable(Proportion other) {
        if (trials == 0 || other.trials == 0 || trials > Integer.MAX_VALUE || other.trials > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("The exact tests compare 1 to %s trials each, not %s and %s."
                    .formatted(Integer.MAX_VALUE, trials, other.trials));
        }
    }

    /**
     * Judge whether the share is at most this.
     *
     * @throws IllegalArgumentException if that is no share, from 0 to 1
     */
    public Verdict isAtMost(double limit) {
        return judge(new Claim(Side.AT_MOST, requireShare(limit), Text::percent));
    }

    /**
     * Judge whether the share is at least this.
     *
     * @throws IllegalArgumentException if that is no share, from 0 to 1
     */
    public Verdict isAtLeast(double limit) {
        return judge(new Claim(Side.AT_LEAST, requireShare(limit), Text::percent));
    }

    /**
     * Judge whether the share is at most this far from a target, such as a router's split of 10 % by no more than 3 points.
     *
     * <p>A perfect split into 10 % is found more than 3 points off in 24 % of runs of 100: see {@link Verdict#settledBy()}.
     */
    public Verdict isWithin(double tolerance, double target) {
        return new Closeness(tolerance, target).judge(this);
    }

    /**
     * Compare the share that was found with a target and ask no further: it passes or fails, and is never inconclusive.
     *
     * <p>The sentence says how often this fails for a share that is the target itself, and how many trials would make that rare: a
     * perfect split into 10 % is more than 3 points off in 24 % of runs of 100, and in 1 % of runs of 677.
     */
    public Verdict isLiterallyWithin(double tolerance, double target) {
        return new Closeness(tolerance, target).compare(requireTrials());
    }

    /**
     * Return how many trials it takes so that a share that is the target itself is found further off than the tolerance with this
     * probability at most, with so many trials or more: what {@link #isLiterallyWithin} needs so as not to flake.
     *
     * @param tolerance such as 0.03 for three points
     * @param target such as 0.1 for a router's share of 10 %
     * @param flakes the probability, above 0 and below 1, such as 0.001
     */
    public static long trialsFor(double tolerance, double target, double flakes) {
        return new Closeness(tolerance, target).trialsFor(flakes);
    }

    private Verdict judge(Claim claim) {
        OptionalLong settling = OptionalLong.empty();
        if (claim.judge(interval()) == Conclusion.INCONCLUSIVE) {
            settling = atThisRate(size -> claim.judge(scaled(size).interval()) != Conclusion.INCONCLUSIVE);
        }
        return claim.verdict(estimate(), interval(), trials, subject(), settling, this::remedy);
    }

    OptionalLong atThisRate(LongPredicate settles) {
        return SettlingSize.find(trials, settles);
    }

    /** Return what would be found in this many trials if the rate stayed. */
    Proportion scaled(long size) {
        double rate = trials == 0 ? 0 : (double) count / trials;
        return new Proportion(what, Math.round(rate * size), trialName, size, confidence);
    }

    String subject() {
        return trials == 0
                ? "No %s were made".formatted(trialName)
                : "%s in %s are a rate of %s"
                        .formatted(Text.count(count, what), Text.count(trials, trialName), Text.percent(estimate()));
    }

    private String remedy(long size) {
        if (count == 0) {
            return "%s %s without %s".formatted(size, trialName, what);
        }
        return count == trials
                ? "%s %s, all of them %s,".formatted(size, trialName, what)
                : "at this rate about %s %s".formatted(size, trialName);
    }

    /**
     * Compare the share that was found with the limit and ask no further: it passes or fails, and is never inconclusive.
     *
     * <p>The sentence says what that is worth: how often something passes that is twice as bad as allowed.
     */
    public Verdict isLiterallyAtMost(double limit) {
        requireShare(limit);
        requireTrials();
        // 0.29 of 100 are 28.999999999999996
        long allowed = (long) Math.floor(limit * trials + 1e-9);
        boolean passes = count <= allowed;
        // A rate of zero cannot be doubled: the rate of one in twice as many trials stands for "not zero".
        double bad = limit == 0 ? 0.5 / trials : Math.min(1, 2 * limit);
        return Verdict.of(
                        passes ? Conclusion.PASS : Conclusion.FAIL,
                        estimate(),
                        interval(),
                        trials,
                        OptionalLong.empty(),
                        "%s, %s %s. Taken literally: a true rate of %s passes this in %s of runs."
                                .formatted(
                                        subject(),
                                        passes ? "at most" : "above",
                                        Text.percent(limit),
                                        Text.percent(bad),
                                        Text.percent(Binomial.atMost(allowed, trials, bad))))
                .withFalseAlarm(1 - Binomial.atMost(allowed, trials, limit));
    }

    private Proportion requireTrials() {
        if (trials == 0) {
            throw new IllegalArgumentException(
                    "Of no %s there is no rate of %s to compare.".formatted(trialName, what));
        }
        return this;
    }

    static double requireShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("A share is from 0 to 1, but this is %s.".formatted(share));
        }
        return share;
    }
}
