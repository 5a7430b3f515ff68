package io.mmp.test.verdict;

import io.mmp.test.verdict.Claim.Side;
import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.OptionalLong;
import java.util.function.IntPredicate;

/**
 * A quantile of what a sample is taken from, such as the 95th percentile of latencies, judged without a model of their distribution.
 *
 * <p>That p95 is at most 200 ms is to say that at most 5 % are above it. So the number of values above the limit is judged, exactly: of 100
 * at most one may be, of 59 none, and of fewer than 59 no claim on p95 passes with 95 % confidence. The interval is one of order
 * statistics, infinite at an end for which there are too few values.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class Quantile {

    private final Sample sample;
    private final double probability;
    private final double confidence;

    Quantile(Sample sample, double probability, double confidence) {
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException(
                    "A quantile is between 0 and 1, such as 0.95 for p95, but this is %s.".formatted(probability));
        }
        this.sample = sample;
        this.probability = probability;
        this.confidence = Interval.requireConfidence(confidence);
    }

    /** Return a copy that is judged at this confidence, above 0.5 and below 1; 0.95 without. */
    public Quantile withConfidence(double newConfidence) {
        return new Quantile(sample, probability, newConfidence);
    }

    /** Return the value at the nearest rank: the smallest that at least this share of the values does not exceed; NaN without values. */
    public double estimate() {
        return sample.size() == 0 ? Double.NaN : sample.value(rank() - 1);
    }

    private int rank() {
        return Math.max(1, (int) Math.ceil(probability * sample.size() - 1e-9));
    }

    /** Return the values that are possible. */
    public Interval interval() {
        int size = sample.size();
        double error = 1 - confidence;
        // The quantile exceeds the value of rank r (from 1) only if at least r values are below it.
        int upper = firstRank(rank -> 1 - Binomial.atMost(rank - 1L, size, probability) <= error);
        // It is below the value of rank r only if fewer than r values are at most it.
        int lower = firstRank(rank -> Binomial.atMost(rank - 1L, size, probability) > error) - 1;
        return new Interval(
                lower < 1 ? Double.NEGATIVE_INFINITY : sample.value(lower - 1),
                upper > size ? Double.POSITIVE_INFINITY : sample.value(upper - 1),
                confidence);
    }

    /** Return the first rank, from 1, for which this holds, as it does for all that follow; one more than there are if for none. */
    private int firstRank(IntPredicate holds) {
        int low = 1;
        int high = sample.size() + 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (holds.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Judge whether the quantile is at most this. */
    public Verdict isAtMost(double limit) {
        return judge(new Claim(Side.AT_MOST, limit, sample::print), sample.above(limit), 1 - probability);
    }

    /** Judge whether the quantile is at least this. */
    public Verdict isAtLeast(double limit) {
        return judge(new Claim(Side.AT_LEAST, limit, sample::print), sample.below(limit), probability);
    }

    /**
     * @param beyond how many values are on the wrong side of the limit
     * @param share how many may be, of all
     */
    private Verdict judge(Claim claim, long beyond, double share) {
        OptionalLong settling = claim.judge(interval()) == Conclusion.INCONCLUSIVE
                ? SettlingSize.find(sample.size(), size -> settles(beyond, size, share))
                : OptionalLong.empty();
        return claim.verdict(
                estimate(),
                interval(),
                sample.size(),
                subject(),
                settling,
                size -> beyond == 0
                        ? "%s %s, none of them %s %s,"
                                .formatted(size, sample.what(), wrongSide(claim), sample.print(claim.limit()))
                        : "%s %s, with %s of them %s %s as here,"
                                .formatted(
                                        size,
                                        sample.what(),
                                        Text.percent((double) beyond / sample.size()),
                                        wrongSide(claim),
                                        sample.print(claim.limit())));
    }

    private boolean settles(long beyond, long size, double share) {
        double rate = sample.size() == 0 ? 0 : (double) beyond / sample.size();
        long then = Math.round(rate * size);
        double error = 1 - confidence;
        return Binomial.atMost(then, size, share) <= error || 1 - Binomial.atMost(then - 1, size, share) <= error;
    }

    private static String wrongSide(Claim claim) {
        return claim.side() == Side.AT_MOST ? "above" : "below";
    }

    private String name() {
        return "p" + Text.number(probability * 100);
    }

    private String subject() {
        return sample.size() == 0
                ? "There are no %s".formatted(sample.what())
                : "%s of %s is %s"
                        .formatted(name(), Text.count(sample.size(), sample.what()), sample.print(estimate()));
    }

    /**
     * Compare the quantile of the sample itself with the limit and ask no further: it passes or fails, and is never inconclusive.
     *
     * <p>The sentence says what that is worth: how often a service passes of whose values a fifth more than allowed are above the limit.
     */
    public Verdict isLiterallyAtMost(double limit) {
        if (sample.size() == 0) {
            throw new IllegalArgumentException("Of no %s there is no %s to compare.".formatted(sample.what(), name()));
        }
        boolean passes = estimate() <= limit;
        long allowed = sample.size() - (long) rank();
        double bad = Math.min(1, 1.2 * (1 - probability));
        return Verdict.of(
                        passes ? Conclusion.PASS : Conclusion.FAIL,
                        estimate(),
                        interval(),
                        sample.size(),
                        OptionalLong.empty(),
                        "%s, %s %s. Taken literally: where %s are above it in truth, this passes in %s of runs."
                                .formatted(
                                        subject(),
                                        passes ? "at most" : "above",
                                        sample.print(limit),
                                        Text.percent(bad),
                                        Text.percent(Binomial.atMost(allowed, sample.size(), bad))))
                .withFalseAlarm(1 - Binomial.atMost(allowed, sample.size(), 1 - probability));
    }
}
