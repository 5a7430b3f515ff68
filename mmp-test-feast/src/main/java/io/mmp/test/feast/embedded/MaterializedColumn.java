package io.mmp.test.feast.embedded;

import com.fasterxml.jackson.jr.ob.JSON;
import feast.proto.types.ValueProto.Value;
import io.mmp.test.feast.process.FeastStores;
import io.mmp.test.feast.proto.ProtoValues;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.feast.view.Field;
import io.mmp.test.table.ValueType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes of the values of one feature what Feast's materialization makes of them, which takes them through pandas, all at once.
 *
 * <p>As measured with Feast 0.67, whose PostgreSQL and DuckDB stores agree in this: NaN becomes null; an integer of 64 bits goes through a
 * double where a null is beside it; a timestamp loses its fraction of a second, and a null one becomes the least number; bytes that are
 * all empty become null; in lists and sets null becomes NaN, false, an empty text or the least timestamp, or is refused.
 *
 * @param view the view that is materialized
 * @param feature the feature
 * @param origin the store that it is read from
 */
record MaterializedColumn(String view, Field feature, FeastStores.Offline origin) {

    /**
     * Return the message for each of the values.
     *
     * @param isBesideNull whether there is a null in the column, if only in a row that is not the latest of its entity
     */
    List<Value> values(List<@Nullable Object> cells, boolean isBesideNull) {
        boolean isThroughDouble = feature.type() == ValueType.INT64 && isBesideNull;
        boolean isEmpty = cells.stream().allMatch(MaterializedColumn::isEmptyBytes);
        List<Value> values = new ArrayList<>(cells.size());
        for (Object cell : cells) {
            Object changed = cell == null || isEmpty ? absent() : isThroughDouble ? rounded((Long) cell) : scalar(cell);
            values.add(ProtoValues.of(feature.type(), changed));
        }
        return values;
    }

    private @Nullable Object absent() {
        return feature.type() == ValueType.UNIX_TIMESTAMP ? Instant.MIN : null;
    }

    private static boolean isEmptyBytes(@Nullable Object cell) {
        return cell == null || (cell instanceof ByteBuffer bytes && !bytes.hasRemaining());
    }

    private Long rounded(Long cell) {
        double rounded = cell;
        if (rounded >= 0x1p63) {
            throw refusal(cell + " beside a null, which is out of range as a double");
        }
        return (long) rounded;
    }

    private @Nullable Object scalar(Object cell) {
        return switch (feature.type()) {
            case FLOAT, DOUBLE -> Double.isNaN(((Number) cell).doubleValue()) ? null : cell;
            case UNIX_TIMESTAMP -> ((Instant) cell).truncatedTo(ChronoUnit.SECONDS);
            case JSON -> json((String) cell);
            case DECIMAL ->
                origin == FeastStores.Offline.POSTGRES
                        ? BigDecimal.valueOf(((BigDecimal) cell).doubleValue()).stripTrailingZeros()
                        : cell;
            case ZONED_TIMESTAMP, SCALAR_MAP -> throw refusal("values");
            default -> cell instanceof Collection<?> elements ? elements(elements) : cell;
        };
    }

    private String json(String text) {
        try {
            if (text.isBlank()) {
                throw refusal("an empty text, which is no JSON");
            }
            JSON.std.anyFrom(text);
            return text;
        } catch (IOException e) {
            throw refusal("%s, which is no JSON".formatted(text));
        }
    }

    private Collection<?> elements(Collection<?> elements) {
        ValueType type = feature.type().elementType().orElse(null);
        if (isRefused(type) && !elements.isEmpty()) {
            throw refusal("values");
        }
        if (type == null) {
            return elements;
        }
        boolean isSet = feature.type().name().endsWith("_SET");
        Collection<@Nullable Object> changed = isSet ? new LinkedHashSet<>() : new ArrayList<>();
        for (Object element : elements) {
            Object one = element == null ? absentElement(type, isSet, elements) : element;
            if (type == ValueType.JSON) {
                json((String) one);
            } else if (isSet && one instanceof Instant instant && element != null) {
                one = instant.truncatedTo(ChronoUnit.SECONDS);
            }
            // Python's sets take -0.0 for 0.0, and keep the first.
            if (!(isSet && isZero(one) && changed.stream().anyMatch(MaterializedColumn::isZero))) {
                changed.add(one);
            }
        }
        return changed;
    }

    /** Tell whether one store returns these collections in a form that Feast cannot materialize. */
    private boolean isRefused(@Nullable ValueType element) {
        return origin == FeastStores.Offline.POSTGRES
                ? element == null || element == ValueType.DECIMAL
                : element == ValueType.MAP;
    }

    private Object absentElement(ValueType type, boolean isSet, Collection<?> elements) {
        return switch (type) {
            case DOUBLE -> Double.NaN;
            case FLOAT -> Float.NaN;
            case BOOL -> false;
            case UNIX_TIMESTAMP -> Instant.MIN;
            case JSON -> "null";
            case STRING, BYTES -> {
                if (isSet) {
                    throw refusal("a null in " + elements);
                }
                yield type == ValueType.STRING ? "" : ByteBuffer.allocate(0);
            }
            default -> throw refusal("a null in " + elements);
        };
    }

    private static boolean isZero(@Nullable Object value) {
        return (value instanceof Double || value instanceof Float) && ((Number) value).doubleValue() == 0;
    }

    private FeastException refusal(String what) {
        return new FeastException("Feast refuses to materialize view '%s': feature '%s' has %s, and is %s."
                .formatted(view, feature.name(), what, feature.type()));
    }
}
