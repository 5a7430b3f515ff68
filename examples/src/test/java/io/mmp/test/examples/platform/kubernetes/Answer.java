package io.mmp.test.examples.platform.kubernetes;

import java.util.List;
import java.util.Map;

/**
 * What the API server answered.
 *
 * @param status of HTTP
 * @param body the object, the list, or the {@code Status} that says why not
 */
record Answer(int status, Map<String, Object> body) {

    /** Return the value at a path of names, null if there is none. */
    Object at(String... path) {
        Object value = body;
        for (String name : path) {
            value = value instanceof Map<?, ?> fields ? fields.get(name) : null;
        }
        return value;
    }

    /** Return the text at a path, empty if there is none. */
    String text(String... path) {
        return at(path) instanceof String text ? text : "";
    }

    /** Return the number at a path, 0 if there is none: Kubernetes leaves zeros out. */
    int number(String... path) {
        return at(path) instanceof Number number ? number.intValue() : 0;
    }

    /** Return the objects of a list. */
    List<Answer> items() {
        return list("items");
    }

    /** Return the objects in the list at a path. */
    @SuppressWarnings("unchecked") // names in JSON are texts
    List<Answer> list(String... path) {
        return at(path) instanceof List<?> items
                ? items.stream()
                        .map(item -> new Answer(status, (Map<String, Object>) item))
                        .toList()
                : List.of();
    }

    /** Return the condition of an object, such as {@code Ready}, empty if it has none. */
    Answer condition(String type) {
        return list("status", "conditions").stream()
                .filter(condition -> condition.text("type").equals(type))
                .findFirst()
                .orElse(new Answer(status, Map.of()));
    }

    String name() {
        return text("metadata", "name");
    }

    /** Return why it was refused. */
    String message() {
        return text("message");
    }

    /** Return the same, or fail the test with what was refused. */
    Answer accepted() {
        if (status / 100 != 2) {
            throw new AssertionError("The API server refused with %s: %s".formatted(status, message()));
        }
        return this;
    }
}
