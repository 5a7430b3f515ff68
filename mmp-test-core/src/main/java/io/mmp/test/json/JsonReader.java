package io.mmp.test.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) as maps, lists, strings, {@code BigDecimal}s, booleans and null.
 *
 * <p>Written here so that the metrics and the removal of containers need this library's jar and nothing else: a listener whose JSON
 * library is missing from a module's class path would lose that module's figures without a word.
 */
public final class JsonReader {

    private static final int MAX_DEPTH = 64;
    private static final Pattern SPACE = Pattern.compile("[ \\t\\r\\n]*+");
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9]\\d*+)(?:\\.\\d++)?(?:[eE][+-]?\\d{1,6})?");
    private static final Pattern PLAIN = Pattern.compile("[^\"\\\\\\x00-\\x1f]++");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:([\"\\\\/bfnrt])|u([0-9a-fA-F]{4}))");

    private final String text;
    private final Matcher matcher;
    private int position;
    private int depth;
    private boolean distinct;

    private JsonReader(String text) {
        this.text = text;
        this.matcher = SPACE.matcher(text);
    }

    /**
     * Read one value, the whole text.
     *
     * @throws IllegalArgumentException if the text is not JSON; the message says what was expected and where
     */
    public static @Nullable Object read(String text) {
        return new JsonReader(text).whole();
    }

    /**
     * Read one value, the whole text, in which no object has a name twice: readers do not agree on which of the two counts.
     *
     * @throws IllegalArgumentException if the text is not JSON, or a name is there twice; the message says where
     */
    public static @Nullable Object readDistinct(String text) {
        JsonReader reader = new JsonReader(text);
        reader.distinct = true;
        return reader.whole();
    }

    private @Nullable Object whole() {
        Object value = value();
        if (position < text.length()) {
            throw expected("the end");
        }
        return value;
    }

    private @Nullable Object value() {
        next(SPACE);
        if (depth == MAX_DEPTH) {
            throw expected("at most " + MAX_DEPTH + " levels");
        }
        Object value;
        if (nextIs('{')) {
            value = object();
        } else if (nextIs('[')) {
            value = array();
        } else if (nextIs('"')) {
            value = string();
        } else if (next(NUMBER)) {
            value = new BigDecimal(matcher.group());
        } else {
            value = word();
        }
        next(SPACE);
        return value;
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        next(SPACE);
        if (nextIs('}')) {
            return members;
        }
        depth++;
        do {
            next(SPACE);
            require('"', "a name in quotes");
            String name = string();
            next(SPACE);
            if (distinct && members.containsKey(name)) {
                throw expected("another name than '%s', which is there already".formatted(name));
            }
            require(':', "':'");
            members.put(name, value());
        } while (nextIs(','));
        depth--;
        require('}', "',' or '}'");
        return members;
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> elements = new ArrayList<>();
        next(SPACE);
        if (nextIs(']')) {
            return elements;
        }
        depth++;
        do {
            elements.add(value());
        } while (nextIs(','));
        depth--;
        require(']', "',' or ']'");
        return elements;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        while (!nextIs('"')) {
            if (next(PLAIN)) {
                string.append(text, matcher.start(), matcher.end());
            } else if (next(ESCAPE)) {
                string.append(unescape(matcher.group(1), matcher.group(2)));
            } else {
                throw expected("the end of a string");
            }
        }
        return string.toString();
    }

    private static char unescape(@Nullable String letter, @Nullable String code) {
        if (letter == null) {
            return (char) Integer.parseInt(code, 16);
        }
        return switch (letter.charAt(0)) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> letter.charAt(0);
        };
    }

    private @Nullable Boolean word() {
        if (text.startsWith("true", position)) {
            position += 4;
            return true;
        }
        if (text.startsWith("false", position)) {
            position += 5;
            return false;
        }
        if (text.startsWith("null", position)) {
            position += 4;
            return null;
        }
        throw expected("a value");
    }

    private boolean next(Pattern pattern) {
        boolean found =
                matcher.usePattern(pattern).region(position, text.length()).lookingAt();
        if (found) {
            position = matcher.end();
        }
        return found;
    }

    private boolean nextIs(char character) {
        boolean found = position < text.length() && text.charAt(position) == character;
        if (found) {
            position++;
        }
        return found;
    }

    private void require(char character, String what) {
        if (!nextIs(character)) {
            throw expected(what);
        }
    }

    private IllegalArgumentException expected(String what) {
        String before = text.substring(0, position);
        long line = before.lines().count() + (before.isEmpty() || before.endsWith("\n") ? 1 : 0);
        int column = position - before.lastIndexOf('\n');
        return new IllegalArgumentException("expected %s at line %s, column %s".formatted(what, line, column));
    }
}
