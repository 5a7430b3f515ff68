package io.mmp.test.table;

import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes tables of Java records and of data classes of Kotlin. */
final class RecordTables {

    private static final Map<Type, ValueType> TYPES = Map.ofEntries(
            Map.entry(byte.class, ValueType.INT32),
            Map.entry(Byte.class, ValueType.INT32),
            Map.entry(short.class, ValueType.INT32),
            Map.entry(Short.class, ValueType.INT32),
            Map.entry(char.class, ValueType.STRING),
            Map.entry(Character.class, ValueType.STRING),
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
            Map.entry(OffsetDateTime.class, ValueType.UNIX_TIMESTAMP),
            Map.entry(LocalDate.class, ValueType.UNIX_TIMESTAMP),
            Map.entry(LocalTime.class, ValueType.STRING),
            Map.entry(byte[].class, ValueType.BYTES),
            Map.entry(ByteBuffer.class, ValueType.BYTES),
            Map.entry(BigDecimal.class, ValueType.DECIMAL),
            Map.entry(BigInteger.class, ValueType.DECIMAL),
            Map.entry(UUID.class, ValueType.UUID),
            Map.entry(ZonedDateTime.class, ValueType.ZONED_TIMESTAMP),
            Map.entry(Map.class, ValueType.MAP));

    private RecordTables() {}

    static <R> Table read(Class<R> type, Collection<? extends R> rows) {
        List<RowComponent> components = RowComponent.of(type);
        TableBuilder table = Table.builder();
        for (RowComponent component : components) {
            table.column(snakeCase(component.name()), typeOf(component));
        }
        for (R row : rows) {
            @Nullable Object[] cells = new Object[components.size()];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = cell(components.get(i).of(row));
            }
            table.row(cells);
        }
        return table.build();
    }

    private static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    private static ValueType typeOf(RowComponent component) {
        ValueType known = typeOf(component.type());
        if (known == null) {
            throw new TableException("%s is of type %s, for which there is no value type."
                    .formatted(component, component.type().getTypeName()));
        }
        return known;
    }

    private static @Nullable ValueType typeOf(Type type) {
        if (type instanceof WildcardType wildcard) {
            return typeOf(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            Type[] arguments = generic.getActualTypeArguments();
            if (Map.class.isAssignableFrom(raw)) {
                return arguments[0] == String.class ? ValueType.MAP : ValueType.SCALAR_MAP;
            }
            return Collection.class.isAssignableFrom(raw)
                    ? collectionOf(typeOf(arguments[0]), Set.class.isAssignableFrom(raw))
                    : null;
        }
        if (type instanceof Class<?> plain && plain.isEnum()) {
            return ValueType.STRING;
        }
        if (type instanceof Class<?> array && array.isArray() && array != byte[].class) {
            return collectionOf(typeOf(array.getComponentType()), false);
        }
        return TYPES.get(type);
    }

    private static @Nullable ValueType collectionOf(@Nullable ValueType element, boolean isSet) {
        return element == null ? null : isSet ? element.set() : element.list();
    }

    /** Bring a value into a form that its column takes. */
    private static @Nullable Object cell(@Nullable Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Character || value instanceof LocalTime) {
            return value instanceof LocalTime time ? DateTimeFormatter.ISO_TIME.format(time) : value.toString();
        }
        if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        if (value instanceof LocalDate date) {
            return date.atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        if (value instanceof Collection<?> elements) {
            Collection<@Nullable Object> cells =
                    elements instanceof Set<?> ? new LinkedHashSet<>() : new ArrayList<>(elements.size());
            elements.forEach(element -> cells.add(cell(element)));
            return cells;
        }
        if (value != null && value.getClass().isArray() && !(value instanceof byte[])) {
            List<@Nullable Object> cells = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                cells.add(cell(Array.get(value, i)));
            }
            return cells;
        }
        return value;
    }
}
