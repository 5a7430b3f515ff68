package io.mmp.test.failure;

import static java.util.stream.Collectors.joining;

import io.mmp.test.security.SecretKeys;
import io.mmp.test.security.SecretSearch;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Makes of what programs say a text that reports can hold and everybody may read. */
final class ReadableText {

    private static final int LONGEST_LINE = 400;
    private static final int TAIL_LINES = 25;

    /** A shorter value stands in texts by accident. */
    private static final int SHORTEST_SECRET = 6;

    private static final Pattern COLOR = Pattern.compile("\\x1B\\[[0-9;?]*[ -/]*[@-~]");

    /** XML, which reports are written in, has no room for these. */
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F\\uFFFE\\uFFFF]|\\p{Cs}");

    private ReadableText() {}

    /** Return a text without secrets and without what cannot be printed; long lines are cut. */
    static String of(String text, Map<String, String> environment) {
        return masked(text, environment).lines().map(ReadableText::cut).collect(joining("\n"));
    }

    /** Return the last lines of an output, indented. */
    static String tail(String log, Map<String, String> environment) {
        List<String> lines = of(log, environment).lines().toList();
        int left = Math.max(0, lines.size() - TAIL_LINES);
        return lines.stream().skip(left).collect(joining("\n  ", "  ", ""));
    }

    /** Return a text without secrets and without what cannot be printed. */
    static String masked(String text, Map<String, String> environment) {
        String shown = SecretSearch.mask(COLOR.matcher(text).replaceAll("").replace("\r", ""));
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            if (variable.getValue().length() >= SHORTEST_SECRET
                    && SecretKeys.isSecret(variable.getKey(), variable.getValue())) {
                shown = shown.replace(variable.getValue(), "***");
            }
        }
        return UNPRINTABLE.matcher(shown).replaceAll("\uFFFD");
    }

    private static String cut(String line) {
        if (line.length() <= LONGEST_LINE) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST_LINE - 1)) ? LONGEST_LINE - 1 : LONGEST_LINE;
        return line.substring(0, end) + "…";
    }
}
