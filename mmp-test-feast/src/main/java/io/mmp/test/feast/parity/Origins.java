package io.mmp.test.feast.parity;

import io.mmp.test.feast.history.FeatureHistory;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.table.Column;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks up wrong values of a table in the history of their entities. */
final class Origins {

    private final Table rows;
    private final Map<String, Values> values = new HashMap<>();
    private final Map<FeatureSource, EntityHistory> histories = new HashMap<>();

    /** Look up values of entities whose keys, and event timestamps if there are any, are in these rows. */
    Origins(List<FeatureSource> sources, Table rows) {
        this.rows = rows;
        for (FeatureSource source : sources) {
            for (String feature : source.features()) {
                Values found = new Values(source, source.column(feature));
                values.putIfAbsent(feature, found);
                values.put(source.name() + "__" + feature, found);
            }
        }
    }

    /** Return a better cause than one that says nothing, if the value is of another row of the entity. */
    Cause explain(Cause cause, int row, String feature, Column actual, int actualRow) {
        Values known = values.get(feature);
        if (known == null || (cause != Cause.VALUE && cause != Cause.UNEXPECTED_VALUE)) {
            return cause;
        }
        EntityHistory entities = histories.computeIfAbsent(known.source, this::historyOf);
        FeatureHistory history = entities.history();
        int origin = entities.nearest(row, position -> known.column.isSame(history.row(position), actual, actualRow));
        boolean isRight = origin == entities.last(row) && !entities.isExpired(row, origin);
        return origin == FeatureHistory.NONE || isRight ? cause : entities.causeOf(row, origin);
    }

    private EntityHistory historyOf(FeatureSource source) {
        String timestamp = source.view().eventTimestamp();
        boolean isTimed =
                rows.columnNames().contains(timestamp) && rows.column(timestamp).type() == ValueType.UNIX_TIMESTAMP;
        return new EntityHistory(
                source, rows, row -> isTimed ? rows.column(timestamp).getTimestamp(row) : EntityHistory.END_OF_TIME);
    }

    private record Values(FeatureSource source, Column column) {}
}
