package io.mmp.test.readiness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills variables into a text as Docker Compose does: {@code $X}, {@code ${X}}, {@code ${X:-default}}, {@code ${X:?message}}, {@code ${X:+other}}; {@code $$} is a dollar. */
final class Interpolation {

    private final Map<String, String> variables;
    private final String text;
    private final List<String> notes = new ArrayList<>();
    private boolean isRefused;
    private int position;

    private Interpolation(String text, Map<String, String> variables) {
        this.text = text;
        this.variables = variables;
    }

    /** Return the entry that a text at a place makes. */
    static ConfigurationEntry fill(String text, Place place, Map<String, String> variables) {
        if (text.indexOf('$') < 0) {
            return ConfigurationEntry.of(text, place);
        }
        Interpolation filling = new Interpolation(text, variables);
        String value = filling.untilEnd(false);
        return new ConfigurationEntry(filling.isRefused ? null : value, place, String.join(" ", filling.notes));
    }

    /** Read until the end, or until the brace that ends a default, which is left to the caller. */
    private String untilEnd(boolean isInside) {
        StringBuilder filled = new StringBuilder();
        while (position < text.length()) {
            char next = text.charAt(position);
            if (isInside && next == '}') {
                break;
            }
            position++;
            if (next == '$') {
                filled.append(variable());
            } else {
                filled.append(next);
            }
        }
        return filled.toString();
    }

    private String variable() {
        if (position < text.length() && text.charAt(position) == '$') {
            position++;
            return "$";
        }
        boolean isBraced = position < text.length() && text.charAt(position) == '{';
        int start = isBraced ? position + 1 : position;
        int end = start;
        while (end < text.length() && isNamePart(text.charAt(end), end == start)) {
            end++;
        }
        if (end == start) {
            return malformed();
        }
        String name = text.substring(start, end);
        position = end;
        return isBraced ? braced(name) : plain(name);
    }

    private String plain(String name) {
        String value = variables.get(name);
        if (value == null) {
            notes.add("The variable %s is not set.".formatted(name));
        }
        return value == null ? "" : value;
    }

    private String braced(String name) {
        int operatorStart = position;
        if (position < text.length() && text.charAt(position) == ':') {
            position++;
        }
        boolean emptyCounts = position > operatorStart;
        char operator = position < text.length() ? text.charAt(position) : 0;
        String value = variables.get(name);
        if (operator == '}' && !emptyCounts) {
            position++;
            return plain(name);
        }
        if (operator != '-' && operator != '?' && operator != '+') {
            return malformed();
        }
        position++;
        int before = notes.size();
        boolean wasRefused = isRefused;
        String word = untilEnd(true);
        if (position == text.length()) {
            return malformed();
        }
        position++;
        @Nullable String set = value == null || (emptyCounts && value.isEmpty()) ? null : value;
        boolean isWordUsed = operator == '+' ? set != null : set == null;
        if (!isWordUsed || operator == '?') {
            // What a word that does not count lacks is nobody's fault.
            notes.subList(before, notes.size()).clear();
            isRefused = wasRefused;
        }
        if (operator == '+') {
            return isWordUsed ? word : "";
        }
        if (set == null && operator == '?') {
            isRefused = true;
            notes.add("Compose refuses to start, because the variable %s is not set.".formatted(name));
            return "";
        }
        return set == null ? word : set;
    }

    private String malformed() {
        isRefused = true;
        position = text.length();
        notes.add("Compose refuses it: a $ must begin a variable, such as ${NAME}, or be doubled.");
        return "";
    }

    private static boolean isNamePart(char letter, boolean isFirst) {
        return letter == '_'
                || (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (!isFirst && letter >= '0' && letter <= '9');
    }
}
