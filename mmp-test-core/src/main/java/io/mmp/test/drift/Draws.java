package io.mmp.test.drift;

import java.util.random.RandomGenerator;

/** Draws indices of rows. */
final class Draws {

    private Draws() {}

    /** Bring so many of them to the front, each equally likely. */
    static void shuffle(int[] indices, int count, RandomGenerator random) {
        for (int i = 0; i < count; i++) {
            swap(indices, i, i + random.nextInt(indices.length - i));
        }
    }

    static void swap(int[] indices, int i, int j) {
        int kept = indices[i];
        indices[i] = indices[j];
        indices[j] = kept;
    }

    /** Return so many indices below a bound, each with replacement. */
    static int[] withReplacement(int count, int bound, RandomGenerator random) {
        return random.ints(count, 0, bound).toArray();
    }
}
