package io.mmp.test.text;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Reads the text of a properties file with the line of each entry, which {@link Properties} does not tell. */
public final class PropertiesLines {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<String> lines;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * One entry.
     *
     * @param line where it starts, from 1
     * @param column where its key starts, from 1
     */
    public record Entry(int line, int column, String key, String value) {}

    /** Says which line is malformed, and how. */
    public static final class MalformedLineException extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;
        private final int line;

        private MalformedLineException(int line, IllegalArgumentException cause) {
            super(
                    "%s. A backslash before u needs four hexadecimal digits after it; write two backslashes for one."
                            .formatted(String.valueOf(cause.getMessage()).replaceAll("\\.$", "")),
                    cause);
            this.line = line;
        }

        /** Return the line, from 1. */
        public int line() {
            return line;
        }
    }

    private PropertiesLines(String text) {
        this.lines = (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
                .lines()
                .toList();
    }

    /**
     * Read the entries in their order, those with the same key too.
     *
     * @throws MalformedLineException if a line is malformed
     */
    public static List<Entry> read(String text) {
        PropertiesLines properties = new PropertiesLines(text);
        int line = 0;
        while (line < properties.lines.size()) {
            line = properties.entry(line);
        }
        return properties.entries;
    }

    /** Read what starts in this line, if anything does, and return the line after it. */
    private int entry(int start) {
        String first = lines.get(start);
        if (isBlankOrComment(first)) {
            return start + 1;
        }
        StringBuilder logical = new StringBuilder(first);
        int line = start + 1;
        while (continues(lines.get(line - 1)) && line < lines.size()) {
            logical.append('\n').append(lines.get(line));
            line++;
        }
        Properties entry = new Properties();
        try {
            entry.load(new StringReader(logical.toString()));
        } catch (IllegalArgumentException e) {
            throw new MalformedLineException(start + 1, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int column = first.length() - first.stripLeading().length() + 1;
        entry.stringPropertyNames()
                .forEach(key -> entries.add(new Entry(start + 1, column, key, entry.getProperty(key))));
        return line;
    }

    private static boolean isBlankOrComment(String line) {
        String text = line.strip();
        return text.isEmpty() || text.startsWith("#") || text.startsWith("!");
    }

    /** Tell whether a line ends with a backslash that no other backslash escapes. */
    private static boolean continues(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
