package io.mmp.test.drift;

import io.mmp.test.verdict.SeveralTests;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a p-value stands among those that are judged together.
 *
 * @param adjusted the p-value as if it were the only one
 * @param level the level of all together
 * @param ownLevel the level that this leaves to the p-value itself
 */
record Judged(double adjusted, double level, double ownLevel) {

    boolean isSignificant() {
        return adjusted <= level;
    }

    /** Judge so that the probability of any false alarm among them is at most the level; those that are unknown take no part. */
    static List<Judged> together(List<Measured> all, double level) {
        double[] known = all.stream()
                .filter(Measured::isKnown)
                .mapToDouble(Measured::pValue)
                .toArray();
        double[] adjusted = SeveralTests.holm(known);
        int[] order = IntStream.range(0, known.length)
                .boxed()
                .sorted((i, j) -> Double.compare(known[i], known[j]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] levels = new double[known.length];
        boolean stopped = false;
        double own = level / Math.max(1, known.length);
        for (int rank = 0; rank < order.length; rank++) {
            // Holm goes on to the next level only while each rejects.
            own = stopped ? own : level / (order.length - rank);
            levels[order[rank]] = own;
            stopped |= adjusted[order[rank]] > level;
        }
        List<Judged> judged = new ArrayList<>();
        int next = 0;
        for (Measured each : all) {
            if (each.isKnown()) {
                judged.add(new Judged(adjusted[next], level, levels[next]));
                next++;
            } else {
                judged.add(new Judged(Double.NaN, level, level));
            }
        }
        return judged;
    }
}
