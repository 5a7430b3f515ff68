package io.mmp.test.readiness;

/**
 * Something that a text gives away.
 *
 * @param what what it is more exactly, such as {@code a key of AWS}
 * @param line from 1
 * @param column from 1
 * @param masked its beginning, or nothing of it if it is a secret
 */
record Leak(LeakKind kind, String what, int line, int column, String masked) {

    @Override
    public String toString() {
        return "line %s, column %s: %s, %s".formatted(line, column, what, masked);
    }
}
