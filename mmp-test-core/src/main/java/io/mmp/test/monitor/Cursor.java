package io.mmp.test.monitor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place in a line of metrics, which says where it is when the line is not as it should be. */
final class Cursor {

    private static final int SHOWN = 200;

    private final String source;
    private final String line;
    private final int number;
    private int position;

    Cursor(String source, String line, int number) {
        this.source = source;
        this.line = line;
        this.number = number;
    }

    int number() {
        return number;
    }

    int position() {
        return position;
    }

    boolean isAtEnd() {
        return position == line.length();
    }

    boolean isAt(String text) {
        return line.startsWith(text, position);
    }

    /** Go over a text, if it comes next. */
    boolean take(String text) {
        boolean found = isAt(text);
        if (found) {
            position += text.length();
        }
        return found;
    }

    void require(String text) {
        if (!take(text)) {
            throw expected("'" + text + "'");
        }
    }

    /** Go over what matches from here on, and return it; null if nothing does. */
    @Nullable
    String take(Pattern pattern) {
        Matcher matcher = pattern.matcher(line).region(position, line.length());
        if (!matcher.lookingAt()) {
            return null;
        }
        position = matcher.end();
        return matcher.group();
    }

    String require(Pattern pattern, String what) {
        String found = take(pattern);
        if (found == null) {
            throw expected(what);
        }
        return found;
    }

    /** Go to the next character and return the one before. */
    char next() {
        return line.charAt(position++);
    }

    String rest() {
        String rest = line.substring(position);
        position = line.length();
        return rest;
    }

    MonitorException expected(String what) {
        return wrong("expected " + what + ", but found " + found());
    }

    private String found() {
        if (isAtEnd()) {
            return "the end of the line";
        }
        int character = line.codePointAt(position);
        return character == '\r'
                ? "a carriage return: lines end with a line feed alone"
                : "'" + Character.toString(character) + "'";
    }

    MonitorException wrong(String problem) {
        return wrongAt(position, problem);
    }

    MonitorException wrongAt(int at, String problem) {
        return wrong(source, number, at + 1, problem, line);
    }

    static MonitorException wrong(String source, int number, int column, String problem, String line) {
        String shown = line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
        return new MonitorException("%s, line %s, column %s: %s.%nThe line is: %s"
                .formatted(source, number, column, problem, shown.replace("\r", "\\r")));
    }
}
