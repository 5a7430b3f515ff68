package io.mmp.test.load;

import io.mmp.test.verdict.Sample;
import io.mmp.test.verdict.Verdict;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One thing that a service has to keep.
 *
 * @param name what, in the words of {@link LoadTargets}
 * @param limit the most, or the least, that is allowed
 */
record LoadTarget(String name, BigDecimal limit) {

    static final String ERROR_RATE = "errorRate";
    static final String MEAN = "mean";
    static final String REJECTION_RATE = "rejectionRate";
    static final String THROUGHPUT = "throughput";

    private static final Pattern PERCENTILE = Pattern.compile("p(\\d{1,2}(?:\\.\\d{1,6})?)");

    static boolean isKnown(String name) {
        return switch (name) {
            case ERROR_RATE, MEAN, REJECTION_RATE, THROUGHPUT -> true;
            default -> PERCENTILE.matcher(name).matches() && new BigDecimal(name.substring(1)).signum() > 0;
        };
    }

    /** Return what the limit must be, if it is not. */
    Optional<String> expected() {
        boolean isBelowOne = limit.compareTo(BigDecimal.ONE) < 0;
        boolean isPositive = limit.signum() > 0;
        return switch (name) {
            case ERROR_RATE ->
                expect(limit.signum() >= 0 && limit.compareTo(BigDecimal.ONE) <= 0, "a number from 0 to 1");
            case REJECTION_RATE ->
                expect(
                        isPositive && isBelowOne,
                        "a number above 0 and below 1, since no number of requests shows that all are rejected (rejectsEveryRequest asks for these alone)");
            case THROUGHPUT -> expect(isPositive, "a number of requests per second above 0");
            default -> expect(isPositive, "a number of milliseconds above 0");
        };
    }

    private static Optional<String> expect(boolean holds, String expected) {
        return holds ? Optional.empty() : Optional.of(expected);
    }

    /** Judge it, unless it is nothing that requests are a sample of. */
    Optional<Verdict> judge(LoadResult result, Sample latencies, double confidence) {
        double most = limit.doubleValue();
        return switch (name) {
            case THROUGHPUT -> Optional.empty();
            case ERROR_RATE ->
                Optional.of(result.errorRate().withConfidence(confidence).isAtMost(most));
            case REJECTION_RATE ->
                Optional.of(result.rejectionRate().withConfidence(confidence).isAtLeast(most));
            case MEAN ->
                haveNoMean(latencies, result)
                        ? Optional.empty()
                        : Optional.of(
                                latencies.mean().withConfidence(confidence).isAtMost(most));
            default ->
                Optional.of(latencies
                        .quantile(probability())
                        .withConfidence(confidence)
                        .isAtMost(most));
        };
    }

    private double probability() {
        return new BigDecimal(name.substring(1)).movePointLeft(2).doubleValue();
    }

    /** Return what is missed of that of which requests are no sample. */
    Optional<String> missed(LoadResult result, Sample latencies) {
        double asked = limit.doubleValue();
        return switch (name) {
            case THROUGHPUT ->
                result.throughput() < asked ? Optional.of(result.throughputBelow(asked)) : Optional.empty();
            case MEAN -> haveNoMean(latencies, result) ? Optional.of(result.meanMissing(asked)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Tell whether latencies of requests that failed are among them, which are infinite. */
    private static boolean haveNoMean(Sample latencies, LoadResult result) {
        return result.failed() > 0 && latencies.size() == result.asked();
    }
}
