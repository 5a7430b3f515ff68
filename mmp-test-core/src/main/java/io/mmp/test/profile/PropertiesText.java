package io.mmp.test.profile;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Reads the text of a properties file with the line of each setting, which {@link Properties} does not tell. */
final class PropertiesText {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String file;
    private final List<String> lines;
    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final Map<String, Integer> lineOf = new LinkedHashMap<>();

    private PropertiesText(String file, String text) {
        this.file = file;
        this.lines = (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
                .lines()
                .toList();
    }

    /**
     * Read the settings of a file.
     *
     * @throws ProfileException if a line is malformed, or a key stands there twice
     */
    static Map<String, Setting> read(String file, String text) {
        PropertiesText properties = new PropertiesText(file, text);
        int line = 0;
        while (line < properties.lines.size()) {
            line = properties.entry(line);
        }
        return properties.settings;
    }

    /** Read what starts in this line, if anything does, and return the line after it. */
    private int entry(int start) {
        if (isBlankOrComment(lines.get(start))) {
            return start + 1;
        }
        StringBuilder logical = new StringBuilder(lines.get(start));
        int line = start + 1;
        while (continues(lines.get(line - 1)) && line < lines.size()) {
            logical.append('\n').append(lines.get(line));
            line++;
        }
        Properties entry = new Properties();
        try {
            entry.load(new StringReader(logical.toString()));
        } catch (IllegalArgumentException e) {
            throw new ProfileException(
                    "%s: %s. A backslash before u needs four hexadecimal digits after it; write two backslashes for one."
                            .formatted(
                                    place(start + 1),
                                    String.valueOf(e.getMessage()).replaceAll("\\.$", "")),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        entry.stringPropertyNames().forEach(key -> put(key, entry.getProperty(key), start + 1));
        return line;
    }

    private void put(String key, String value, int line) {
        Integer before = lineOf.putIfAbsent(key, line);
        if (before != null) {
            throw new ProfileException(
                    "%s: '%s' stands in line %s already. Keep one.".formatted(place(line), key, before));
        }
        settings.put(key, new Setting(value, place(line)));
    }

    private String place(int line) {
        return "%s, line %s".formatted(file, line);
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
