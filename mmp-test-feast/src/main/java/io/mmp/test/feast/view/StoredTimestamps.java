package io.mmp.test.feast.view;

import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Refuses the timestamps that no store of Feast keeps: those finer than a microsecond. */
public final class StoredTimestamps {

    private StoredTimestamps() {}

    /**
     * Check all cells of a table, those in lists included.
     *
     * @throws TableException if one is a timestamp finer than a microsecond
     */
    public static void require(Table table) {
        for (String name : table.columnNames()) {
            Column column = table.column(name);
            for (int row = 0; row < column.size(); row++) {
                require(name, row, column.get(row));
            }
        }
    }

    private static void require(String name, int row, @Nullable Object cell) {
        if (cell instanceof Collection<?> elements) {
            elements.forEach(element -> require(name, row, element));
        }
        if (cell instanceof Instant instant
                && !instant.truncatedTo(ChronoUnit.MICROS).equals(instant)) {
            throw new TableException(
                    "Row %s: column '%s' takes timestamps in whole microseconds, because Feast's stores keep no more, not %s; truncate it first."
                            .formatted(row, name, instant));
        }
    }
}
