package io.mmp.test.feast.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.feast.table.Table;
import io.mmp.test.feast.table.TableBuilder;
import io.mmp.test.feast.table.TableException;
import io.mmp.test.feast.table.ValueType;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.api.ListAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PointInTimeJoinTests {

    private static final FeatureView VIEW = FeatureView.named("stats")
            .withJoinKey("id", ValueType.INT64)
            .withFeature("v", ValueType.DOUBLE)
            .withCreatedTimestamp("created");
    private static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");

    record Row(
            @Nullable Long id,
            @Nullable Instant eventTimestamp,
            @Nullable Instant created,
            @Nullable Double v) {}

    record Entity(@Nullable Long id, @Nullable Instant eventTimestamp) {}

    @Test
    void a_row_counts_from_its_event_timestamp_on() {
        FeatureSource source = source(VIEW, row(1, TEN, 0.5));
        assertThatJoin(source, TEN).containsExactly(0.5);
        assertThatJoin(source, TEN.minusNanos(1000)).containsExactly((Object) null);
        assertThatJoin(source, TEN.plusSeconds(1_000_000)).containsExactly(0.5);
    }

    @Test
    void a_row_counts_until_its_ttl_is_over() {
        FeatureSource source = source(VIEW.withTtl(Duration.ofHours(1)), row(1, TEN, 0.5));
        assertThatJoin(source, TEN.plusSeconds(3600)).containsExactly(0.5);
        assertThatJoin(source, TEN.plusSeconds(3600).plusNanos(1000)).containsExactly((Object) null);
    }

    @Test
    void the_latest_event_counts_then_the_latest_creation_then_the_last_row() {
        List<Row> rows = List.of(
                row(1, TEN, TEN.plusSeconds(9), 0.1),
                row(1, TEN.plusSeconds(1), TEN.plusSeconds(3), 0.2),
                row(1, TEN.plusSeconds(1), TEN.plusSeconds(5), 0.3),
                row(1, TEN.plusSeconds(1), TEN.plusSeconds(5), 0.4),
                row(1, TEN.plusSeconds(1), null, 0.5));
        assertThatJoin(source(VIEW, rows.toArray(Row[]::new)), TEN.plusSeconds(10))
                .containsExactly(0.4);
        List<Row> reversed = new ArrayList<>(rows);
        Collections.reverse(reversed);
        assertThatJoin(source(VIEW, reversed.toArray(Row[]::new)), TEN.plusSeconds(10))
                .containsExactly(0.3);
    }

    @Test
    void null_and_nan_are_values_and_hide_older_rows() {
        FeatureSource nulled = source(VIEW, row(1, TEN, 0.5), row(1, TEN.plusSeconds(1), null));
        assertThatJoin(nulled, TEN.plusSeconds(1)).containsExactly((Object) null);
        FeatureSource nan = source(VIEW, row(1, TEN, 0.5), row(1, TEN.plusSeconds(1), Double.NaN));
        assertThatJoin(nan, TEN.plusSeconds(1)).containsExactly(Double.NaN);
    }

    @Test
    void nulls_in_keys_and_timestamps_match_nothing_and_keep_the_entity_row() {
        FeatureSource source = source(VIEW, new Row(null, TEN, TEN, 0.1), new Row(1L, null, TEN, 0.2));
        Table entities = Table.ofRecords(
                Entity.class, List.of(new Entity(null, TEN), new Entity(1L, null), new Entity(1L, TEN)));
        assertThatColumn(PointInTimeJoin.of(entities).with(source).run(), "v").containsExactly(null, null, null);
    }

    @Test
    void entity_rows_keep_their_order_their_labels_and_their_duplicates() {
        Table entities = Table.builder()
                .column("label", ValueType.STRING)
                .column("id", ValueType.INT32)
                .column("at", ValueType.UNIX_TIMESTAMP)
                .row("b", 1, TEN)
                .row("a", 1, TEN)
                .row("a", 1, TEN)
                .row("c", 9, TEN)
                .build();
        Table joined = PointInTimeJoin.of(entities, "at")
                .with(source(VIEW, row(1, TEN, 0.5)))
                .run();
        assertThat(joined.columnNames()).containsExactly("label", "id", "at", "v");
        assertThatColumn(joined, "label").containsExactly("b", "a", "a", "c");
        assertThatColumn(joined, "v").containsExactly(0.5, 0.5, 0.5, null);
    }

    @Test
    void composite_keys_do_not_run_together() {
        FeatureView view = FeatureView.named("pairs")
                .withJoinKey("k1", ValueType.STRING)
                .withJoinKey("k2", ValueType.STRING)
                .withFeature("v", ValueType.DOUBLE);
        TableBuilder rows =
                keyed().column("v", ValueType.DOUBLE).row("1", "11", TEN, 0.1).row("11", "1", TEN, 0.2);
        Table entities = keyed().row("11", "1", TEN)
                .row("1", "11", TEN)
                .row("1", null, TEN)
                .build();
        assertThatColumn(
                        PointInTimeJoin.of(entities)
                                .with(view.from(rows.build()))
                                .run(),
                        "v")
                .containsExactly(0.2, 0.1, null);
    }

    private static TableBuilder keyed() {
        return Table.builder()
                .column("k1", ValueType.STRING)
                .column("k2", ValueType.STRING)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP);
    }

    @Test
    void a_view_is_read_twice_under_two_names_and_for_two_keys() {
        FeatureSource source = source(VIEW, row(1, TEN, 0.1), row(2, TEN, 0.2));
        Table entities = Table.builder()
                .column("buyer", ValueType.INT64)
                .column("seller", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .row(1L, 2L, TEN)
                .build();
        Table joined = PointInTimeJoin.of(entities)
                .with(source.as("b").withJoinKey("id", "buyer"), source.as("s").withJoinKey("id", "seller"))
                .withFullFeatureNames()
                .run();
        assertThat(joined.row(0)).containsEntry("b__v", 0.1).containsEntry("s__v", 0.2);
    }

    @Test
    void a_view_without_keys_has_one_history_for_everyone() {
        FeatureView view = FeatureView.named("market").withFeature("v", ValueType.DOUBLE);
        assertThatJoin(
                        view.from(VIEW.from(rows(row(1, TEN, 0.1), row(2, TEN.plusSeconds(1), 0.2)))
                                .rows()),
                        TEN,
                        TEN.plusSeconds(1))
                .containsExactly(0.1, 0.2);
    }

    @Test
    void columns_of_other_names_are_mapped() {
        Table rows = Table.builder()
                .column("driver", ValueType.INT64)
                .column("happened", ValueType.UNIX_TIMESTAMP)
                .column("value", ValueType.DOUBLE)
                .row(1L, TEN, 0.5)
                .build();
        FeatureView view = FeatureView.named("stats")
                .withJoinKey("id", ValueType.INT64)
                .withFeature("v", ValueType.DOUBLE)
                .withMapping("driver", "id")
                .withMapping("happened", "event_timestamp")
                .withMapping("value", "v");
        assertThatJoin(view.from(rows), TEN).containsExactly(0.5);
    }

    @Test
    void knowledge_time_hides_what_was_created_after_the_entity_row() {
        FeatureSource source = source(
                VIEW,
                row(1, TEN, TEN.plusSeconds(1), 0.1),
                row(1, TEN, TEN.plusSeconds(60), 0.2),
                row(1, TEN.plusSeconds(10), TEN.plusSeconds(90), 0.3),
                row(1, TEN.plusSeconds(20), null, 0.4));
        PointInTimeJoin join = PointInTimeJoin.of(entities(
                        TEN, TEN.plusSeconds(1), TEN.plusSeconds(59), TEN.plusSeconds(60), TEN.plusSeconds(90)))
                .with(source);
        assertThatColumn(join.run(), "v").containsExactly(0.2, 0.2, 0.4, 0.4, 0.4);
        assertThatColumn(join.withKnowledgeTime().run(), "v").containsExactly(null, 0.1, 0.1, 0.2, 0.3);
    }

    @Test
    void the_join_as_of_an_instant_sees_neither_later_events_nor_later_creations() {
        FeatureSource source = source(
                VIEW,
                row(1, TEN, TEN, 0.1),
                row(1, TEN, TEN.plusSeconds(60), 0.2),
                row(1, TEN.plusSeconds(60), TEN.plusSeconds(1), 0.3));
        PointInTimeJoin join =
                PointInTimeJoin.of(entities(TEN.plusSeconds(120))).with(source);
        assertThatColumn(join.asOf(TEN.minusSeconds(1)).run(), "v").containsExactly((Object) null);
        assertThatColumn(join.asOf(TEN.plusSeconds(59)).run(), "v").containsExactly(0.1);
        assertThatColumn(join.asOf(TEN.plusSeconds(60)).run(), "v").containsExactly(0.3);
    }

    @Test
    void time_zones_are_those_of_the_timestamps_on_both_sides_of_a_clock_change() {
        ZoneId newYork = ZoneId.of("America/New_York");
        ZonedDateTime first =
                ZonedDateTime.of(2026, 11, 1, 1, 30, 0, 0, newYork).withEarlierOffsetAtOverlap();
        ZonedDateTime second = first.withLaterOffsetAtOverlap();
        TableBuilder rows = Table.builder()
                .column("id", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .column("created", ValueType.UNIX_TIMESTAMP)
                .column("v", ValueType.DOUBLE)
                .row(1L, first, first, 0.1)
                .row(1L, second, second, 0.2);
        assertThatJoin(
                        VIEW.from(rows.build()),
                        OffsetDateTime.parse("2026-11-01T05:30:00Z").toInstant(),
                        OffsetDateTime.parse("2026-11-01T11:59:59+05:30").toInstant(),
                        OffsetDateTime.parse("2026-11-01T12:00:00+05:30").toInstant())
                .containsExactly(0.1, 0.1, 0.2);
    }

    @Test
    void extreme_timestamps_are_told_apart() {
        Instant longAgo = Instant.parse("-200000-01-01T00:00:00Z");
        Instant farAway = Instant.parse("+200000-01-01T00:00:00Z");
        FeatureSource source = source(VIEW.withTtl(Duration.ofDays(1)), row(1, longAgo, 0.1));
        assertThatJoin(source, longAgo, farAway).containsExactly(0.1, null);
    }

    @Test
    void without_rows_on_either_side_there_is_nothing_to_join() {
        assertThatJoin(source(VIEW), TEN).containsExactly((Object) null);
        assertThatJoin(source(VIEW, row(1, TEN, 0.5))).isEmpty();
    }

    @Test
    void one_entity_with_a_long_history_in_any_order_is_found_by_knowledge_time() {
        int size = 4096;
        List<Row> rows = new ArrayList<>(IntStream.range(0, size)
                .mapToObj(i -> row(1, TEN.plusSeconds(i), TEN.plusSeconds(2L * i), (double) i))
                .toList());
        Collections.shuffle(rows, new Random(7));
        Instant[] instants = IntStream.range(0, size).mapToObj(TEN::plusSeconds).toArray(Instant[]::new);
        Table joined = PointInTimeJoin.of(entities(instants))
                .with(source(VIEW, rows.toArray(Row[]::new)))
                .withKnowledgeTime()
                .run();
        assertThatColumn(joined, "v")
                .isEqualTo(IntStream.range(0, size)
                        .mapToObj(i -> (Object) Math.floor(i / 2.0))
                        .toList());
    }

    @Test
    void a_join_that_makes_no_sense_is_refused() {
        FeatureSource source = source(VIEW);
        Table text = Table.builder()
                .column("id", ValueType.STRING)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .build();
        assertRefused(
                () -> PointInTimeJoin.of(text, "id"),
                "The event timestamp 'id' must be UNIX_TIMESTAMP, but is STRING.");
        assertRefused(
                () -> PointInTimeJoin.of(text, "at"), "There is no column 'at'; the table has [id, event_timestamp].");
        assertRefused(
                () -> PointInTimeJoin.of(text).with(source),
                "Join key 'id' is STRING in the entity rows, but INT64 in the rows of view 'stats'.");
        assertRefused(
                () -> PointInTimeJoin.of(entities()).with(source, source).run(),
                "Feature 'v' of 'stats' has the name of another column: use full feature names, or another alias.");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatExceptionOfType(TableException.class).isThrownBy(call).withMessage(message);
    }

    private static ListAssert<Object> assertThatJoin(FeatureSource source, Instant... instants) {
        return assertThatColumn(
                PointInTimeJoin.of(entities(instants)).with(source).run(), "v");
    }

    private static ListAssert<Object> assertThatColumn(Table table, String column) {
        List<@Nullable Object> cells = new ArrayList<>();
        for (int row = 0; row < table.rowCount(); row++) {
            cells.add(table.column(column).get(row));
        }
        return assertThat(cells);
    }

    private static Table entities(Instant... instants) {
        return Table.ofRecords(
                Entity.class,
                List.of(instants).stream()
                        .map(instant -> new Entity(1L, instant))
                        .toList());
    }

    private static FeatureSource source(FeatureView view, Row... rows) {
        return view.from(rows(rows));
    }

    private static Table rows(Row... rows) {
        return Table.ofRecords(Row.class, List.of(rows));
    }

    private static Row row(long id, Instant event, @Nullable Double v) {
        return row(id, event, event, v);
    }

    private static Row row(long id, Instant event, @Nullable Instant created, @Nullable Double v) {
        return new Row(id, event, created, v);
    }
}
