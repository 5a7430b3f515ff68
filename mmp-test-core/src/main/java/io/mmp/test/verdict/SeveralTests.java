package io.mmp.test.verdict;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Adjusts the p-values of several tests that are made at once: of 20 tests at 5 %, one or more reject in 64 % of runs where there is
 * nothing to be found.
 *
 * <p>An adjusted value is compared with the level as if it were the only one.
 *
 * @since 0.1.0
 */
public final class SeveralTests {

    private SeveralTests() {}

    /**
     * Adjust so that the probability of any false rejection among them is at most the level, whatever their dependence.
     *
     * @param pValues from 0 to 1
     * @return the adjusted values, in the same order
     * @see <a href="https://www.jstor.org/stable/4615733">Holm, A simple sequentially rejective multiple test procedure, 1979</a>
     */
    public static double[] holm(double... pValues) {
        int[] order = ascending(pValues);
        double[] adjusted = new double[pValues.length];
        double highest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            highest = Math.max(highest, Math.min(1, (order.length - rank) * pValues[order[rank]]));
            adjusted[order[rank]] = highest;
        }
        return adjusted;
    }

    /**
     * Adjust so that the expected share of false rejections among all rejections is at most the level, for independent or positively
     * dependent tests.
     *
     * @param pValues from 0 to 1
     * @return the adjusted values, in the same order
     * @see <a href="https://doi.org/10.1111/j.2517-6161.1995.tb02031.x">Benjamini and Hochberg, Controlling the false discovery rate, 1995</a>
     */
    public static double[] benjaminiHochberg(double... pValues) {
        int[] order = ascending(pValues);
        double[] adjusted = new double[pValues.length];
        double lowest = 1;
        for (int rank = order.length - 1; rank >= 0; rank--) {
            lowest = Math.min(lowest, pValues[order[rank]] * order.length / (rank + 1));
            adjusted[order[rank]] = lowest;
        }
        return adjusted;
    }

    private static int[] ascending(double[] pValues) {
        for (int i = 0; i < pValues.length; i++) {
            if (!(pValues[i] >= 0 && pValues[i] <= 1)) {
                throw new IllegalArgumentException("A p-value is from 0 to 1, but number %s of %s is %s."
                        .formatted(i, Arrays.toString(pValues), pValues[i]));
            }
        }
        return IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
