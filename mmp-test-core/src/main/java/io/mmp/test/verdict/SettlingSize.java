package io.mmp.test.verdict;

import java.util.OptionalLong;
import java.util.function.LongPredicate;

/** Looks for the sample size that settles a claim. */
final class SettlingSize {

    /** Nobody collects more. */
    private static final long LARGEST = 1L << 40;

    private SettlingSize() {}

    /**
     * Return the smallest size from which this holds, which is taken to hold from some size on; empty if it does not up to a trillion.
     *
     * @param known a size for which it does not hold
     */
    static OptionalLong find(long known, LongPredicate settles) {
        long below = known;
        long above = Math.max(1, known);
        while (!settles.test(above)) {
            below = above;
            above *= 2;
            if (above > LARGEST) {
                return OptionalLong.empty();
            }
        }
        while (above - below > 1) {
            long middle = below + (above - below) / 2;
            if (settles.test(middle)) {
                above = middle;
            } else {
                below = middle;
            }
        }
        return OptionalLong.of(above);
    }
}
