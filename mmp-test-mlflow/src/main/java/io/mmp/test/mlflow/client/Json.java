package io.mmp.test.mlflow.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One JSON object of an answer; a field that is absent reads as empty, as protobuf has it. */
record Json(Map<?, ?> fields) {

    static Json parse(String text) throws IOException {
        if (JSON.std.anyFrom(text) instanceof Map<?, ?> fields) {
            return new Json(fields);
        }
        throw new IOException("Not a JSON object: " + text);
    }

    static Json parse(byte[] utf8) throws IOException {
        if (JSON.std.anyFrom(utf8) instanceof Map<?, ?> fields) {
            return new Json(fields);
        }
        throw new IOException("Not a JSON object: " + new String(utf8, UTF_8));
    }

    static String write(Map<String, ?> body) {
        try {
            return JSON.std.asString(body);
        } catch (IOException failure) {
            throw new IllegalArgumentException("Not a tree of maps, lists, texts and numbers: " + body, failure);
        }
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(fields.get(name)).map(Object::toString);
    }

    String text(String name) {
        return optional(name).orElse("");
    }

    long number(String name) {
        return optional(name).map(Long::valueOf).orElse(0L);
    }

    /** Return a number that MLflow may have written as text: {@code "NaN"}. */
    double decimal(String name) {
        return optional(name).map(Double::valueOf).orElse(0.0);
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }

    Json object(String name) {
        return of(fields.get(name));
    }

    List<Json> objects(String name) {
        return fields.get(name) instanceof List<?> list
                ? list.stream().map(Json::of).toList()
                : List.of();
    }

    List<String> texts(String name) {
        return fields.get(name) instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }

    /** Return the entries of a list of {@code {"key": ..., "value": ...}} objects, in their order. */
    Map<String, String> entries(String name) {
        Map<String, String> entries = new LinkedHashMap<>();
        objects(name).forEach(entry -> entries.put(entry.text("key"), entry.text("value")));
        return entries;
    }

    private static Json of(@Nullable Object value) {
        return new Json(value instanceof Map<?, ?> map ? map : Map.of());
    }
}
