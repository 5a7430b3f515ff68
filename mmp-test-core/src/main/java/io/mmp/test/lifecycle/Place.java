package io.mmp.test.lifecycle;

/** Which of the sequences it was, and the seed to get it as the first. */
record Place(long seed, int number, int of) {}
