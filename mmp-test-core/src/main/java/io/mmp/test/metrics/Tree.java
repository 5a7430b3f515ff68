package io.mmp.test.metrics;

import io.mmp.test.json.JsonReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An object of a JSON file that names the file and the field when it is not as it should be.
 *
 * @param file where it was read
 * @param path what leads to it from the top of the file
 * @param members its fields
 */
record Tree(Path file, String path, Map<?, ?> members) {

    /**
     * Read a file.
     *
     * @param schema what its field {@code schema} must be
     * @throws MetricsException if it cannot be read or has another schema
     */
    static Tree read(Path file, String schema) {
        try {
            if (JsonReader.read(Files.readString(file)) instanceof Map<?, ?> members) {
                Tree tree = new Tree(file, "", members);
                tree.requireSchema(schema);
                return tree;
            }
            throw new MetricsException("File %s is not a JSON object.".formatted(file));
        } catch (IllegalArgumentException e) {
            throw new MetricsException("File %s is not JSON: %s.".formatted(file, e.getMessage()), e);
        } catch (NoSuchFileException e) {
            throw new MetricsException("File %s does not exist.".formatted(file), e);
        } catch (IOException e) {
            throw new MetricsException("File %s cannot be read (%s).".formatted(file, e), e);
        }
    }

    private void requireSchema(String schema) {
        Object found = members.get("schema");
        if (found == null || !found.toString().equals(schema)) {
            throw new MetricsException(
                    "File %s has schema '%s'; this version reads '%s'.".formatted(file, found, schema));
        }
    }

    String text(String name) {
        return get(name, String.class, "a string");
    }

    boolean flag(String name) {
        return get(name, Boolean.class, "true or false");
    }

    int count(String name) {
        return Math.toIntExact(number(name, Integer.MAX_VALUE));
    }

    Duration millis(String name) {
        return Duration.ofMillis(number(name, Long.MAX_VALUE));
    }

    /** Return a number from 0 to 1; 0 where there is none, as in the files of earlier versions. */
    double share(String name) {
        if (!members.containsKey(name)) {
            return 0;
        }
        double share = get(name, BigDecimal.class, "a number").doubleValue();
        if (!(share >= 0 && share <= 1)) {
            throw wrong(name, "a number from 0 to 1");
        }
        return share;
    }

    private long number(String name, long limit) {
        BigDecimal number = get(name, BigDecimal.class, "a number");
        try {
            long whole = number.longValueExact();
            if (whole >= 0 && whole <= limit) {
                return whole;
            }
        } catch (ArithmeticException notWhole) {
            throw wrong(name, "a whole number");
        }
        throw wrong(name, "a number from 0 to " + limit);
    }

    Instant instant(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw wrong(name, "an instant such as 2026-11-21T08:15:00Z");
        }
    }

    <T> T constant(String name, T[] constants, Function<T, String> code) {
        String text = text(name);
        return Stream.of(constants)
                .filter(constant -> code.apply(constant).equals(text))
                .findFirst()
                .orElseThrow(() ->
                        wrong(name, "one of " + Stream.of(constants).map(code).toList()));
    }

    List<Tree> list(String name) {
        List<?> elements = get(name, List.class, "a list");
        return elements.stream().map(element -> child(name, element)).toList();
    }

    Map<String, Tree> map(String name) {
        Map<String, Tree> children = new LinkedHashMap<>();
        Map<?, ?> entries = get(name, Map.class, "an object");
        entries.forEach((key, value) -> children.put(String.valueOf(key), child(name + "." + key, value)));
        return children;
    }

    Optional<Tree> optional(String name) {
        return Optional.ofNullable(members.get(name)).map(value -> child(name, value));
    }

    private Tree child(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> child) {
            return new Tree(file, path + name + ".", child);
        }
        throw wrong(name, "an object");
    }

    private <T> T get(String name, Class<T> type, String description) {
        Object value = members.get(name);
        if (!type.isInstance(value)) {
            throw wrong(name, description);
        }
        return type.cast(value);
    }

    private MetricsException wrong(String name, String description) {
        return new MetricsException("File %s: '%s%s' must be %s.".formatted(file, path, name, description));
    }
}
