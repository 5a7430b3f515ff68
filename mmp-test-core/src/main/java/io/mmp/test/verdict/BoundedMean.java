package io.mmp.test.verdict;

import io.mmp.test.verdict.Claim.Side;
import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.OptionalLong;

/**
 * The mean of a quantity that has a least and a greatest value, such as a score from 0 to 1, judged by the interval of Chernoff and Hoeffding.
 *
 * <p>It holds whatever the distribution between the two, also where nearly all values are the greatest, as the recalls of a good search are:
 * {@link Mean} promises more than it keeps there. If all values are the greatest, it is as narrow as the exact interval of a {@link
 * Proportion}; else it is wider.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @see <a href="https://doi.org/10.1080/01621459.1963.10500830">Hoeffding, Probability inequalities for sums of bounded random variables,
 *     1963, Theorem 1</a>
 * @since 0.1.0
 */
public final class BoundedMean {

    /** The interval is found to this part of the range. */
    private static final double PRECISION = 1e-12;

    private final Sample sample;
    private final double least;
    private final double greatest;
    private final double confidence;

    BoundedMean(Sample sample, double least, double greatest, double confidence) {
        if (!(least < greatest) || Double.isInfinite(greatest - least)) {
            throw new IllegalArgumentException(
                    "The least value must be below the greatest and both finite, but they are %s and %s."
                            .formatted(least, greatest));
        }
        for (int i = 0; i < sample.size(); i++) {
            if (sample.value(i) < least || sample.value(i) > greatest) {
                throw new IllegalArgumentException("The %s must be from %s to %s, but one is %s."
                        .formatted(sample.what(), least, greatest, sample.value(i)));
            }
        }
        this.sample = sample;
        this.least = least;
        this.greatest = greatest;
        this.confidence = Interval.requireConfidence(confidence);
    }

    /**
     * Return a copy that is judged at this confidence, above 0.5 and below 1; 0.95 without.
     *
     * @throws IllegalArgumentException if it is no such confidence
     */
    public BoundedMean withConfidence(double newConfidence) {
        return new BoundedMean(sample, least, greatest, newConfidence);
    }

    /** Return the mean of the values; NaN without values. */
    public double estimate() {
        return least + (greatest - least) * share();
    }

    /** Return the means that are possible: all between the least and the greatest value, if there are no values. */
    public Interval interval() {
        return interval(sample.size());
    }

    /** Judge whether the mean is at most this. */
    public Verdict isAtMost(double limit) {
        return judge(new Claim(Side.AT_MOST, limit, sample::print));
    }

    /** Judge whether the mean is at least this. */
    public Verdict isAtLeast(double limit) {
        return judge(new Claim(Side.AT_LEAST, limit, sample::print));
    }

    /** Return the mean as a share of the range. */
    private double share() {
        double share = 0;
        for (int i = 0; i < sample.size(); i++) {
            share += ((sample.value(i) - least) / (greatest - least) - share) / (i + 1);
        }
        return sample.size() == 0 ? Double.NaN : Math.min(1, Math.max(0, share));
    }

    /** Return the interval that the mean would have with this many values. */
    private Interval interval(long size) {
        if (sample.size() == 0) {
            return new Interval(least, greatest, confidence);
        }
        double share = share();
        double possible = -Math.log(1 - confidence) / size;
        double lower = farthest(share, 0, possible);
        double upper = farthest(share, 1, possible);
        return new Interval(least + (greatest - least) * lower, least + (greatest - least) * upper, confidence);
    }

    /** Return the share towards this end that is as far from the one found as is still possible. */
    private static double farthest(double share, double end, double possible) {
        double near = share;
        double far = end;
        while (Math.abs(far - near) > PRECISION) {
            double middle = (near + far) / 2;
            if (divergence(share, middle) <= possible) {
                near = middle;
            } else {
                far = middle;
            }
        }
        return far;
    }

    /** Return how far a share that was found is from a true one, after Kullback and Leibler. */
    private static double divergence(double found, double truth) {
        double up = found == 0 ? 0 : found * Math.log(found / truth);
        double down = found == 1 ? 0 : (1 - found) * Math.log((1 - found) / (1 - truth));
        return up + down;
    }

    private Verdict judge(Claim claim) {
        Interval interval = interval();
        OptionalLong settling = OptionalLong.empty();
        if (claim.judge(interval) == Conclusion.INCONCLUSIVE && sample.size() > 0 && claim.limit() != estimate()) {
            settling = SettlingSize.find(sample.size(), size -> claim.judge(interval(size)) != Conclusion.INCONCLUSIVE);
        }
        String subject = sample.size() == 0
                ? "There are no %s".formatted(sample.what())
                : "The mean of %s is %s".formatted(Text.count(sample.size(), sample.what()), sample.print(estimate()));
        return claim.verdict(
                estimate(),
                interval,
                sample.size(),
                subject,
                settling,
                size -> "%s %s with this mean".formatted(size, sample.what()));
    }
}
