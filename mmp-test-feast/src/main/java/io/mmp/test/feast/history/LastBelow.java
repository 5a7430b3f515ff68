package io.mmp.test.feast.history;

import java.util.Arrays;
import java.util.function.IntToLongFunction;

/** Finds the last of some numbers that is at most a limit, in logarithmic time: a binary tree of minima. */
final class LastBelow {

    private final long[] minima;
    private final int leaves;

    private LastBelow(long[] minima, int leaves) {
        this.minima = minima;
        this.leaves = leaves;
    }

    static LastBelow of(int size, IntToLongFunction number) {
        int leaves = Math.max(1, Integer.highestOneBit(size) << 1);
        long[] minima = new long[2 * leaves];
        Arrays.fill(minima, Long.MAX_VALUE);
        for (int i = 0; i < size; i++) {
            minima[leaves + i] = number.applyAsLong(i);
        }
        for (int node = leaves - 1; node > 0; node--) {
            minima[node] = Math.min(minima[2 * node], minima[2 * node + 1]);
        }
        return new LastBelow(minima, leaves);
    }

    /** Return the greatest index up to this one whose number is at most the limit, or -1. */
    int find(int index, long limit) {
        int node = leaves + index;
        while (minima[node] > limit) {
            // Climb to the next subtree on the left; even nodes are left children and have none beside them.
            while (node % 2 == 0) {
                node /= 2;
            }
            if (node == 1) {
                return -1;
            }
            node--;
        }
        while (node < leaves) {
            node = minima[2 * node + 1] <= limit ? 2 * node + 1 : 2 * node;
        }
        return node - leaves;
    }
}
