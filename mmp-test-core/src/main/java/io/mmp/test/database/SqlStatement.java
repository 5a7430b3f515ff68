package io.mmp.test.database;

/**
 * A statement of a script.
 *
 * @param line where it begins, counted from 1
 * @param text the statement without its semicolon
 */
record SqlStatement(int line, String text) {

    private static final int LONGEST = 200;

    /** Return its text for a message: in one line, and not all of a long one. */
    String shown() {
        String line = text.replaceAll("\\s+", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
