package io.mmp.test.data;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Uniform random numbers for one cell: SplitMix64, seeded with the cell's column and row, so that no cell depends on another.
 *
 * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea, Flood: Fast splittable pseudorandom number generators</a>
 */
final class Draws {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private long state;

    /** Go to a row of a column. */
    void seek(long column, long row) {
        state = mix(column + GOLDEN_GAMMA * row);
    }

    long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Draw from [0, 1), in steps of 2^-53. */
    double nextDouble() {
        return (next() >>> 11) * 0x1p-53;
    }

    static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Return the start of a column: by its name, so that a column that is added changes no other. */
    static long column(long seed, String name) {
        long hash = FNV_OFFSET;
        for (byte b : name.getBytes(UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
        }
        return mix(mix(seed) + hash);
    }
}
