package io.mmp.test.lifecycle;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes values for people, and as Java where that is possible. */
final class Literal {

    private Literal() {}

    /** Return a value as it stands in a message. */
    static String shown(@Nullable Object value) {
        if (value instanceof CharSequence text) {
            return quoted(text);
        }
        if (value != null && value.getClass().isArray()) {
            String inside = Arrays.deepToString(new Object[] {value});
            return inside.substring(1, inside.length() - 1);
        }
        return String.valueOf(value);
    }

    /** Return a value as a Java expression; empty if only the user knows how to write it. */
    static Optional<String> java(Object value) {
        if (value instanceof String text) {
            return Optional.of(quoted(text));
        }
        if (value instanceof Integer || value instanceof Boolean) {
            return Optional.of(value.toString());
        }
        if (value instanceof Long) {
            return Optional.of(value + "L");
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            return Optional.of(value.toString());
        }
        if (value instanceof Enum<?> constant) {
            return Optional.of(constant.getDeclaringClass().getSimpleName() + "." + constant.name());
        }
        return Optional.empty();
    }

    private static String quoted(CharSequence text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(c < ' ' ? unicode(c) : String.valueOf((char) c));
            }
        });
        return out.append('"').toString();
    }

    private static String unicode(int c) {
        String hex = Integer.toHexString(c);
        return "\\u" + "0".repeat(4 - hex.length()) + hex;
    }
}
