package io.mmp.test.training;

import io.mmp.test.json.JsonReader;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes apart a tree of maps, lists and values as JSON, UBJSON and YAML have them: a key for each leaf and each list of leaves. */
final class JsonDocument {

    /** What Python's {@code json} writes beyond JSON, outside of strings. */
    private static final Pattern NOT_FINITE =
            Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"|-?Infinity|NaN", Pattern.DOTALL);

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
    private static final int PLAIN_SCALE = 20;

    private JsonDocument() {}

    static @Nullable Object parse(String json) {
        boolean finite = !json.contains("NaN") && !json.contains("Infinity");
        return JsonReader.readDistinct(
                finite
                        ? json
                        : NOT_FINITE
                                .matcher(json)
                                .replaceAll(match -> match.group().startsWith("\"")
                                        ? Matcher.quoteReplacement(match.group())
                                        : "\"\\\\u0000" + match.group() + "\""));
    }

    static ModelFormat read(Sections sections, @Nullable Object root, ModelFormat format) {
        if (root instanceof Map<?, ?> members
                && members.get("learner") instanceof Map<?, ?> learner
                && members.containsKey("version")) {
            XGBoostModel.read(sections, learner, members.get("version"));
            return ModelFormat.XGBOOST;
        }
        flatten(sections, "document", "$", root);
        return format;
    }

    static void flatten(Sections sections, String section, String path, @Nullable Object value) {
        if (value instanceof Map<?, ?> members && !members.isEmpty()) {
            members.forEach((name, member) -> flatten(sections, section, path + step(String.valueOf(name)), member));
        } else if (value instanceof List<?> elements && elements.stream().anyMatch(JsonDocument::isContainer)) {
            for (int i = 0; i < elements.size(); i++) {
                flatten(sections, section, "%s[%s]".formatted(path, i), elements.get(i));
            }
        } else {
            sections.text(section, path, canonical(value));
        }
    }

    private static boolean isContainer(@Nullable Object value) {
        return value instanceof Map || value instanceof List;
    }

    private static String step(String name) {
        return PLAIN_NAME.matcher(name).matches() ? "." + name : "[%s]".formatted(name(name));
    }

    /** Print a value in the one way in which equal values are printed: keys in order, numbers without their form. */
    static String canonical(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            Map<String, Object> sorted = new TreeMap<>();
            members.forEach((name, member) -> sorted.put(String.valueOf(name), canonical(member)));
            return sorted.entrySet().stream()
                    .map(member -> "%s: %s".formatted(name(member.getKey()), member.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        } else if (value instanceof Collection<?> elements) {
            return elements.stream().map(JsonDocument::canonical).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof BigDecimal number) {
            return canonical(number);
        } else if (value instanceof String text) {
            return text.startsWith("\0") ? text.substring(1) : quoted(text);
        }
        return String.valueOf(value);
    }

    /** Print a name; what stands behind a NUL is none of text, such as a number or a tag of YAML. */
    private static String name(String name) {
        return name.startsWith("\0") ? name.substring(1) : quoted(name);
    }

    private static String canonical(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        // 1e999999 is a number of a million digits.
        return Math.abs(stripped.scale()) <= PLAIN_SCALE ? stripped.toPlainString() : stripped.toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"' || character == '\\') {
                quoted.append('\\').append(character);
            } else if (character < ' ') {
                quoted.append("\\u00").append(character < 16 ? "0" : "1").append(Integer.toHexString(character & 15));
            } else {
                quoted.append(character);
            }
        }
        return quoted.append('"').toString();
    }

    /** Return the members of an object without some of them. */
    static Map<String, @Nullable Object> without(Map<?, ?> members, String... names) {
        Map<String, @Nullable Object> left = new LinkedHashMap<>();
        members.forEach((name, member) -> left.put(String.valueOf(name), member));
        for (String name : names) {
            left.remove(name);
        }
        return left;
    }
}
