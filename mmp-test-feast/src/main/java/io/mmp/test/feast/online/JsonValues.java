package io.mmp.test.feast.online;

import io.mmp.test.table.ValueType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads values from the JSON that Feast makes of them. */
final class JsonValues {

    private JsonValues() {}

    /** Return a value in its declared type, or in the type of its form where the declared type never has it. */
    static OnlineValue read(ValueType declared, @Nullable Object json, FeatureStatus status, Instant timestamp) {
        if (json == null) {
            return new OnlineValue(ValueType.NULL, null, status, timestamp);
        }
        return valueOf(declared, json)
                .map(value -> new OnlineValue(declared, value, status, timestamp))
                .orElseGet(() -> new OnlineValue(formOf(json), json, status, timestamp));
    }

    private static Optional<Object> valueOf(ValueType declared, Object json) {
        try {
            return value(declared, json);
        } catch (IllegalArgumentException e) {
            // Text that is no number, identifier or Base64, and says so by its form.
            return Optional.empty();
        }
    }

    /** Return what the form of a value says of its type. */
    private static ValueType formOf(Object json) {
        return switch (json.getClass().getSimpleName()) {
            case "Boolean" -> ValueType.BOOL;
            case "Integer", "Long" -> ValueType.INT64;
            case "Double", "BigInteger", "BigDecimal" -> ValueType.DOUBLE;
            case "String" -> ValueType.STRING;
            default -> json instanceof Map<?, ?> ? ValueType.MAP : ValueType.VALUE_LIST;
        };
    }

    private static Optional<Object> value(ValueType type, Object json) {
        if (json instanceof List<?> elements) {
            return elements(type, elements);
        }
        boolean isInteger = json instanceof Integer || json instanceof Long;
        return switch (type) {
            case INT32 -> json instanceof Integer ? Optional.of(json) : Optional.empty();
            case INT64 -> isInteger ? Optional.of(((Number) json).longValue()) : Optional.empty();
            case FLOAT -> floating(json).map(Number::floatValue);
            case DOUBLE -> floating(json).map(number -> number);
            case BOOL -> json instanceof Boolean ? Optional.of(json) : Optional.empty();
            case UNIX_TIMESTAMP -> isInteger ? Optional.of(timestamp(((Number) json).longValue())) : Optional.empty();
            case MAP, STRUCT, SCALAR_MAP -> json instanceof Map ? Optional.of(json) : Optional.empty();
            default -> json instanceof String text ? text(type, text) : Optional.empty();
        };
    }

    /** Return a timestamp; the least number, which is Feast's null, becomes the least instant. */
    private static Instant timestamp(long seconds) {
        return seconds == Long.MIN_VALUE ? Instant.MIN : Instant.ofEpochSecond(seconds);
    }

    private static Optional<Double> floating(Object json) {
        if (json instanceof Number number) {
            return Optional.of(number.doubleValue());
        }
        return List.of("NaN", "Infinity", "-Infinity").contains(json)
                ? Optional.of(Double.valueOf(json.toString()))
                : Optional.empty();
    }

    private static Optional<Object> text(ValueType type, String text) {
        return switch (type) {
            case STRING, JSON -> Optional.of(text);
            case BYTES, PDF_BYTES, IMAGE_BYTES ->
                Optional.of(ByteBuffer.wrap(Base64.getDecoder().decode(text)).asReadOnlyBuffer());
            case DECIMAL -> Optional.of(new BigDecimal(text).stripTrailingZeros());
            case UUID, TIME_UUID -> Optional.of(UUID.fromString(text));
            default -> Optional.empty();
        };
    }

    private static Optional<Object> elements(ValueType type, List<?> elements) {
        ValueType element = type.elementType().orElse(null);
        if (element == null) {
            return Optional.empty();
        }
        List<Object> read = elements.stream()
                .flatMap(json -> json == null ? Stream.empty() : value(element, json).stream())
                .toList();
        if (read.size() < elements.size()) {
            return Optional.empty();
        }
        return Optional.of(type.name().endsWith("_SET") ? new LinkedHashSet<>(read) : read);
    }
}
