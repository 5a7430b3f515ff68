package io.mmp.test.measure;

import java.util.List;

/**
 * The figures of one quantity, one a round.
 *
 * @param values the figures in the order of the rounds
 * @param <T> a {@code Duration}, or a {@code Long} of bytes
 * @since 0.1.0
 */
public record Summary<T extends Comparable<? super T>>(List<T> values) {

    /** Copy the figures. */
    public Summary {
        values = List.copyOf(values);
    }

    /**
     * Return the smallest.
     *
     * @throws IllegalStateException if there is none
     */
    public T min() {
        return sorted().get(0);
    }

    /**
     * Return the one in the middle; of two, the smaller.
     *
     * @throws IllegalStateException if there is none
     */
    public T median() {
        return quantile(0.5);
    }

    /**
     * Return the largest.
     *
     * @throws IllegalStateException if there is none
     */
    public T max() {
        return sorted().get(values.size() - 1);
    }

    /**
     * Return the smallest that at least this share of the figures does not exceed, such as 0.9.
     *
     * @throws IllegalStateException if there is none
     */
    public T quantile(double probability) {
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException(
                    "A quantile is between 0 and 1, such as 0.9, but this is %s.".formatted(probability));
        }
        List<T> sorted = sorted();
        return sorted.get(Math.max(1, (int) Math.ceil(probability * sorted.size() - 1e-9)) - 1);
    }

    private List<T> sorted() {
        if (values.isEmpty()) {
            throw new IllegalStateException("No round was measured, so that there are no figures.");
        }
        return values.stream().sorted().toList();
    }
}
