package io.mmp.test.drift;

import io.mmp.test.engine.EngineColumn;
import io.mmp.test.engine.Form;
import io.mmp.test.engine.SqlWriter;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A column in an engine, which counts its values. */
final class EngineDriftColumn implements ComparedColumn {

    static final String ROWS = "t";

    /** So many different values are fetched with their counts; identifiers have more. */
    static final int MOST_DIFFERENT = 100_000;

    private final EngineDriftTable table;
    private final EngineColumn column;
    private final SqlWriter writer;
    private final String cell;

    /**
     * Take a column.
     *
     * @throws DriftException if the engine cannot tell its values exactly apart
     */
    EngineDriftColumn(EngineDriftTable table, EngineColumn column) {
        table.refusal(column).ifPresent(reason -> {
            throw new DriftException(
                    "Column '%s' of %s cannot be compared exactly in an engine: %s. Leave it out with withoutColumns, or convert it with Engine.query."
                            .formatted(column.name(), table, reason));
        });
        this.table = table;
        this.column = column;
        this.writer = table.session().writer();
        this.cell = writer.column(ROWS, column);
    }

    @Override
    public ValueType type() {
        return column.type();
    }

    @Override
    public int rows() {
        return table.rowCount();
    }

    @Override
    public int missing() {
        return table.missing(column);
    }

    int present() {
        return rows() - missing();
    }

    /** There is a value: neither null nor NaN. */
    String isPresent() {
        return isFloating() ? "%s IS NOT NULL AND NOT %s".formatted(cell, writer.isNaN(cell)) : cell + " IS NOT NULL";
    }

    private boolean isFloating() {
        return type() == ValueType.DOUBLE || type() == ValueType.FLOAT;
    }

    /** The value is a decimal that no decimal here is. */
    String isOdd() {
        return type() == ValueType.DECIMAL
                ? "NOT (ABS(%s) < %s)".formatted(number(), writer.real(Double.POSITIVE_INFINITY))
                : "1 = 0";
    }

    private String number() {
        // Negative zero is zero.
        return "(%s + %s)".formatted(writer.nearest(cell, column), writer.real(0.0));
    }

    /** Return a query of all values that are there, as x. */
    String values() {
        String value = Cell.isNumber(type())
                ? number()
                : type() == ValueType.STRING ? writer.form(Form.TEXT, cell, column, column) : cell;
        return "SELECT %s AS x FROM %s WHERE %s".formatted(value, table.from(), isPresent());
    }

    @Override
    public boolean hasAtMost(int different) {
        Table answer = table.read("SELECT COUNT(*) AS k FROM (SELECT DISTINCT x FROM (%s) v LIMIT %s) d"
                .formatted(values(), different + 1));
        return EngineDriftTable.number(answer, "k", 0) <= different;
    }

    /** Fetch each value and how often it occurs, in no order. */
    Table grouped(String remedy) {
        Table answer = table.read(
                "SELECT x, COUNT(*) AS k FROM (%s) v GROUP BY x LIMIT %s".formatted(values(), MOST_DIFFERENT + 1));
        if (answer.rowCount() > MOST_DIFFERENT) {
            throw new DriftException(
                    "Column '%s' of %s has more than %s different values, which are too many to be fetched: %s"
                            .formatted(column.name(), table, MOST_DIFFERENT, remedy));
        }
        long sum = 0;
        for (int row = 0; row < answer.rowCount(); row++) {
            sum += EngineDriftTable.number(answer, "k", row);
        }
        if (sum != present()) {
            throw table.changed();
        }
        return answer;
    }

    @Override
    public SortedMap<String, Long> counts() {
        Table answer = grouped(
                "is it an identifier? Leave it out with withoutColumns, or compare a sample of the rows with Engine.query.");
        SortedMap<String, Long> counts = new TreeMap<>();
        for (int row = 0; row < answer.rowCount(); row++) {
            counts.put(category(answer.column("x").get(row)), EngineDriftTable.number(answer, "k", row));
        }
        return counts;
    }

    private static String category(@Nullable Object value) {
        if (value instanceof ByteBuffer bytes) {
            return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        }
        return value instanceof Double number ? Cell.category(number) : String.valueOf(value);
    }

    @Override
    public SortedNumbers numbers() {
        return new EngineNumbers(this);
    }

    EngineDriftTable table() {
        return table;
    }

    SqlWriter writer() {
        return writer;
    }

    @Override
    public String toString() {
        return "Column '%s' of %s".formatted(column.name(), table);
    }
}
