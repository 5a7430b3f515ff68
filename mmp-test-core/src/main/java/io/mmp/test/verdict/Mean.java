package io.mmp.test.verdict;

import io.mmp.test.verdict.Claim.Side;
import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.OptionalLong;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The mean of what a sample is taken from, judged by Student's interval.
 *
 * <p>Unlike the intervals of rates and quantiles it is not exact unless the values are normally distributed, and close to it if there are
 * many. The mean of latencies is a poor judge: a few slow ones move it, and nobody waits for the mean. Prefer a {@link Quantile}.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @see <a href="https://doi.org/10.1093/biomet/6.1.1">Student, The probable error of a mean, 1908</a>
 * @since 0.1.0
 */
public final class Mean {

    private final Sample sample;
    private final double confidence;

    Mean(Sample sample, double confidence) {
        sample.requireFinite("The mean");
        this.sample = sample;
        this.confidence = Interval.requireConfidence(confidence);
    }

    /** Return a copy that is judged at this confidence, above 0.5 and below 1; 0.95 without. */
    public Mean withConfidence(double newConfidence) {
        return new Mean(sample, newConfidence);
    }

    /** Return the mean of the values; NaN without values. */
    public double estimate() {
        double mean = 0;
        for (int i = 0; i < sample.size(); i++) {
            mean += (sample.value(i) - mean) / (i + 1);
        }
        return sample.size() == 0 ? Double.NaN : mean;
    }

    /** Return the means that are possible: all, if there are fewer than two values, or if they are all equal and hide their spread. */
    public Interval interval() {
        double reach = reach(sample.size());
        double estimate = estimate();
        return Double.isFinite(reach)
                ? new Interval(estimate - reach, estimate + reach, confidence)
                : new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, confidence);
    }

    /** Return half the width that the interval would have with this many values of the same spread. */
    private double reach(long size) {
        double mean = estimate();
        double squares = 0;
        for (int i = 0; i < sample.size(); i++) {
            squares += (sample.value(i) - mean) * (sample.value(i) - mean);
        }
        if (!(squares > 0)) {
            return Double.POSITIVE_INFINITY;
        }
        double deviation = Math.sqrt(squares / (sample.size() - 1));
        return TDistribution.of(size - 1.0).inverseCumulativeProbability(confidence)
                * deviation
                / Math.sqrt((double) size);
    }

    /** Judge whether the mean is at most this. */
    public Verdict isAtMost(double limit) {
        return judge(new Claim(Side.AT_MOST, limit, sample::print));
    }

    /** Judge whether the mean is at least this. */
    public Verdict isAtLeast(double limit) {
        return judge(new Claim(Side.AT_LEAST, limit, sample::print));
    }

    private Verdict judge(Claim claim) {
        double estimate = estimate();
        Interval interval = interval();
        OptionalLong settling = OptionalLong.empty();
        if (claim.judge(interval) == Conclusion.INCONCLUSIVE && Double.isFinite(interval.lower())) {
            double needed = Math.abs(claim.limit() - estimate);
            settling = SettlingSize.find(sample.size(), size -> reach(size) <= needed);
        }
        String subject = sample.size() == 0
                ? "There are no %s".formatted(sample.what())
                : "The mean of %s is %s".formatted(Text.count(sample.size(), sample.what()), sample.print(estimate));
        return claim.verdict(
                estimate,
                interval,
                sample.size(),
                subject,
                settling,
                size -> "about %s %s of the same spread".formatted(size, sample.what()));
    }
}
