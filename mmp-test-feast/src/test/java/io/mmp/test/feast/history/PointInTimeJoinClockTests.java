package io.mmp.test.feast.history;

import static io.mmp.test.feast.history.SmallJoin.TEN;
import static io.mmp.test.feast.history.SmallJoin.VIEW;
import static io.mmp.test.feast.history.SmallJoin.assertThatColumn;
import static io.mmp.test.feast.history.SmallJoin.assertThatJoin;
import static io.mmp.test.feast.history.SmallJoin.entities;
import static io.mmp.test.feast.history.SmallJoin.row;
import static io.mmp.test.feast.history.SmallJoin.source;

import io.mmp.test.feast.history.SmallJoin.Row;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.ValueType;
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
import org.junit.jupiter.api.Test;

/** Joins by the clocks: event timestamps, created timestamps, TTLs and time zones. */
class PointInTimeJoinClockTests {

    @Test
    void a_row_counts_from_its_event_timestamp_on() {
        FeatureSource source = source(VIEW, row(1, TEN, 0.5));
        assertThatJoin(source, TEN).containsExactly(0.5);
        assertThatJoin(source, TEN.minusNanos(1000)).containsExactly((Object) null);
        assertThatJoin(source, TEN.plusSeconds(1_000_000)).containsExactly(0.5);
    }

    @Test
    void a_nanosecond_makes_the_difference() {
        FeatureSource source = source(VIEW.withTtl(Duration.ofHours(1)), row(1, TEN.plusNanos(1), 0.5));
        assertThatJoin(source, TEN).containsExactly((Object) null);
        assertThatJoin(source, TEN.plusNanos(1)).containsExactly(0.5);
        assertThatJoin(source, TEN.plusSeconds(3600).plusNanos(1)).containsExactly(0.5);
        assertThatJoin(source, TEN.plusSeconds(3600).plusNanos(2)).containsExactly((Object) null);
        PointInTimeJoin join = PointInTimeJoin.of(entities(TEN.plusSeconds(1))).with(source);
        assertThatColumn(join.asOf(TEN).run(), "v").containsExactly((Object) null);
        assertThatColumn(join.asOf(TEN.plusNanos(1)).run(), "v").containsExactly(0.5);
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
        Instant longAgo = Instant.parse("-140000-01-01T00:00:00Z");
        Instant farAway = Instant.parse("+140000-01-01T00:00:00Z");
        FeatureSource source = source(VIEW.withTtl(Duration.ofDays(1)), row(1, longAgo, 0.1));
        assertThatJoin(source, longAgo, farAway).containsExactly(0.1, null);
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
}
