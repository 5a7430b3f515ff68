package io.mmp.test.feast.proto;

import io.mmp.test.table.ValueType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the type of a value inside a map or a list of anything, where no declaration names it. */
final class ValueShape {

    private static final Map<Class<?>, ValueType> SCALARS = Map.of(
            Integer.class, ValueType.INT32,
            Long.class, ValueType.INT64,
            Float.class, ValueType.FLOAT,
            Double.class, ValueType.DOUBLE,
            Boolean.class, ValueType.BOOL,
            String.class, ValueType.STRING,
            Instant.class, ValueType.UNIX_TIMESTAMP,
            BigDecimal.class, ValueType.DECIMAL,
            UUID.class, ValueType.UUID,
            ZonedDateTime.class, ValueType.ZONED_TIMESTAMP);

    private ValueShape() {}

    static ValueType typeOf(Object value) {
        ValueType scalar = SCALARS.get(value.getClass());
        if (scalar != null) {
            return scalar;
        }
        if (value instanceof ByteBuffer || value instanceof byte[]) {
            return ValueType.BYTES;
        }
        if (value instanceof Map<?, ?> map) {
            return map.keySet().stream().allMatch(String.class::isInstance) ? ValueType.MAP : ValueType.SCALAR_MAP;
        }
        if (value instanceof Collection<?> elements) {
            return collectionOf(elements);
        }
        throw new IllegalArgumentException(
                "Feast has no type for the %s %s.".formatted(value.getClass().getName(), value));
    }

    private static ValueType collectionOf(Collection<?> elements) {
        String container = elements instanceof Set ? "_SET" : "_LIST";
        List<@Nullable ValueType> types = elements.stream()
                .map(element -> element == null ? null : typeOf(element))
                .distinct()
                .toList();
        ValueType only = types.size() == 1 ? types.get(0) : null;
        return only != null && SCALARS.containsValue(only) && only != ValueType.ZONED_TIMESTAMP
                ? ValueType.valueOf(only + container)
                : ValueType.valueOf("VALUE" + container);
    }

    /** Return the value in the form that cells of its type have. */
    static Object cell(ValueType type, Object value) {
        return type == ValueType.BYTES && value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
    }
}
