package io.mmp.test.feast.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;

/** Joins of a view with one key and one feature, and assertions on the joined column. */
final class SmallJoin {

    private SmallJoin() {}

    static final FeatureView VIEW = FeatureView.named("stats")
            .withJoinKey("id", ValueType.INT64)
            .withFeature("v", ValueType.DOUBLE)
            .withCreatedTimestamp("created");
    static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");

    record Row(
            @Nullable Long id,
            @Nullable Instant eventTimestamp,
            @Nullable Instant created,
            @Nullable Double v) {}

    record Entity(@Nullable Long id, @Nullable Instant eventTimestamp) {}

    static ListAssert<Object> assertThatJoin(FeatureSource source, Instant... instants) {
        return assertThatColumn(
                PointInTimeJoin.of(entities(instants)).with(source).run(), "v");
    }

    static ListAssert<Object> assertThatColumn(Table table, String column) {
        List<@Nullable Object> cells = new ArrayList<>();
        for (int row = 0; row < table.rowCount(); row++) {
            cells.add(table.column(column).get(row));
        }
        return assertThat(cells);
    }

    static Table entities(Instant... instants) {
        return Table.ofRecords(
                Entity.class,
                List.of(instants).stream()
                        .map(instant -> new Entity(1L, instant))
                        .toList());
    }

    static FeatureSource source(FeatureView view, Row... rows) {
        return view.from(rows(rows));
    }

    static Table rows(Row... rows) {
        return Table.ofRecords(Row.class, List.of(rows));
    }

    static Row row(long id, Instant event, @Nullable Double v) {
        return row(id, event, event, v);
    }

    static Row row(long id, Instant event, @Nullable Instant created, @Nullable Double v) {
        return new Row(id, event, created, v);
    }
}
