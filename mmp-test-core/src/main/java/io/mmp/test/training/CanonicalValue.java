package io.mmp.test.training;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a value of a row in the one way in which equal values of its type are written, the type in front. */
final class CanonicalValue {

    private CanonicalValue() {}

    static byte[] bytes(@Nullable Object value) {
        return Hash.utf8(text(value));
    }

    static String text(@Nullable Object value) {
        if (value == null) {
            return "null";
        } else if (value instanceof Double number) {
            return "double " + Long.toHexString(Double.doubleToLongBits(number));
        } else if (value instanceof Float number) {
            return "float " + Integer.toHexString(Float.floatToIntBits(number));
        } else if (value instanceof BigDecimal number) {
            return "decimal " + number.stripTrailingZeros();
        } else if (value instanceof Enum<?> constant) {
            return "enum " + constant.name();
        } else if (value instanceof CharSequence text) {
            return "text " + text;
        } else if (value instanceof List<?> elements) {
            return elements.stream().map(CanonicalValue::sized).collect(Collectors.joining("", "list ", ""));
        } else if (value instanceof Set<?> elements) {
            return elements.stream().map(CanonicalValue::sized).sorted().collect(Collectors.joining("", "set ", ""));
        } else if (value instanceof Map<?, ?> entries) {
            return entries.entrySet().stream()
                    .map(entry -> sized(entry.getKey()) + sized(entry.getValue()))
                    .sorted()
                    .collect(Collectors.joining("", "map ", ""));
        } else if (value instanceof ByteBuffer bytes) {
            return "bytes " + new Hash().add(bytes).hex();
        } else if (value instanceof Optional<?> optional) {
            return "optional " + text(optional.orElse(null));
        } else if (value.getClass().isArray()) {
            return array(value);
        } else if (value instanceof Record row) {
            return "record " + DataRows.ofRecords(List.of(row)).sha256();
        } else if (printsItsValue(value)) {
            return "%s %s".formatted(value.getClass().getSimpleName(), value);
        }
        throw new TrainingException("a %s, which has no canonical form; make it a number, a text, a time or a list."
                .formatted(value.getClass().getName()));
    }

    private static boolean printsItsValue(Object value) {
        return value instanceof Byte
                || value instanceof Short
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof BigInteger
                || value instanceof Temporal
                || value instanceof Duration
                || value instanceof Date
                || value instanceof UUID;
    }

    private static String sized(@Nullable Object value) {
        String text = text(value);
        return text.length() + ":" + text;
    }

    private static String array(Object value) {
        if (value instanceof double[] numbers) {
            return "double[] "
                    + Arrays.stream(numbers)
                            .mapToObj(number -> Long.toHexString(Double.doubleToLongBits(number)))
                            .collect(Collectors.joining(" "));
        } else if (value instanceof float[] numbers) {
            StringBuilder text = new StringBuilder("float[]");
            for (float number : numbers) {
                text.append(' ').append(Integer.toHexString(Float.floatToIntBits(number)));
            }
            return text.toString();
        } else if (value instanceof long[] numbers) {
            return "long[] " + Arrays.toString(numbers);
        } else if (value instanceof int[] numbers) {
            return "int[] " + Arrays.toString(numbers);
        } else if (value instanceof byte[] bytes) {
            return "byte[] " + new Hash().add(bytes).hex();
        } else if (value instanceof boolean[] flags) {
            return "boolean[] " + Arrays.toString(flags);
        } else if (value instanceof Object[] elements) {
            return "array " + text(Arrays.asList(elements));
        }
        throw new TrainingException("a %s, which has no canonical form; make it a list."
                .formatted(value.getClass().getSimpleName()));
    }
}
