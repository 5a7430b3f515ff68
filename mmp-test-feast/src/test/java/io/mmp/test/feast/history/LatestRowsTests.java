package io.mmp.test.feast.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.ValueType;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asks DuckDB for entities and their rows by ranges of keys, at each bound of a range and of an instant. */
class LatestRowsTests {

    private static final Instant NOON = PlantedRows.NOON;
    private static final Instant LATER = NOON.plus(PlantedRows.TICK);
    private static final FeatureView VIEW = FeatureView.named("stats")
            .withJoinKey("code", ValueType.STRING)
            .withJoinKey("id", ValueType.INT64)
            .withFeature("trips", ValueType.INT64)
            .withCreatedTimestamp("created");

    private final EngineUnderTest duckdb = EngineUnderTest.duckdb("latest" + UUID.randomUUID());
    private Connection keepsIt;

    @BeforeEach
    void open() throws SQLException {
        keepsIt = DriverManager.getConnection(duckdb.url());
        write(rows());
    }

    private void write(Table rows) throws SQLException {
        duckdb.execute(List.of("DROP TABLE IF EXISTS stats"));
        duckdb.write(Map.of("stats", rows));
    }

    @AfterEach
    void close() throws SQLException {
        keepsIt.close();
    }

    private static Table rows() {
        return table()
                // A tie, a row created before, one that happened before and was created last, and one of the future.
                .row("a", 1L, NOON, NOON, 1L)
                .row("a", 1L, NOON, NOON, 2L)
                .row("a", 1L, NOON, NOON.minusSeconds(1), 3L)
                .row("a", 1L, NOON.minusSeconds(1), NOON.plusSeconds(9), 4L)
                .row("a", 1L, LATER, NOON, 5L)
                // Nobody knows when one of two was created.
                .row("a", 2L, NOON, null, 6L)
                .row("a", 2L, NOON, Instant.EPOCH.minusSeconds(9), 7L)
                .row("b", 1L, LATER, NOON, 8L)
                .row("b", 2L, null, NOON, 9L)
                .row("c", 0L, NOON, NOON, null)
                .row(null, 1L, NOON, NOON, 11L)
                .row("d", null, LATER, NOON, 12L)
                .row(null, null, null, NOON, 13L)
                .build();
    }

    private static TableBuilder table() {
        TableBuilder table = Table.builder();
        VIEW.sourceColumns().forEach(table::column);
        return table;
    }

    private LatestRows rowsOf() {
        return LatestRows.open(EngineSource.of(VIEW, duckdb.engine().table("stats")));
    }

    private static List<String> printed(FeatureSource source) {
        Table rows = source.rows();
        return IntStream.range(0, rows.rowCount())
                .mapToObj(row -> "%s%s %s"
                        .formatted(
                                rows.column("code").get(row),
                                rows.column("id").get(row),
                                rows.column("trips").get(row)))
                .sorted()
                .toList();
    }

    private static @Nullable List<Object> end(LatestRows rows, @Nullable List<Object> after, int entities) {
        return rows.end(after, entities).orElse(null);
    }

    @Test
    void ranges_end_with_the_entity_that_is_the_last_of_so_many() {
        try (LatestRows rows = rowsOf()) {
            assertThat(end(rows, null, 1)).containsExactly("a", 1L);
            assertThat(end(rows, null, 2)).containsExactly("a", 2L);
            assertThat(end(rows, null, 3)).containsExactly("b", 1L);
            assertThat(end(rows, null, 9)).containsExactly("c", 0L);
            assertThat(end(rows, List.of("a", 1L), 1)).containsExactly("a", 2L);
            assertThat(end(rows, List.of("a", 2L), 1)).containsExactly("b", 1L);
            assertThat(end(rows, List.of("a", 9L), 2)).containsExactly("b", 2L);
            assertThat(end(rows, List.of("b", 1L), 2)).containsExactly("c", 0L);
            assertThat(end(rows, List.of("c", 0L), 2)).isNull();
        }
    }

    @Test
    void of_each_entity_of_a_range_the_rows_that_count_are_read_all_that_tie() {
        try (LatestRows rows = rowsOf()) {
            assertThat(printed(rows.latest(null, List.of("c", 0L), NOON)))
                    .containsExactly("a1 1", "a1 2", "a2 7", "b1 null", "b2 null", "c0 null");
            assertThat(printed(rows.latest(null, List.of("c", 0L), LATER)))
                    .containsExactly("a1 5", "a2 7", "b1 8", "b2 null", "c0 null");
            assertThat(printed(rows.latest(null, List.of("a", 1L), NOON.minusNanos(1))))
                    .containsExactly("a1 4");
            assertThat(printed(rows.latest(List.of("a", 1L), List.of("b", 1L), NOON)))
                    .containsExactly("a2 7", "b1 null");
            assertThat(printed(rows.latest(List.of("a", 2L), List.of("b", 2L), NOON)))
                    .containsExactly("b1 null", "b2 null");
        }
    }

    @Test
    void what_an_entity_has_not_is_no_row_with_an_event_timestamp() {
        try (LatestRows rows = rowsOf()) {
            FeatureSource latest = rows.latest(List.of("a", 2L), List.of("c", 0L), NOON);
            assertThat(latest.rows().column("event_timestamp").get(0)).isNull();
            assertThat(latest.rows().column("event_timestamp").get(2)).isEqualTo(NOON);
            assertThat(rows.entities(latest).column("code").get(2)).isEqualTo("c");
            assertThat(rows.entities(latest).rowCount()).isEqualTo(3);
        }
    }

    @Test
    void a_history_has_all_rows_of_the_entities_and_no_other() {
        try (LatestRows rows = rowsOf()) {
            Table entities = Table.builder()
                    .column("code", ValueType.STRING)
                    .column("id", ValueType.INT64)
                    .row("a", 1L)
                    .row("b", 2L)
                    .build();
            assertThat(printed(rows.history(entities, NOON).orElseThrow()))
                    .containsExactly("a1 1", "a1 2", "a1 3", "a1 4", "a1 5", "b2 9");
        }
    }

    @Test
    void of_an_entity_with_too_many_rows_those_are_read_that_happened_last() throws SQLException {
        duckdb.execute(
                List.of(
                        "INSERT INTO stats SELECT 'm', 1, TIMESTAMPTZ '2026-01-01 12:00:00+00' + to_microseconds(25000 - i), NULL, i FROM range(50002) t(i)",
                        "INSERT INTO stats SELECT 'n', 1, TIMESTAMPTZ '2026-01-01 12:00:00+00', NULL, i FROM range(50000) t(i)"));
        Table many = Table.builder()
                .column("code", ValueType.STRING)
                .column("id", ValueType.INT64)
                .row("m", 1L)
                .row("n", 1L)
                .build();
        try (LatestRows rows = rowsOf()) {
            assertThat(rows.history(many, NOON)).isEmpty();
            assertThat(rows.history(many.rows(1), NOON).orElseThrow().rows().rowCount())
                    .isEqualTo(50_000);
            Table last = rows.history(many.rows(0), NOON).orElseThrow().rows();
            assertThat(last.rowCount()).isEqualTo(50_001);
            // Those that have happened come first, and the one farthest in the future is left out.
            List<Object> trips = IntStream.range(0, last.rowCount())
                    .mapToObj(row -> last.column("trips").get(row))
                    .sorted()
                    .toList();
            assertThat(trips.get(0)).isEqualTo(1L);
            assertThat(trips.get(50_000)).isEqualTo(50_001L);
        }
    }

    @Test
    void entities_and_rows_of_nobody_are_counted_until_an_instant() {
        try (LatestRows rows = rowsOf()) {
            assertThat(rows.lastEvent()).contains(LATER);
            assertThat(rows.countOfIngested(NOON)).isEqualTo(4);
            assertThat(rows.countOfIngested(LATER)).isEqualTo(5);
            assertThat(rows.countOfIngested(NOON.minusNanos(1))).isEqualTo(2);
            assertThat(rows.countOfNobody(NOON)).isEqualTo(2);
            assertThat(rows.countOfNobody(LATER)).isEqualTo(3);
            Table nobody = rows.ofNobody(LATER);
            assertThat(nobody.rowCount()).isEqualTo(3);
            assertThat(nobody.columnNames()).containsExactly("code", "id");
        }
    }

    @Test
    void another_row_key_timestamp_or_value_is_another_state() throws SQLException {
        String before = state();
        assertThat(state()).isEqualTo(before);
        assertThat(before).startsWith("13 rows, hash ");
        for (String change : List.of(
                "UPDATE stats SET trips = 2 WHERE trips = 1",
                "UPDATE stats SET trips = NULL WHERE trips = 11",
                "UPDATE stats SET code = 'A' WHERE trips = 3",
                "UPDATE stats SET id = 3 WHERE trips = 6",
                "UPDATE stats SET event_timestamp = event_timestamp + INTERVAL 1 MICROSECOND WHERE trips = 4",
                "UPDATE stats SET created = NULL WHERE trips = 5",
                "INSERT INTO stats VALUES (NULL, NULL, NULL, NULL, NULL)",
                "DELETE FROM stats WHERE trips = 12")) {
            write(rows());
            assertThat(state()).isEqualTo(before);
            duckdb.execute(List.of(change));
            assertThat(state()).as(change).isNotEqualTo(before);
        }
    }

    private String state() {
        try (LatestRows rows = rowsOf()) {
            return rows.state();
        }
    }
}
