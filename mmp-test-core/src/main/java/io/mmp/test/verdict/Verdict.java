package io.mmp.test.verdict;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.opentest4j.TestAbortedException;

/**
 * What data say of a claim: it holds, it does not, or they cannot tell.
 *
 * <p>A claim passes if it holds for every value that the data leave possible at the stated confidence, and fails if it holds for none
 * of them. Both errors have the same bound: where the claim is false, it passes with a probability of at most {@code 1 - confidence},
 * and where it is true, it fails with at most that. Between the two it is inconclusive, which {@link #orFail()} takes for a failure
 * that says what would settle it.
 *
 * <p>Whoever makes many claims is wrong now and then. {@link #orFail()} and {@link #orSkip()} tell the group metrics the probability, and
 * {@link io.mmp.test.metrics.MetricsGuard} adds up and limits the chance that a healthy build goes red by accident; {@link
 * FalseAlarmExtension} makes it a report entry of the test.
 *
 * @since 0.1.0
 */
public final class Verdict {

    /** The three values. */
    public enum Conclusion {
        /** The claim holds for every value that the data leave possible. */
        PASS,
        /** The claim holds for no value that the data leave possible. */
        FAIL,
        /** The data leave values possible for which the claim holds, and others for which it does not. */
        INCONCLUSIVE
    }

    private final Conclusion conclusion;
    private final double estimate;
    private final Interval interval;
    private final long sampleSize;
    private final OptionalLong settledBy;
    private final double falseAlarm;
    private final String sentence;
    private final AtomicBoolean published = new AtomicBoolean();

    private Verdict(
            Conclusion conclusion,
            double estimate,
            Interval interval,
            long sampleSize,
            OptionalLong settledBy,
            double falseAlarm,
            String sentence) {
        this.conclusion = conclusion;
        this.estimate = estimate;
        this.interval = interval;
        this.sampleSize = sampleSize;
        this.settledBy = settledBy;
        this.falseAlarm = falseAlarm;
        this.sentence = sentence;
    }

    static Verdict of(
            Conclusion conclusion,
            double estimate,
            Interval interval,
            long sampleSize,
            OptionalLong settledBy,
            String sentence) {
        return new Verdict(conclusion, estimate, interval, sampleSize, settledBy, 1 - interval.confidence(), sentence);
    }

    /** Return a copy for a judgement whose error is not bounded by its confidence. */
    Verdict withFalseAlarm(double probability) {
        return new Verdict(conclusion, estimate, interval, sampleSize, settledBy, probability, sentence);
    }

    /**
     * Return a copy that is inconclusive because of something beside the data that may have brought them about, such as a busy machine.
     *
     * @param reason says so in sentences of its own, with figures and what to do
     */
    public Verdict inDoubt(String reason) {
        return new Verdict(
                Conclusion.INCONCLUSIVE,
                estimate,
                interval,
                sampleSize,
                OptionalLong.empty(),
                falseAlarm,
                sentence + " " + reason);
    }

    /** Return what the data say. */
    public Conclusion conclusion() {
        return conclusion;
    }

    /** Return the best guess of the judged quantity; NaN without data. */
    public double estimate() {
        return estimate;
    }

    /** Return the values that the data leave possible. */
    public Interval interval() {
        return interval;
    }

    /** Return the probability with which each end of the interval is right. */
    public double confidence() {
        return interval.confidence();
    }

    /** Return the number of values that were judged; of two samples, of both together. */
    public long sampleSize() {
        return sampleSize;
    }

    /**
     * Return the sample size that would settle the claim if the data went on as they are; empty if it is settled, or if none would, such
     * as where the estimate is the limit itself.
     */
    public OptionalLong settledBy() {
        return settledBy;
    }

    /** Return the highest probability with which this judgement fails where the claim is true. */
    public double falseAlarm() {
        return falseAlarm;
    }

    /** Return all of this in a sentence. */
    public String sentence() {
        return sentence;
    }

    /**
     * Return this verdict if the claim passes.
     *
     * @throws VerdictError if it fails, or is inconclusive
     */
    public Verdict orFail() {
        publish();
        if (conclusion != Conclusion.PASS) {
            throw new VerdictError(this);
        }
        return this;
    }

    /**
     * Return this verdict if the claim passes, and abort the test if it is inconclusive.
     *
     * @throws VerdictError if it fails
     * @throws TestAbortedException if it is inconclusive; the reason is its sentence
     */
    public Verdict orSkip() {
        publish();
        if (conclusion == Conclusion.INCONCLUSIVE) {
            throw new TestAbortedException("Inconclusive: " + sentence);
        }
        return orFail();
    }

    /** Once, however often it is asked: it is one claim. */
    private void publish() {
        if (!published.getAndSet(true)) {
            FalseAlarms.publish(falseAlarm);
        }
    }

    /**
     * Return this verdict if it is settled, or else what more data say.
     *
     * <p>Whoever looks again until he likes what he sees errs more often than each look alone. So the looks after the first share
     * one more error probability: the first of them has half of it, the next a quarter, and so on; the verdict that is returned says how
     * much all looks have together.
     *
     * @param looks how often to look again at most
     * @param more collects more data and judges all there are
     */
    public Verdict orCollectMore(int looks, MoreData more) {
        if (looks < 1) {
            throw new IllegalArgumentException(
                    "The number of further looks must be at least 1, but is %s.".formatted(looks));
        }
        double error = 1 - confidence();
        Verdict last = this;
        double spent = falseAlarm;
        for (int look = 1; look <= looks && last.conclusion == Conclusion.INCONCLUSIVE; look++) {
            double share = error / Math.pow(2, look);
            last = more.judge(last.sizeAt(1 - share), 1 - share);
            spent += share;
        }
        return last == this
                ? this
                : new Verdict(
                        last.conclusion,
                        last.estimate,
                        last.interval,
                        last.sampleSize,
                        last.settledBy,
                        spent,
                        "%s All looks together err with at most %s.".formatted(last.sentence, Text.percent(spent)));
    }

    /** Return the size that would settle it at a higher confidence; twice as many as there are if none is known. */
    private long sizeAt(double higher) {
        if (settledBy.isEmpty()) {
            return 2 * Math.max(1, sampleSize);
        }
        NormalDistribution normal = NormalDistribution.of(0, 1);
        double ratio = normal.inverseCumulativeProbability(higher) / normal.inverseCumulativeProbability(confidence());
        return (long) Math.ceil(settledBy.getAsLong() * ratio * ratio);
    }

    /**
     * Join several verdicts: all must pass, one that fails is enough to fail.
     *
     * <p>The error probabilities add up. Where the sum matters, judge each at a higher confidence.
     */
    public static Verdict all(Verdict first, Verdict... others) {
        Verdict worst = first;
        double error = first.falseAlarm;
        StringBuilder sentences = new StringBuilder(first.sentence);
        long sampleSize = first.sampleSize;
        for (Verdict other : others) {
            worst = severity(other) > severity(worst) ? other : worst;
            error += other.falseAlarm;
            sampleSize += other.sampleSize;
            sentences.append('\n').append(other.sentence);
        }
        return new Verdict(
                worst.conclusion,
                worst.estimate,
                worst.interval,
                sampleSize,
                worst.settledBy,
                Math.min(1, error),
                sentences.toString());
    }

    private static int severity(Verdict verdict) {
        return switch (verdict.conclusion) {
            case PASS -> 0;
            case INCONCLUSIVE -> 1;
            case FAIL -> 2;
        };
    }

    /** Return the conclusion and the sentence. */
    @Override
    public String toString() {
        return conclusion + ": " + sentence;
    }

    /** Collects more data and judges all that there are. */
    @FunctionalInterface
    public interface MoreData {

        /**
         * Collect data until there are about this many, and judge them, the earlier ones included, at this confidence.
         *
         * @param sampleSize the size that would settle the claim if the data went on as they are
         * @param confidence the confidence to judge with
         */
        Verdict judge(long sampleSize, double confidence);
    }
}
