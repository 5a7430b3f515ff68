package io.mmp.test.feast.table;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes tables of Java records. */
final class RecordTables {

    private static final Map<Type, ValueType> TYPES = Map.ofEntries(
            Map.entry(int.class, ValueType.INT32),
            Map.entry(Integer.class, ValueType.INT32),
            Map.entry(long.class, ValueType.INT64),
            Map.entry(Long.class, ValueType.INT64),
            Map.entry(float.class, ValueType.FLOAT),
            Map.entry(Float.class, ValueType.FLOAT),
            Map.entry(double.class, ValueType.DOUBLE),
            Map.entry(Double.class, ValueType.DOUBLE),
            Map.entry(boolean.class, ValueType.BOOL),
            Map.entry(Boolean.class, ValueType.BOOL),
            Map.entry(String.class, ValueType.STRING),
            Map.entry(Instant.class, ValueType.UNIX_TIMESTAMP),
            Map.entry(byte[].class, ValueType.BYTES),
            Map.entry(ByteBuffer.class, ValueType.BYTES),
            Map.entry(BigDecimal.class, ValueType.DECIMAL),
            Map.entry(UUID.class, ValueType.UUID),
            Map.entry(ZonedDateTime.class, ValueType.ZONED_TIMESTAMP),
            Map.entry(Map.class, ValueType.MAP));

    private RecordTables() {}

    static <R extends Record> Table read(Class<R> type, Collection<R> rows) {
        RecordComponent[] components = type.getRecordComponents();
        TableBuilder table = Table.builder();
        for (RecordComponent component : components) {
            table.column(snakeCase(component.getName()), typeOf(component));
        }
        for (R row : rows) {
            @Nullable Object[] cells = new Object[components.length];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = valueOf(components[i], row);
            }
            table.row(cells);
        }
        return table.build();
    }

    private static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    private static ValueType typeOf(RecordComponent component) {
        Type type = component.getGenericType();
        if (type instanceof ParameterizedType generic) {
            ValueType element = TYPES.get(generic.getActualTypeArguments()[0]);
            if (generic.getRawType() == Map.class) {
                return ValueType.MAP;
            }
            if (element != null && element != ValueType.ZONED_TIMESTAMP && generic.getRawType() == List.class) {
                return ValueType.valueOf(element + "_LIST");
            }
            if (element != null && element != ValueType.ZONED_TIMESTAMP && generic.getRawType() == Set.class) {
                return ValueType.valueOf(element + "_SET");
            }
        }
        ValueType known = TYPES.get(type);
        if (known == null) {
            throw new TableException("Component '%s' of record %s is of type %s, for which there is no value type."
                    .formatted(
                            component.getName(), component.getDeclaringRecord().getSimpleName(), type.getTypeName()));
        }
        return known;
    }

    private static @Nullable Object valueOf(RecordComponent component, Record row) {
        Method accessor = component.getAccessor();
        // The record of a test is often private to it.
        accessor.setAccessible(true);
        try {
            return accessor.invoke(row);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new TableException("Component '%s' of %s cannot be read.".formatted(component.getName(), row), e);
        }
    }
}
