package io.mmp.test.mlflow.embedded.search;

import io.mmp.test.mlflow.embedded.wire.ErrorCode;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The right side of a comparison where MLflow evaluates it as a Python literal.
 *
 * @param items the texts of the items; a number's is its own, as the database compares it with texts
 * @param scalar how Python spells a value in parentheses that is neither a text nor a tuple, such as {@code (1)}
 */
public record PythonTuple(List<String> items, Optional<String> scalar, boolean isTuple) {

    public static final PythonTuple EMPTY = new PythonTuple(List.of(), Optional.empty(), true);

    private static final Pattern ITEM = Pattern.compile(
            "\\s*(?:('(?:\\\\.|[^'\\\\\n])*'|\"(?:\\\\.|[^\"\\\\\n])*\")|([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?|None)|(,))\\s*",
            Pattern.DOTALL);
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)", Pattern.DOTALL);

    /** Create the right side that is one text. */
    public static PythonTuple ofText(String text) {
        return new PythonTuple(List.of(text), Optional.empty(), false);
    }

    /** Read {@code ('a', 'b')}, {@code ('a')}, {@code (1)} or {@code ()}, or fail as Python does. */
    public static PythonTuple parse(String source) {
        String inner = source.substring(1, source.length() - 1);
        List<String> items = new ArrayList<>();
        boolean hasComma = false;
        boolean expectsItem = true;
        boolean hasText = false;
        Matcher item = ITEM.matcher(inner);
        int position = 0;
        while (position < inner.length()) {
            if (!item.region(position, inner.length()).lookingAt()) {
                throw malformed(source);
            }
            position = item.end();
            if (item.group(3) != null) {
                if (expectsItem) {
                    throw malformed(source);
                }
                hasComma = true;
                expectsItem = true;
            } else if (item.group(1) != null) {
                String text = unescaped(item.group(1));
                if (expectsItem) {
                    items.add(text);
                } else if (hasText) {
                    // Python joins adjacent literals.
                    items.set(items.size() - 1, items.get(items.size() - 1) + text);
                } else {
                    throw malformed(source);
                }
                hasText = true;
                expectsItem = false;
            } else {
                if (!expectsItem) {
                    throw malformed(source);
                }
                items.add(item.group(2));
                hasText = false;
                expectsItem = false;
            }
        }
        boolean isScalar = !hasComma && !items.isEmpty() && !hasText;
        return new PythonTuple(List.copyOf(items), isScalar ? Optional.of(items.get(0)) : Optional.empty(), true);
    }

    private static String unescaped(String quoted) {
        return ESCAPE.matcher(quoted.substring(1, quoted.length() - 1))
                .replaceAll(escape -> Matcher.quoteReplacement(
                        switch (escape.group(1)) {
                            case "n" -> "\n";
                            case "t" -> "\t";
                            case "r" -> "\r";
                            case "\n" -> "";
                            case "'", "\"", "\\" -> escape.group(1);
                            default -> escape.group();
                        }));
    }

    private static RestException malformed(String source) {
        return new RestException(ErrorCode.INTERNAL_ERROR, "malformed node or string: " + source);
    }
}
