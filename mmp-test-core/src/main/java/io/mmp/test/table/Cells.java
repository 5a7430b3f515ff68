package io.mmp.test.table;

import io.mmp.test.Internal;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Brings values into the one form that cells of their type have, and compares cells.
 *
 * @since 0.1.0
 */
@Internal
public final class Cells {

    private Cells() {}

    /**
     * Return the value in the form that cells of this type have.
     *
     * @throws IllegalArgumentException if it is not a value of this type, or would be changed by becoming one
     */
    static Object canonical(ValueType type, Object value) {
        Object cell = convert(type, value);
        if (cell == null) {
            throw new IllegalArgumentException(
                    "takes %s, not the %s %s".formatted(type, value.getClass().getSimpleName(), print(value)));
        }
        return cell;
    }

    /** Print a cell for a reader: cut where it is long, and with the codes of what cannot be seen. */
    public static String print(@Nullable Object cell) {
        return CellPrinter.print(cell);
    }

    private static @Nullable Object convert(ValueType type, Object value) {
        return switch (type) {
            case INT32 ->
                isIntegral(value) && ((Number) value).longValue() == ((Number) value).intValue()
                        ? ((Number) value).intValue()
                        : null;
            case INT64 -> isIntegral(value) ? ((Number) value).longValue() : null;
            case FLOAT ->
                value instanceof Double number ? Numbers.asFloat(number) : value instanceof Float ? value : null;
            case DOUBLE -> value instanceof Float || value instanceof Double ? ((Number) value).doubleValue() : null;
            case BOOL -> value instanceof Boolean ? value : null;
            case STRING, JSON -> value instanceof String ? value : null;
            case BYTES, PDF_BYTES, IMAGE_BYTES -> bytes(value);
            case UNIX_TIMESTAMP -> instant(value);
            case ZONED_TIMESTAMP -> value instanceof ZonedDateTime ? value : null;
            case DECIMAL -> value instanceof BigDecimal decimal ? decimal.stripTrailingZeros() : null;
            case UUID, TIME_UUID -> value instanceof UUID ? value : null;
            case MAP, STRUCT, SCALAR_MAP -> value instanceof Map<?, ?> map ? Collections.unmodifiableMap(map) : null;
            case NULL -> null;
            default -> value instanceof Collection<?> elements ? collection(type, elements) : null;
        };
    }

    private static boolean isIntegral(@Nullable Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte;
    }

    private static @Nullable ByteBuffer bytes(Object value) {
        if (value instanceof byte[] array) {
            return ByteBuffer.wrap(array.clone()).asReadOnlyBuffer();
        }
        return value instanceof ByteBuffer buffer ? buffer.asReadOnlyBuffer() : null;
    }

    private static @Nullable Instant instant(Object value) {
        Instant instant = value instanceof OffsetDateTime offset
                ? offset.toInstant()
                : value instanceof ZonedDateTime zoned
                        ? zoned.toInstant()
                        : value instanceof Instant given ? given : null;
        if (instant != null) {
            Timestamps.number(instant);
        }
        return instant;
    }

    private static Collection<?> collection(ValueType type, Collection<?> elements) {
        List<@Nullable Object> cells = new ArrayList<>(elements.size());
        for (Object element : elements) {
            cells.add(
                    element == null
                            ? null
                            : type.elementType()
                                    .map(elementType -> canonical(elementType, element))
                                    .orElse(element));
        }
        return type.isSet()
                ? Collections.unmodifiableSet(new LinkedHashSet<>(cells))
                : Collections.unmodifiableList(cells);
    }

    /** Tell whether two cells hold one value: null is only null, NaN only NaN, and width and container do not matter. */
    public static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null || one.equals(other)) {
            return Objects.equals(one, other);
        }
        if (one instanceof Number first && other instanceof Number second) {
            return sameNumber(first, second);
        }
        if (one instanceof Collection<?> first && other instanceof Collection<?> second) {
            return sameElements(first, second);
        }
        if (one instanceof Map<?, ?> first && other instanceof Map<?, ?> second) {
            return sameEntries(first, second);
        }
        return (one instanceof String || other instanceof String)
                && one.toString().equals(other.toString());
    }

    private static boolean sameNumber(Number one, Number other) {
        if (isFloating(one) && isFloating(other) && (one instanceof Float || other instanceof Float)) {
            // A store that widens a float32 shows digits that were never there.
            return isFinite(one) == isFinite(other) && Float.compare(one.floatValue(), other.floatValue()) == 0;
        }
        if (one instanceof Double && other instanceof Double) {
            return Double.compare(one.doubleValue(), other.doubleValue()) == 0;
        }
        return isFinite(one) && isFinite(other) && decimal(one).compareTo(decimal(other)) == 0;
    }

    private static boolean isFloating(@Nullable Object number) {
        return number instanceof Float || number instanceof Double;
    }

    private static boolean isFinite(Number number) {
        return Double.isFinite(number.doubleValue());
    }

    private static BigDecimal decimal(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        return isFloating(number) ? new BigDecimal(number.doubleValue()) : BigDecimal.valueOf(number.longValue());
    }

    private static boolean isSubset(Collection<?> one, Collection<?> other) {
        Set<?> rest = new HashSet<>(other);
        return one.stream()
                .allMatch(element -> rest.contains(element) || rest.stream().anyMatch(that -> same(element, that)));
    }

    private static boolean sameEntries(Map<?, ?> one, Map<?, ?> other) {
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream().allMatch(entry -> sameValue(entry.getValue(), other.get(entry.getKey())));
    }

    /** Tell whether two values of maps are one, whose types no column tells: there, "5" is not 5. */
    private static boolean sameValue(@Nullable Object one, @Nullable Object other) {
        boolean isTextOfPlain = one instanceof String ? isPlain(other) : other instanceof String && isPlain(one);
        return !isTextOfPlain && same(one, other);
    }

    private static boolean isPlain(@Nullable Object value) {
        return value instanceof Boolean || isIntegral(value) || isFloating(value);
    }

    private static boolean sameElements(Collection<?> one, Collection<?> other) {
        if (!(one instanceof List<?> first && other instanceof List<?> second)) {
            return isSubset(one, other) && isSubset(other, one);
        }
        if (first.size() != second.size()) {
            return false;
        }
        for (int i = 0; i < first.size(); i++) {
            if (!same(first.get(i), second.get(i))) {
                return false;
            }
        }
        return true;
    }
}
