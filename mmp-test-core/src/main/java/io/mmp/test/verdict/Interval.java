package io.mmp.test.verdict;

/**
 * The values that data leave possible.
 *
 * @param lower the true value is below this with a probability of at most {@code 1 - confidence}
 * @param upper the true value is above this with a probability of at most {@code 1 - confidence}
 * @param confidence the probability with which each end is right; both are with at least {@code 2 * confidence - 1}
 * @since 0.1.0
 */
public record Interval(double lower, double upper, double confidence) {

    /** The confidence with which is judged where no other is asked for. */
    static final double DEFAULT_CONFIDENCE = 0.95;

    /** Check the confidence. */
    public Interval {
        requireConfidence(confidence);
    }

    static double requireConfidence(double confidence) {
        if (!(confidence > 0.5 && confidence < 1)) {
            throw new IllegalArgumentException(
                    "The confidence must be above 0.5 and below 1, such as 0.95, but is %s.".formatted(confidence));
        }
        return confidence;
    }
}
