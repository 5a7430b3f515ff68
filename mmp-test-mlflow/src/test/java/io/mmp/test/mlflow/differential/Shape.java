package io.mmp.test.mlflow.differential;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What two requests have in common that differ only in literals: verb, endpoint, fields and the kind of each value. */
final class Shape {

    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"|`[^`]*`");
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{32}|[0-9]+");
    private static final Pattern QUERY_VALUE = Pattern.compile("=[^&]*");

    private Shape() {}

    /** Return the shape of a request as text. */
    static String of(Request request) {
        int query = request.target().indexOf('?');
        String parameters = query < 0 ? "" : request.target().substring(query + 1);
        boolean searches = request.endpoint().contains("search");
        return request.endpoint()
                + (request.isAjaxTwin() ? " ajax " : " ")
                + (searches
                        ? literalFree(parameters)
                        : QUERY_VALUE.matcher(parameters).replaceAll(Shape::kindOfParameter))
                + new TreeMap<>(request.headers())
                + body(request.body());
    }

    private static String kindOfParameter(java.util.regex.MatchResult parameter) {
        return "=" + kindOf("", parameter.group().substring(1));
    }

    private static String body(String body) {
        try {
            return body.isEmpty() ? "" : kindOf("", JSON.std.anyFrom(body));
        } catch (IOException e) {
            return literalFree(body);
        }
    }

    private static String kindOf(String field, @Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return object.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + kindOf(String.valueOf(entry.getKey()), entry.getValue()))
                    .sorted()
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof Iterable<?> list) {
            TreeSet<String> kinds = new TreeSet<>();
            list.forEach(item -> kinds.add(kindOf(field, item)));
            return kinds.toString();
        }
        if (value instanceof String text) {
            return field.equals("filter") || field.equals("order_by") ? literalFree(text) : kindOfText(text);
        }
        if (value instanceof Number number) {
            return number.getClass().getSimpleName() + (number.doubleValue() < 0 ? "-" : "");
        }
        return String.valueOf(value);
    }

    private static String kindOfText(String text) {
        if (text.length() > 200) {
            return "long";
        }
        return text.isEmpty() ? "empty" : text.chars().allMatch(Character::isDigit) ? "digits" : "text";
    }

    private static String literalFree(String text) {
        return DIGITS.matcher(QUOTED.matcher(text).replaceAll("'?'")).replaceAll("0");
    }
}
