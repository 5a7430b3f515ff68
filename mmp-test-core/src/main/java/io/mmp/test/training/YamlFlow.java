package io.mmp.test.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the collections of YAML that are written in brackets and braces. */
final class YamlFlow {

    private final String text;
    private int position;

    private YamlFlow(String text) {
        this.text = text;
    }

    static @Nullable Object read(String text) {
        YamlFlow flow = new YamlFlow(text);
        Object value = flow.value();
        String rest = text.substring(flow.position).strip();
        if (!rest.isEmpty() && !rest.startsWith("#")) {
            throw new TrainingException("more follows a closing bracket: %s".formatted(rest));
        }
        return value;
    }

    /** Tell whether each bracket outside of quotes and comments is closed. */
    static boolean isBalanced(CharSequence text) {
        int open = 0;
        char quote = 0;
        char before = '[';
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (quote != 0) {
                if (quote == '"' && character == '\\') {
                    i++;
                }
                quote = character == quote ? 0 : quote;
            } else if (isComment(text, i)) {
                while (i + 1 < text.length() && text.charAt(i + 1) != '\n') {
                    i++;
                }
            } else if ((character == '"' || character == '\'') && "[{,:".indexOf(before) >= 0) {
                // "it's" has no quote.
                quote = character;
            } else if (character == '[' || character == '{') {
                open++;
            } else if (character == ']' || character == '}') {
                open--;
            }
            before = Character.isWhitespace(character) ? before : character;
        }
        return open <= 0 && quote == 0;
    }

    private static boolean isComment(CharSequence text, int at) {
        return text.charAt(at) == '#' && at > 0 && Character.isWhitespace(text.charAt(at - 1));
    }

    private @Nullable Object value() {
        skipSpace();
        if (nextIs('[')) {
            return sequence();
        } else if (nextIs('{')) {
            return mapping();
        } else if (position < text.length() && (text.charAt(position) == '"' || text.charAt(position) == '\'')) {
            return quoted();
        }
        String plain = plain();
        if (!plain.isEmpty() && "&*!".indexOf(plain.charAt(0)) >= 0) {
            throw new UnsupportedOperationException("'%s' is an anchor or a tag".formatted(plain));
        }
        return YamlScalar.plain(plain);
    }

    private List<@Nullable Object> sequence() {
        List<@Nullable Object> elements = new ArrayList<>();
        for (skipSpace(); !nextIs(']'); skipSpace()) {
            elements.add(value());
            separator(']');
        }
        return elements;
    }

    private Map<String, @Nullable Object> mapping() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (skipSpace(); !nextIs('}'); skipSpace()) {
            char first = position < text.length() ? text.charAt(position) : '}';
            String name = first == '"' || first == '\'' ? quoted() : plain();
            skipSpace();
            members.put(name, nextIs(':') ? value() : null);
            separator('}');
        }
        return members;
    }

    private void separator(char end) {
        skipSpace();
        boolean ends = position < text.length() && text.charAt(position) == end;
        if (!nextIs(',') && !ends) {
            throw new TrainingException("'%s' is not closed, or a comma is missing: %s".formatted(end, text));
        }
    }

    private String quoted() {
        int start = position;
        int length = YamlScalar.end(text.substring(start));
        if (length < 0) {
            throw new TrainingException("a quote is not closed: %s".formatted(text));
        }
        position = start + length;
        String[] lines = text.substring(start, position).split("\n", -1);
        StringBuilder folded = new StringBuilder(lines[0].stripTrailing());
        for (int i = 1; i < lines.length; i++) {
            YamlScalar.fold(folded, lines[i].strip());
        }
        return YamlScalar.quoted(folded.toString());
    }

    private String plain() {
        int start = position;
        while (position < text.length()
                && ",[]{}".indexOf(text.charAt(position)) < 0
                && !isComment(text, position)
                && !(text.charAt(position) == ':'
                        && (position + 1 == text.length() || " ,[]{}".indexOf(text.charAt(position + 1)) >= 0))) {
            position++;
        }
        return text.substring(start, position).strip().replaceAll("\\s*\n\\s*", " ");
    }

    private void skipSpace() {
        boolean comment = false;
        while (position < text.length()
                && (comment || Character.isWhitespace(text.charAt(position)) || isComment(text, position))) {
            comment = text.charAt(position) != '\n' && (comment || isComment(text, position));
            position++;
        }
    }

    private boolean nextIs(char character) {
        boolean found = position < text.length() && text.charAt(position) == character;
        if (found) {
            position++;
        }
        return found;
    }
}
