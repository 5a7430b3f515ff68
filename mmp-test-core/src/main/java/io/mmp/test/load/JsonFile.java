package io.mmp.test.load;

import io.mmp.test.json.JsonReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * An object of a JSON file that names the file and the field when it is not as it should be.
 *
 * @param file where it was read
 * @param what what the file is, such as "baseline"
 * @param members its fields
 */
record JsonFile(Path file, String what, Map<?, ?> members) {

    static JsonFile read(Path file, String what, String schema, String remedy) {
        JsonFile json;
        try {
            if (!(JsonReader.read(Files.readString(file)) instanceof Map<?, ?> members)) {
                throw new LoadException("The %s %s is not a JSON object.".formatted(what, file));
            }
            json = new JsonFile(file, what, members);
        } catch (IllegalArgumentException e) {
            throw new LoadException("The %s %s is not JSON: %s.".formatted(what, file, e.getMessage()), e);
        } catch (NoSuchFileException e) {
            throw new LoadException("The %s %s does not exist. %s".formatted(what, file, remedy), e);
        } catch (IOException e) {
            throw new LoadException("The %s %s cannot be read (%s).".formatted(what, file, e), e);
        }
        Object found = json.members.get("schema");
        if (!schema.equals(found)) {
            throw new LoadException("The %s %s has schema '%s', but this version reads '%s'. %s"
                    .formatted(what, file, found, schema, remedy));
        }
        return json;
    }

    String text(String name) {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw wrong(name, "a string");
    }

    int count(String name) {
        if (members.get(name) instanceof BigDecimal number) {
            try {
                int count = number.intValueExact();
                if (count >= 0) {
                    return count;
                }
            } catch (ArithmeticException notAnInt) {
                throw wrong(name, "a whole number from 0 to 2147483647");
            }
        }
        throw wrong(name, "a whole number from 0 to 2147483647");
    }

    LoadException wrong(String name, String expected) {
        return new LoadException("The %s %s: '%s' must be %s, but is %s."
                .formatted(
                        what, file, name, expected, members.containsKey(name) ? shown(members.get(name)) : "missing"));
    }

    private static String shown(Object value) {
        return value instanceof String text ? "'" + text + "'" : String.valueOf(value);
    }
}
