package io.mmp.test.mlflow.differential;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Expands what stands between double angle brackets in a scenario.
 *
 * <ul>
 *   <li>{@code <<run>>} is the value captured under that name
 *   <li>{@code <<251 of a>>} is the text 251 times
 *   <li>{@code <<1001 times {"key": "k#"}>>} is the text 1001 times, separated by commas, each {@code #} replaced by its index
 * </ul>
 */
final class Template {

    private static final Pattern PLACEHOLDER = Pattern.compile("<<(?:(\\d+) (of|times) )?(.*?)>>");

    private Template() {}

    /** Return the text with every placeholder expanded. */
    static String expand(String text, Map<String, String> names) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(expand(found, names)));
    }

    private static String expand(MatchResult placeholder, Map<String, String> names) {
        String content = placeholder.group(3);
        if (placeholder.group(1) == null) {
            String value = names.get(content);
            if (value == null) {
                throw new IllegalArgumentException(
                        "Nothing was captured as '" + content + "'; there is " + names.keySet());
            }
            return value;
        }
        int count = Integer.parseInt(placeholder.group(1));
        return placeholder.group(2).equals("of")
                ? content.repeat(count)
                : IntStream.range(0, count)
                        .mapToObj(index -> content.replace("#", Integer.toString(index)))
                        .collect(Collectors.joining(","));
    }
}
