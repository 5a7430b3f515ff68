package io.mmp.test.data;

/**
 * A shuffle of the numbers below a size that needs no memory: a Feistel network over the next even power of two, walked until the result
 * is below the size.
 *
 * @see <a href="https://doi.org/10.1007/3-540-45760-7_9">Black, Rogaway: Ciphers with arbitrary finite domains</a>
 */
final class Permutation {

    private static final int ROUNDS = 6;

    private final long size;
    private final long seed;
    private final int halfBits;
    private final long mask;

    Permutation(long size, long seed) {
        this.size = size;
        this.seed = seed;
        int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, size - 1));
        this.halfBits = (bits + 1) / 2;
        this.mask = (1L << halfBits) - 1;
    }

    long of(long number) {
        long at = number;
        do {
            at = scramble(at);
        } while (at >= size);
        return at;
    }

    private long scramble(long number) {
        long left = number >>> halfBits;
        long right = number & mask;
        for (int round = 0; round < ROUNDS; round++) {
            long next =
                    left ^ (Draws.mix(seed + (round + 1) * 0x9E3779B97F4A7C15L + right * 0xD1342543DE82EF95L) & mask);
            left = right;
            right = next;
        }
        return left << halfBits | right;
    }
}
