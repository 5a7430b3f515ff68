package io.mmp.test.mlflow.embedded.python;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes JSON as Python's {@code json.dumps} does, where MLflow shows it in a message or keeps it in a tag. */
public final class PythonJson {

    private final String comma;
    private final String colon;
    private final boolean ascii;

    private PythonJson(String comma, String colon, boolean ascii) {
        this.comma = comma;
        this.colon = colon;
        this.ascii = ascii;
    }

    /** Write a value without white space and with sorted keys, as MLflow's messages quote it. */
    public static String compact(@Nullable Object value) {
        return new PythonJson(",", ":", true).write(value instanceof Map<?, ?> map ? new TreeMap<>(map) : value);
    }

    /** Write a value with a space behind each comma and colon, Python's default. */
    public static String spaced(@Nullable Object value) {
        return new PythonJson(", ", ": ", true).write(value);
    }

    /** Write a value as above, but letters of all scripts as they are. */
    public static String unicode(@Nullable Object value) {
        return new PythonJson(", ", ": ", false).write(value);
    }

    private String write(@Nullable Object value) {
        if (value instanceof String text) {
            return quote(text);
        }
        if (value instanceof List<?> items) {
            return items.stream().map(this::write).collect(Collectors.joining(comma, "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> quote(String.valueOf(entry.getKey())) + colon + write(entry.getValue()))
                    .collect(Collectors.joining(comma, "{", "}"));
        }
        if (value instanceof Double number) {
            return Double.isNaN(number)
                    ? "NaN"
                    : Double.isInfinite(number) ? (number > 0 ? "Infinity" : "-Infinity") : Python.repr(number);
        }
        if (value instanceof byte[] bytes) {
            // As MLflow's encoder writes what JSON has no type for.
            return quote(Python.repr(bytes));
        }
        return String.valueOf(value);
    }

    private String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                default ->
                    quoted.append(c < 0x20 || (ascii && c > 0x7e) ? String.format(Locale.ROOT, "\\u%04x", (int) c) : c);
            }
        }
        return quoted.append('"').toString();
    }
}
