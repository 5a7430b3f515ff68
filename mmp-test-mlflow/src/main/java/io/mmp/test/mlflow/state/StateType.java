package io.mmp.test.mlflow.state;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a value of a state must be. */
interface StateType {

    int SHOWN = 60;
    Set<String> NO_NUMBERS = Set.of("NaN", "Infinity", "-Infinity");

    /** A text, also an empty one. */
    StateType TEXT = (value, place) -> require(value instanceof String, value, place, "a text");

    /** A text that is not empty. */
    StateType ID = (value, place) ->
            require(value instanceof String text && !text.isEmpty(), value, place, "a text that is not empty");

    /** The id of an experiment: the digits of an integer of 63 bits in a text. */
    StateType COUNT = (value, place) -> require(
            value instanceof String text && text.matches("0|[1-9][0-9]{0,17}"),
            value,
            place,
            "an integer of up to 18 digits in quotes");

    /** An integer of 64 bits. */
    StateType INTEGER = (value, place) ->
            require(value instanceof Integer || value instanceof Long, value, place, "an integer of 64 bits");

    /** The number of a model version. */
    StateType POSITIVE = (value, place) -> require(isPositive(value), value, place, "an integer from 1 to 2147483647");

    /** A number, or the text that stands for one that JSON does not have. */
    StateType FRACTION = (value, place) -> require(
            value instanceof Number || NO_NUMBERS.contains(value),
            value,
            place,
            "a number, \"NaN\", \"Infinity\" or \"-Infinity\"");

    /** Bytes. */
    StateType BASE64 = (value, place) -> require(isBase64(value), value, place, "Base64");

    /** Refuse a value of another type. */
    void check(@Nullable Object value, StatePlace place);

    static StateType oneOf(String... names) {
        return (value, place) -> require(
                value != null && List.of(names).contains(value), value, place, "one of " + String.join(", ", names));
    }

    static StateType mapOf(StateType type) {
        return (value, place) -> {
            require(value instanceof Map, value, place, "an object");
            if (value instanceof Map<?, ?> map) {
                map.forEach((key, item) -> type.check(item, place.below(String.valueOf(key))));
            }
        };
    }

    static StateType listOf(StateShape shape) {
        return (value, place) -> {
            require(value instanceof List, value, place, "a list");
            if (value instanceof List<?> list) {
                for (int i = 0; i < list.size(); i++) {
                    Object item = list.get(i);
                    require(item instanceof Map, item, place.below(i), "an object");
                    if (item instanceof Map<?, ?> object) {
                        shape.check(object, place.below(i));
                    }
                }
            }
        };
    }

    private static boolean isPositive(@Nullable Object value) {
        return (value instanceof Integer || value instanceof Long)
                && value instanceof Number number
                && number.longValue() > 0
                && number.longValue() <= Integer.MAX_VALUE;
    }

    private static boolean isBase64(@Nullable Object value) {
        try {
            return value instanceof String text && Base64.getDecoder().decode(text) != null;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static void require(boolean holds, @Nullable Object value, StatePlace place, String expected) {
        if (!holds) {
            throw place.problem("found %s. Write %s.".formatted(shown(value), expected));
        }
    }

    /** Return a value as it stands in the file, cut where it is long. */
    static String shown(@Nullable Object value) {
        try {
            String json = value == null ? "null" : JSON.std.asString(value);
            return json.length() <= SHOWN ? json : json.substring(0, SHOWN) + "…";
        } catch (IOException impossible) {
            return String.valueOf(value);
        }
    }
}
