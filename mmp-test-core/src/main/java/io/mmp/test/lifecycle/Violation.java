package io.mmp.test.lifecycle;

/**
 * A rule that was broken.
 *
 * @param rule names it, the same for all sequences that break it
 * @param detail what is wrong, in a sentence or two
 */
record Violation(String rule, String detail) {}
