package io.mmp.test.lifecycle;

/** Which of the sequences it was, and the seed to get it as the first. */
record Place(long seed, int number, int of) {

    /** Return how to draw it again. */
    String again() {
        String literal = seed == (int) seed ? Long.toString(seed) : seed + "L";
        return "To draw it again: withSeed(%s).withSequences(1)".formatted(literal);
    }
}
