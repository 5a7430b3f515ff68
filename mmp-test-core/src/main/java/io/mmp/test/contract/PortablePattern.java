package io.mmp.test.contract;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes a regular expression of Java so that it means the same in the engines, or refuses it.
 *
 * <p>Engines speak POSIX, RE2, Java's and Oniguruma's dialects, which agree on less than they look: what {@code .} and {@code \d} match, where
 * {@code $} is, what a class may nest. What is left is literals, classes of characters and ranges, groups, alternatives and quantifiers, which for
 * a whole match may be greedy or not.
 */
final class PortablePattern {

    /** Beyond this PostgreSQL counts no repetitions. */
    private static final int MOST_REPETITIONS = 255;

    private static final String META = "\\^$.|?*+()[]{}";

    private final String pattern;
    private final StringBuilder written = new StringBuilder();
    private int at;

    private PortablePattern(String pattern) {
        this.pattern = pattern;
    }

    /** Return what engines are asked, or nothing if they might understand it otherwise. */
    static Optional<String> of(Pattern pattern) {
        PortablePattern portable = new PortablePattern(pattern.pattern());
        return pattern.flags() == 0 && portable.write() ? Optional.of(portable.written.toString()) : Optional.empty();
    }

    private boolean write() {
        while (at < pattern.length()) {
            char next = pattern.charAt(at++);
            boolean isWritten = switch (next) {
                case '\\' -> escape();
                case '[' -> characterClass();
                case '(' -> group();
                case '{' -> repetitions();
                case '*', '+', '?' -> quantifier(next);
                // A dot does not match the ends of lines, which each engine sees elsewhere.
                case '.', '^', '$', ']', '}' -> false;
                default -> plain(next);
            };
            if (!isWritten) {
                return false;
            }
        }
        return true;
    }

    private boolean plain(char letter) {
        written.append(letter);
        return letter < 0x80 || !Character.isSurrogate(letter);
    }

    private boolean escape() {
        if (at == pattern.length()) {
            return false;
        }
        char escaped = pattern.charAt(at++);
        if (escaped == 'd') {
            written.append("[0-9]");
            return true;
        }
        if (escaped == 'w') {
            written.append("[A-Za-z0-9_]");
            return true;
        }
        if (META.indexOf(escaped) >= 0) {
            written.append('\\').append(escaped);
            return true;
        }
        boolean isPunctuation = escaped < 0x80 && !Character.isLetterOrDigit(escaped);
        written.append(escaped);
        return isPunctuation;
    }

    private boolean characterClass() {
        written.append('[');
        if (at < pattern.length() && pattern.charAt(at) == '^') {
            written.append('^');
            at++;
        }
        int first = at;
        while (at < pattern.length() && (pattern.charAt(at) != ']')) {
            char letter = pattern.charAt(at++);
            if (letter == '\\') {
                if (at == pattern.length() || !classEscape(pattern.charAt(at++))) {
                    return false;
                }
            } else if (letter == '['
                    || letter == '&'
                    || letter == '^'
                    || letter == '~'
                    || Character.isSurrogate(letter)) {
                return false;
            } else {
                written.append(letter);
            }
        }
        boolean isClosed = at < pattern.length() && at > first;
        at++;
        written.append(']');
        return isClosed;
    }

    private boolean classEscape(char escaped) {
        switch (escaped) {
            case 'd' -> written.append("0-9");
            case 'w' -> written.append("A-Za-z0-9_");
            default -> written.append('\\').append(escaped);
        }
        return escaped == 'd' || escaped == 'w' || (escaped < 0x80 && !Character.isLetterOrDigit(escaped));
    }

    private boolean group() {
        if (pattern.startsWith("?:", at)) {
            at += 2;
        } else if (at < pattern.length() && (pattern.charAt(at) == '?' || pattern.charAt(at) == '*')) {
            return false;
        }
        written.append("(?:");
        return true;
    }

    private boolean repetitions() {
        int end = pattern.indexOf('}', at);
        if (end < 0) {
            return false;
        }
        String bounds = pattern.substring(at, end);
        at = end + 1;
        if (!bounds.matches("[0-9]{1,3}(,([0-9]{1,3})?)?")) {
            return false;
        }
        for (String bound : bounds.split(",", -1)) {
            if (!bound.isEmpty() && Integer.parseInt(bound) > MOST_REPETITIONS) {
                return false;
            }
        }
        written.append('{').append(bounds).append('}');
        return noMode();
    }

    private boolean quantifier(char symbol) {
        written.append(symbol);
        return noMode();
    }

    /** Drop the mark of a reluctant quantifier, with which the same texts match as a whole; a possessive one matches fewer. */
    private boolean noMode() {
        if (at < pattern.length() && pattern.charAt(at) == '?') {
            at++;
        }
        return at == pattern.length() || "*+?{".indexOf(pattern.charAt(at)) < 0;
    }
}
