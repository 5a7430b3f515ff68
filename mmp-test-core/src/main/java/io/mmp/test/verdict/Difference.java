package io.mmp.test.verdict;

import io.mmp.test.verdict.Claim.Side;
import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.OptionalLong;
import java.util.function.DoubleFunction;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * By how much one sample or share is above another, with an interval.
 *
 * <p>What is small enough not to matter must be said: that two things do not differ at all can be refuted, but never be shown.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class Difference {

    private final String subject;
    private final DoubleFunction<String> print;
    private final double estimate;
    private final long sampleSize;
    private final DoubleFunction<Interval> possible;
    private final double confidence;
    private final LongFunction<String> remedy;
    private final @Nullable Growth growth;

    /** Says what would be possible if there were more data, and they went on as they are. */
    interface Growth {
        Interval at(long size, double level);
    }

    /**
     * @param subject what was found, in words that a clause follows
     * @param possible the interval at a confidence; its width shrinks with the root of the sample size
     */
    Difference(
            String subject,
            DoubleFunction<String> print,
            double estimate,
            long sampleSize,
            DoubleFunction<Interval> possible,
            double confidence) {
        this(
                subject,
                print,
                estimate,
                sampleSize,
                possible,
                confidence,
                "about %s values in both together"::formatted,
                null);
    }

    /**
     * @param remedy says how many values would settle a claim, such as "about 300 rows"
     * @param growth what more data would leave possible; without, the interval is taken to shrink with the root of their number
     */
    Difference(
            String subject,
            DoubleFunction<String> print,
            double estimate,
            long sampleSize,
            DoubleFunction<Interval> possible,
            double confidence,
            LongFunction<String> remedy,
            @Nullable Growth growth) {
        this.subject = subject;
        this.print = print;
        this.estimate = estimate;
        this.sampleSize = sampleSize;
        this.possible = possible;
        this.confidence = Interval.requireConfidence(confidence);
        this.remedy = remedy;
        this.growth = growth;
    }

    /** Return a copy that is judged at this confidence, above 0.5 and below 1; 0.95 without. */
    public Difference withConfidence(double newConfidence) {
        return new Difference(subject, print, estimate, sampleSize, possible, newConfidence, remedy, growth);
    }

    /** Return the best guess. */
    public double estimate() {
        return estimate;
    }

    /** Return the differences that are possible. */
    public Interval interval() {
        return possible.apply(confidence);
    }

    /** Judge whether the difference is at most this. */
    public Verdict isAtMost(double limit) {
        return judge(new Claim(Side.AT_MOST, limit, print));
    }

    /** Judge whether the difference is at least this. */
    public Verdict isAtLeast(double limit) {
        return judge(new Claim(Side.AT_LEAST, limit, print));
    }

    private Verdict judge(Claim claim) {
        Interval interval = interval();
        OptionalLong settling =
                claim.judge(interval) == Conclusion.INCONCLUSIVE ? settling(claim, interval) : OptionalLong.empty();
        return claim.verdict(estimate, interval, sampleSize, subject, settling, remedy);
    }

    private OptionalLong settling(Claim claim, Interval interval) {
        if (growth != null) {
            return SettlingSize.find(
                    sampleSize, size -> claim.judge(growth.at(size, confidence)) != Conclusion.INCONCLUSIVE);
        }
        boolean upperEnd = (claim.side() == Side.AT_MOST) == claim.holdsFor(estimate);
        double half = upperEnd ? interval.upper() - estimate : estimate - interval.lower();
        double needed = Math.abs(claim.limit() - estimate);
        double size = Math.ceil(sampleSize * (half / needed) * (half / needed));
        return size > 0 && size < 1e15 ? OptionalLong.of(Math.max(sampleSize + 1, (long) size)) : OptionalLong.empty();
    }
}
