package io.mmp.test.verdict;

import java.util.function.DoubleFunction;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;

/**
 * Two samples of one quantity, to be compared by means, by location, by a quantile, or as whole distributions.
 *
 * <p>Each difference is this sample's minus the other's: of latencies, a positive one says that this sample is slower.
 *
 * @since 0.1.0
 */
public final class Comparison {

    private final Sample sample;
    private final Sample other;
    private final double confidence;

    Comparison(Sample sample, Sample other, double confidence) {
        this.sample = sample;
        this.other = other;
        this.confidence = confidence;
        if (sample.size() == 0 || other.size() == 0) {
            throw new IllegalArgumentException("Two samples are compared, but one has no values: %s %s and %s %s."
                    .formatted(sample.size(), sample.what(), other.size(), other.what()));
        }
    }

    /**
     * Compare the means, by the interval of Welch: neither sample must be normal if both have some thirty values, nor have the same spread.
     *
     * @throws IllegalArgumentException if a value is infinite
     */
    public Difference means() {
        sample.requireFinite("The mean");
        other.requireFinite("The mean");
        Moments mine = Moments.of(sample.sorted());
        Moments others = Moments.of(other.sorted());
        double estimate = mine.mean() - others.mean();
        return difference("The mean", estimate, level -> mine.welch(others, level));
    }

    /**
     * Compare the locations: by how much one distribution must be shifted to be the other, by the estimate of Hodges and Lehmann with the
     * interval of Mann and Whitney, which a few outliers do not move.
     */
    public Difference locations() {
        PairwiseDifferences pairs = new PairwiseDifferences(sample.sorted(), other.sorted());
        return difference("The location", pairs.median(), pairs::interval);
    }

    /** Compare a quantile, such as 0.95 for p95; each of the two intervals that make this one takes half of the error. */
    public Difference quantiles(double probability) {
        Quantile mine = sample.quantile(probability);
        Quantile others = other.quantile(probability);
        return difference("p" + Text.number(probability * 100), mine.estimate() - others.estimate(), level -> {
            double half = 1 - (1 - level) / 2;
            Interval left = mine.withConfidence(half).interval();
            Interval right = others.withConfidence(half).interval();
            return new Interval(left.lower() - right.upper(), left.upper() - right.lower(), level);
        });
    }

    /**
     * Compare the whole distributions, by the largest distance of their cumulative shares, which is from 0 to 1.
     *
     * <p>The interval is that of Dvoretzky, Kiefer and Wolfowitz with Massart's constant, each sample with half of the error.
     */
    public Difference distributions() {
        double estimate = distance();
        return new Difference(
                "The distributions of %s and %s are %s apart"
                        .formatted(counted(sample), counted(other), Text.number(estimate)),
                Text::number,
                estimate,
                size(),
                level -> {
                    double error = (1 - level) / 2;
                    double reach = dkw(sample.size(), error) + dkw(other.size(), error);
                    return new Interval(Math.max(0, estimate - reach), Math.min(1, estimate + reach), level);
                },
                confidence);
    }

    /**
     * Return the probability with which samples of one distribution are as far apart as these or further, by the test of Kolmogorov and
     * Smirnov; with ties it is an upper bound.
     */
    public double sameDistributionPValue() {
        if (isOfOne()) {
            // The one value may have any place among the others, each as probable.
            int many = Math.max(sample.size(), other.size());
            long within = Math.round(distance() * many);
            return Math.min(1, 2 * (many - within + 1) / (many + 1.0));
        }
        return KolmogorovSmirnovTest.withDefaults()
                .test(sample.sorted(), other.sorted())
                .getPValue();
    }

    private boolean isOfOne() {
        return sample.size() == 1 || other.size() == 1;
    }

    private double distance() {
        if (isOfOne()) {
            Sample one = sample.size() == 1 ? sample : other;
            Sample many = sample.size() == 1 ? other : sample;
            double value = one.value(0);
            return (double) Math.max(many.below(value), many.above(value)) / many.size();
        }
        return KolmogorovSmirnovTest.withDefaults().statistic(sample.sorted(), other.sorted());
    }

    /**
     * Return the probability with which, of two samples of one distribution, this one's values rank as high or higher, by the test of
     * Wilcoxon, Mann and Whitney in this direction: small where this sample's values are higher.
     *
     * <p>Small samples are judged exactly, with their ties. Where more than half of all values are one, such as 0, it is Fisher's exact test
     * of how many are above that one.
     */
    public double higherPValue() {
        return RankTest.higherPValue(sample, other);
    }

    /**
     * Return the probability with which, of two samples of one distribution, this one has so many or more of the values above the quantile
     * of both together, by Fisher's exact test: small where this sample's tail is heavier, such as above p95 for 0.95.
     */
    public double higherTailPValue(double probability) {
        return RankTest.higherTailPValue(sample, other, probability);
    }

    /** Return how far an empirical distribution is off at most, but for this error. */
    private static double dkw(int size, double error) {
        return Math.sqrt(Math.log(2 / error) / (2.0 * size));
    }

    private Difference difference(String what, double estimate, DoubleFunction<Interval> possible) {
        return new Difference(
                "%s of %s is %s %s that of %s"
                        .formatted(
                                what,
                                counted(sample),
                                sample.print(Math.abs(estimate)),
                                estimate < 0 ? "below" : "above",
                                counted(other)),
                sample::print,
                estimate,
                size(),
                possible,
                confidence);
    }

    private static String counted(Sample sample) {
        return Text.count(sample.size(), sample.what());
    }

    private long size() {
        return (long) sample.size() + other.size();
    }

    /** Mean and variance of a sample. */
    private record Moments(int size, double mean, double variance) {

        static Moments of(double[] values) {
            double mean = 0;
            double squares = 0;
            for (int i = 0; i < values.length; i++) {
                double delta = values[i] - mean;
                mean += delta / (i + 1);
                squares += delta * (values[i] - mean);
            }
            return new Moments(values.length, mean, values.length < 2 ? Double.NaN : squares / (values.length - 1));
        }

        Interval welch(Moments other, double level) {
            double mine = variance / size;
            double others = other.variance / other.size;
            double estimate = mean - other.mean;
            // One value has no spread, and values that are all equal hide it.
            if (!(mine + others > 0)) {
                return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, level);
            }
            double freedom =
                    (mine + others) * (mine + others) / (mine * mine / (size - 1) + others * others / (other.size - 1));
            double reach = TDistribution.of(freedom).inverseCumulativeProbability(level) * Math.sqrt(mine + others);
            return new Interval(estimate - reach, estimate + reach, level);
        }
    }
}
