package io.mmp.test.json;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, lists, strings, finite numbers, booleans and null as JSON, two spaces a level. */
public final class JsonWriter {

    private final StringBuilder json = new StringBuilder();
    private String newLine = "\n";

    private JsonWriter() {}

    /** Return the text of an object, with a line break at its end. */
    public static String write(Map<String, ?> tree) {
        JsonWriter writer = new JsonWriter();
        writer.value(tree);
        return writer.json.append('\n').toString();
    }

    private void value(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            block('{', '}', members.entrySet().iterator());
        } else if (value instanceof List<?> elements) {
            block('[', ']', elements.iterator());
        } else if (value instanceof Map.Entry<?, ?> member) {
            string(String.valueOf(member.getKey()));
            json.append(": ");
            value(member.getValue());
        } else if (value instanceof String text) {
            string(text);
        } else {
            json.append(value);
        }
    }

    private void block(char start, char end, Iterator<?> content) {
        json.append(start);
        if (content.hasNext()) {
            String outer = newLine;
            newLine += "  ";
            json.append(newLine);
            value(content.next());
            while (content.hasNext()) {
                json.append(',').append(newLine);
                value(content.next());
            }
            newLine = outer;
            json.append(newLine);
        }
        json.append(end);
    }

    private void string(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"' || character == '\\') {
                json.append('\\').append(character);
            } else if (character < ' ' || Character.isSurrogate(character)) {
                // A display name may hold half a surrogate pair, which UTF-8 has no bytes for.
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
            } else {
                json.append(character);
            }
        }
        json.append('"');
    }
}
