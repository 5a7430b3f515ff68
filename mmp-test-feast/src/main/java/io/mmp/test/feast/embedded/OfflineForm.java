package io.mmp.test.feast.embedded;

import com.fasterxml.jackson.jr.ob.JSON;
import io.mmp.test.feast.process.FeastStores;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.ValueType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The form in which Feast's offline stores return values: they know no sets, documents and identifiers, but lists, bytes and texts.
 *
 * @param model the store; what PostgreSQL does not return like the others is a decimal, which becomes a double, and a map, which becomes text
 */
record OfflineForm(FeastStores.Offline model) {

    /**
     * Check that the store can keep these cells.
     *
     * @throws FeastException if one is a text with the character NUL, which PostgreSQL refuses
     */
    void requireStorable(String view, Table table) {
        if (!isPostgres()) {
            return;
        }
        for (String name : table.columnNames()) {
            Column column = table.column(name);
            boolean isText = column.type().elementType().orElse(column.type()) == ValueType.STRING;
            for (int row = 0; isText && row < table.rowCount(); row++) {
                if (String.valueOf(column.get(row)).indexOf('\0') >= 0) {
                    throw new FeastException(
                            "Column '%s' of view '%s' has the character NUL in row %s, which PostgreSQL does not take."
                                    .formatted(name, view, row));
                }
            }
        }
    }

    /** Return the type in which values of this type are returned. */
    ValueType of(ValueType type) {
        Optional<ValueType> element = type.elementType();
        if (element.isPresent()) {
            ValueType returned = of(element.get());
            return returned == ValueType.STRING && isMap(element.get())
                    ? ValueType.STRING
                    : ValueType.valueOf(returned + "_LIST");
        }
        return switch (type) {
            case JSON, UUID, TIME_UUID -> ValueType.STRING;
            case PDF_BYTES, IMAGE_BYTES -> ValueType.BYTES;
            case ZONED_TIMESTAMP -> ValueType.UNIX_TIMESTAMP;
            case VALUE_SET -> ValueType.VALUE_LIST;
            case MAP, STRUCT, SCALAR_MAP -> isPostgres() ? ValueType.STRING : ValueType.STRUCT;
            case DECIMAL -> isPostgres() ? ValueType.DOUBLE : type;
            default -> type;
        };
    }

    private boolean isPostgres() {
        return model == FeastStores.Offline.POSTGRES;
    }

    private static boolean isMap(ValueType type) {
        return type == ValueType.MAP || type == ValueType.STRUCT || type == ValueType.SCALAR_MAP;
    }

    /**
     * Return a cell of a column of this type in this form.
     *
     * @throws FeastException if the store refuses to return such values
     */
    @Nullable
    Object cell(ValueType type, @Nullable Object cell) {
        if (isPostgres() && (type == ValueType.VALUE_LIST || type == ValueType.VALUE_SET)) {
            throw new FeastException("Feast refuses to read values of type %s from PostgreSQL.".formatted(type));
        }
        if (cell == null) {
            return null;
        }
        if (of(type) == ValueType.STRING) {
            return cell instanceof Map || cell instanceof Collection ? json(cell) : cell.toString();
        }
        if (cell instanceof Collection<?> elements) {
            ValueType element = type.elementType().orElse(ValueType.NULL);
            return elements.stream().map(one -> cell(element, one)).collect(Collectors.toCollection(ArrayList::new));
        }
        return cell instanceof BigDecimal decimal && isPostgres() ? (Object) decimal.doubleValue() : cell;
    }

    private static String json(Object cell) {
        try {
            return JSON.std.asString(cell);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Return a table in this form. */
    Table of(Table table) {
        List<Column> columns = table.columnNames().stream().map(table::column).toList();
        if (columns.stream().allMatch(column -> of(column.type()) == column.type())) {
            return table;
        }
        TableBuilder builder = Table.builder();
        table.columnNames()
                .forEach(name -> builder.column(name, of(table.column(name).type())));
        for (int row = 0; row < table.rowCount(); row++) {
            @Nullable Object[] cells = new Object[columns.size()];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = cell(columns.get(i).type(), columns.get(i).get(row));
            }
            builder.row(cells);
        }
        return builder.build();
    }
}
