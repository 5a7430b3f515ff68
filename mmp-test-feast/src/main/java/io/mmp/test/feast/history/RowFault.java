package io.mmp.test.feast.history;

import io.mmp.test.table.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row that was asked for and not returned, or the other way round.
 *
 * @param cause {@link Cause#DROPPED} or {@link Cause#EXTRA}
 * @param row a row of the entity rows if it was dropped, of the returned table if it is extra
 * @param join what was asked for
 * @param table the table of the row
 */
record RowFault(Cause cause, int row, PointInTimeJoin join, Table table) implements Fault {

    @Override
    public String line() {
        return "%s at %s: %s".formatted(Fault.print(keys()), instant(), cause);
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public Map<String, String> counterexample() {
        boolean dropped = cause == Cause.DROPPED;
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("entity", Fault.print(keys()));
        lines.put("instant", String.valueOf(instant()));
        lines.put("returned", dropped ? "no row" : Fault.print(table.row(row)));
        lines.put("right", dropped ? Fault.print(join.answer(row).row(0)) : "no row, or not as often");
        return lines;
    }

    private @Nullable Object instant() {
        return table.column(join.eventTimestamp()).get(row);
    }

    private Map<String, @Nullable Object> keys() {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        join.sources()
                .forEach(source -> source.view()
                        .joinKeys()
                        .forEach(key -> keys.put(
                                source.entityColumn(key),
                                table.column(source.entityColumn(key)).get(row))));
        return keys;
    }
}
