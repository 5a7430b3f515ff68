package io.mmp.test.readiness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code .env} files as Docker Compose does: quotes, comments, {@code export}, values over several lines, and variables in what is not in single quotes. */
final class EnvironmentFile {

    private static final Pattern KEY = Pattern.compile("[ \\t]*(?:export[ \\t]+)?([A-Za-z_][\\w.-]*)[ \\t]*=[ \\t]*");
    private static final Pattern COMMENT_AFTER = Pattern.compile("[ \\t]+#.*");

    private final String file;
    private final String text;
    private final Map<String, String> variables;
    private final List<String> faults;
    private final Map<String, ConfigurationEntry> entries = new LinkedHashMap<>();
    private int position;
    private int line = 1;

    private EnvironmentFile(String file, String text, Map<String, String> variables, List<String> faults) {
        this.file = file;
        this.text = text.replace("\r\n", "\n");
        this.variables = new LinkedHashMap<>(variables);
        this.faults = faults;
    }

    /**
     * Read a file.
     *
     * @param variables what may be filled in, beside those of the file itself that stand before
     * @param faults takes what is wrong with lines
     */
    static Map<String, ConfigurationEntry> read(
            String file, String text, Map<String, String> variables, List<String> faults) {
        EnvironmentFile reading = new EnvironmentFile(file, text, variables, faults);
        while (reading.position < reading.text.length()) {
            reading.line();
        }
        return reading.entries;
    }

    private void line() {
        String rest = restOfLine();
        if (rest.isBlank() || rest.stripLeading().startsWith("#")) {
            skipLine();
            return;
        }
        Matcher key = KEY.matcher(rest);
        if (!key.lookingAt()) {
            faults.add("%s is no setting. Write NAME=value, or # before a comment."
                    .formatted(new Place(file, line, indent(rest))));
            skipLine();
            return;
        }
        Place place = new Place(file, line, key.start(1) + 1);
        position += key.end();
        ConfigurationEntry entry = value(place);
        ConfigurationEntry before = entries.put(key.group(1), entry);
        if (before != null) {
            faults.add("%s: '%s' stands in line %s already. Keep one."
                    .formatted(place, key.group(1), before.place().line()));
        }
        if (entry.value() != null) {
            // The shell has the last word over a file.
            variables.putIfAbsent(key.group(1), entry.value());
        }
    }

    private ConfigurationEntry value(Place place) {
        char quote = position < text.length() ? text.charAt(position) : 0;
        if (quote != '"' && quote != '\'') {
            String value = COMMENT_AFTER.matcher(restOfLine()).replaceFirst("").strip();
            skipLine();
            return Interpolation.fill(value.startsWith("#") ? "" : value, place, variables);
        }
        StringBuilder value = new StringBuilder();
        position++;
        while (position < text.length() && text.charAt(position) != quote) {
            char next = text.charAt(position++);
            line += next == '\n' ? 1 : 0;
            if (next == '\\' && quote == '"' && position < text.length()) {
                value.append(unescaped(text.charAt(position++)));
            } else {
                value.append(next);
            }
        }
        if (position == text.length()) {
            faults.add("%s has no closing quote.".formatted(place));
        }
        skipLine();
        return quote == '"'
                ? Interpolation.fill(value.toString(), place, variables)
                : ConfigurationEntry.of(value.toString(), place);
    }

    private static String unescaped(char letter) {
        return switch (letter) {
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case '$' -> "$$";
            case '"', '\\' -> String.valueOf(letter);
            default -> "\\" + letter;
        };
    }

    private static int indent(String rest) {
        return rest.length() - rest.stripLeading().length() + 1;
    }

    private String restOfLine() {
        int end = text.indexOf('\n', position);
        return text.substring(position, end < 0 ? text.length() : end);
    }

    private void skipLine() {
        int end = text.indexOf('\n', position);
        position = end < 0 ? text.length() : end + 1;
        line++;
    }
}
