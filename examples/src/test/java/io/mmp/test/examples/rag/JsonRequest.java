package io.mmp.test.examples.rag;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The body of a request, whose fields are checked when they are read. */
record JsonRequest(Map<String, Object> fields) {

    /** Return a text that is not blank and has at most so many characters. */
    String text(String name, int longest) {
        return text(name, fields.get(name), longest);
    }

    /** Return a list of texts that is not empty. */
    List<String> texts(String name, int most, int longest) {
        if (!(fields.get(name) instanceof List<?> values) || values.isEmpty() || values.size() > most) {
            throw ServiceException.badRequest("'%s' must be a list of 1 to %s texts.".formatted(name, most));
        }
        return values.stream().map(value -> text(name, value, longest)).toList();
    }

    /** Return the objects of a list. */
    List<Map<?, ?>> objects(String name) {
        if (!(fields.get(name) instanceof List<?> values)
                || values.isEmpty()
                || !values.stream().allMatch(Map.class::isInstance)) {
            throw ServiceException.badRequest("'%s' must be a list of objects.".formatted(name));
        }
        return values.stream().<Map<?, ?>>map(value -> (Map<?, ?>) value).toList();
    }

    /** Return a whole number from 1 to the most, the usual one where there is none. */
    int number(String name, int usual, int most) {
        Object value = fields.getOrDefault(name, usual);
        if (!(value instanceof Integer number) || number < 1 || number > most) {
            throw ServiceException.badRequest("'%s' must be a whole number from 1 to %s.".formatted(name, most));
        }
        return number;
    }

    private static String text(String name, Object value, int longest) {
        if (!(value instanceof String text) || text.isBlank()) {
            throw ServiceException.badRequest("'%s' must be a text that is not blank.".formatted(name));
        }
        if (text.length() > longest) {
            throw ServiceException.badRequest("'%s' must have at most %s characters.".formatted(name, longest));
        }
        // Half a surrogate pair has no bytes in UTF-8, and PostgreSQL keeps no NUL.
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw ServiceException.badRequest("'%s' has characters that cannot be stored.".formatted(name));
        }
        return text;
    }
}
