package io.mmp.test.feast.process;

import static java.util.Objects.requireNonNull;

import io.mmp.test.feast.view.StoredTimestamps;
import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.TableException;
import io.mmp.test.table.Timestamps;
import io.mmp.test.table.ValueType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges tables with {@code tables.py}, cells of all value types and null included.
 *
 * <p>JSON rather than Parquet, which Java cannot write without a library of 85 MB.
 */
final class TableJson {

    private TableJson() {}

    /** Write these columns of a table as cells of these types. */
    static Map<String, Object> write(Table table, Map<String, ValueType> types) {
        StoredTimestamps.require(table.select(List.copyOf(types.keySet())));
        Map<String, Object> names = new LinkedHashMap<>();
        Map<String, Object> columns = new LinkedHashMap<>();
        types.forEach((name, type) -> {
            Column column = table.column(name);
            List<@Nullable Object> cells = new ArrayList<>(column.size());
            for (int row = 0; row < column.size(); row++) {
                try {
                    cells.add(write(column.get(row)));
                } catch (IllegalArgumentException e) {
                    throw new TableException("Row %s: column '%s' %s.".formatted(row, name, e.getMessage()), e);
                }
            }
            names.put(name, type.name());
            columns.put(name, cells);
        });
        return Map.of("types", names, "columns", columns);
    }

    private static @Nullable Object write(@Nullable Object cell) {
        if (cell instanceof Instant instant) {
            return Timestamps.micros(instant);
        }
        if (cell instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return Base64.getEncoder().encodeToString(copy);
        }
        if (cell instanceof Collection<?> elements) {
            List<@Nullable Object> cells = new ArrayList<>();
            elements.forEach(element -> cells.add(write(element)));
            return cells;
        }
        if (cell == null || cell instanceof Integer || cell instanceof Long || cell instanceof Boolean) {
            return cell;
        }
        return cell instanceof Map<?, ?> ? cell : cell.toString();
    }

    /** Read a table whose columns are of the types in which Feast returned them. */
    @SuppressWarnings("unchecked") // tables.py writes tables in this form
    static Table read(@Nullable Object json) {
        Map<String, Map<String, ?>> table = (Map<String, Map<String, ?>>) requireNonNull(json);
        TableBuilder builder = Table.builder();
        List<ValueType> types = new ArrayList<>();
        requireNonNull(table.get("types")).forEach((name, type) -> {
            types.add(ValueType.valueOf((String) type));
            builder.column(name, ValueType.valueOf((String) type));
        });
        List<List<@Nullable Object>> columns = new ArrayList<>();
        requireNonNull(table.get("columns")).values().forEach(column -> columns.add((List<@Nullable Object>) column));
        int rowCount = columns.isEmpty() ? 0 : columns.get(0).size();
        for (int row = 0; row < rowCount; row++) {
            List<@Nullable Object> cells = new ArrayList<>();
            for (int i = 0; i < types.size(); i++) {
                Object cell = columns.get(i).get(row);
                cells.add(cell == null ? null : read(types.get(i), cell));
            }
            builder.row(cells.toArray());
        }
        return builder.build();
    }

    private static Object read(ValueType type, Object cell) {
        if (type.elementType().isPresent() && cell instanceof List<?> elements) {
            List<@Nullable Object> cells = new ArrayList<>();
            elements.forEach(element ->
                    cells.add(element == null ? null : read(type.elementType().get(), element)));
            return cells;
        }
        return switch (type) {
            case FLOAT, DOUBLE ->
                Double.valueOf(cell.toString().replace("nan", "NaN").replace("inf", "Infinity"));
            case UNIX_TIMESTAMP -> Instant.EPOCH.plus(((Number) cell).longValue(), ChronoUnit.MICROS);
            case BYTES -> ByteBuffer.wrap(Base64.getDecoder().decode((String) cell));
            case DECIMAL -> new BigDecimal((String) cell);
            case UUID -> UUID.fromString((String) cell);
            default -> cell;
        };
    }
}
