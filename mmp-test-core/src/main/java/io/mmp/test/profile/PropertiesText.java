package io.mmp.test.profile;

import io.mmp.test.text.PropertiesLines;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the text of a properties file with the place of each setting. */
final class PropertiesText {

    private PropertiesText() {}

    /**
     * Read the settings of a file.
     *
     * @throws ProfileException if a line is malformed, or a key stands there twice
     */
    static Map<String, Setting> read(String file, String text) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        Map<String, Integer> lineOf = new LinkedHashMap<>();
        try {
            for (PropertiesLines.Entry entry : PropertiesLines.read(text)) {
                String place = place(file, entry.line());
                Integer before = lineOf.putIfAbsent(entry.key(), entry.line());
                if (before != null) {
                    throw new ProfileException(
                            "%s: '%s' stands in line %s already. Keep one.".formatted(place, entry.key(), before));
                }
                settings.put(entry.key(), new Setting(entry.value(), place));
            }
        } catch (PropertiesLines.MalformedLineException e) {
            throw new ProfileException("%s: %s".formatted(place(file, e.line()), e.getMessage()), e);
        }
        return settings;
    }

    private static String place(String file, int line) {
        return "%s, line %s".formatted(file, line);
    }
}
