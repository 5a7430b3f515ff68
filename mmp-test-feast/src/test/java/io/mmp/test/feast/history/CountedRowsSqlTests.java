package io.mmp.test.feast.history;

import static io.mmp.test.feast.history.PlantedRows.NOON;
import static io.mmp.test.feast.history.PlantedRows.TICK;
import static io.mmp.test.feast.history.PlantedRows.VIEW;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.engine.EngineSession;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.ValueType;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Counts rows and entities in DuckDB: equal rows, samples, entities that a source knows, and timestamps in nanoseconds. */
class CountedRowsSqlTests {

    private static final Visibility EVENT = Visibility.EVENT_TIME;
    private static final Instant OLD = NOON.minus(VIEW.ttl());

    @Test
    void equal_rows_are_counted_each() throws SQLException {
        try (PlantedRows rows = new PlantedRows(VIEW).feature(1L, OLD, OLD, 0.1, 1L)) {
            for (int i = 0; i < 3; i++) {
                rows.training(1L, NOON, null, null);
            }
            rows.training(1L, NOON, 0.1, 1L).feature(2L, OLD, OLD, 0.1, 1L).training(2L, NOON, null, null);
            assertThat(rows.wrong(EVENT)).containsExactly("1 MISSING", "1 MISSING", "1 MISSING", "2 MISSING");
            EngineFindings found = PlantedRows.find(rows.write(), 1);
            assertThat(found.counts()).containsOnlyKeys(FaultCause.MISSING).containsEntry(FaultCause.MISSING, 4L);
        }
    }

    @Test
    void a_source_knows_an_entity_whose_rows_are_all_of_its_future() throws SQLException {
        try (PlantedRows rows = new PlantedRows(VIEW)
                .feature(1L, NOON.plus(TICK), NOON, 0.1, 1L)
                .training(1L, NOON, null, null)) {
            assertThat(knowsAny(rows.write())).isTrue();
        }
        try (PlantedRows rows = new PlantedRows(VIEW)
                .feature(1L, OLD, OLD, 0.1, 1L)
                .training(1L, null, null, null)
                .training(2L, NOON, null, null)) {
            assertThat(knowsAny(rows.write())).isFalse();
        }
    }

    private static boolean knowsAny(TrainingSet set) {
        try (EngineSession session = EngineSession.open(set.table().engine())) {
            EngineCheck check = new EngineCheck(session, set, set.sources().get(0), Visibility.EVENT_TIME, 1);
            assertThat(check.find().wrong()).isZero();
            return check.knowsAny();
        }
    }

    @Test
    void a_sample_has_whole_entities_and_counts_the_wrong_ones() throws SQLException {
        try (PlantedRows rows = new PlantedRows(VIEW)) {
            for (long id = 0; id < 400; id++) {
                rows.feature(id, OLD, OLD, 0.1, 1L);
                // Two of three rows of each second entity are wrong.
                rows.training(id, NOON, 0.1, 1L);
                rows.training(id, NOON, 0.1, 1 + id % 2).training(id, NOON.minusSeconds(1), 0.1, 1 + id % 2);
            }
            TrainingSet set = rows.write();
            EngineFindings found = PlantedRows.find(set, 4);
            assertThat(found.wrongEntities()).isBetween(20L, 80L);
            assertThat(found.wrong()).isEqualTo(2 * found.wrongEntities());
            try (EngineSession session = EngineSession.open(set.table().engine())) {
                EngineCheck check = new EngineCheck(session, set, set.sources().get(0), Visibility.EVENT_TIME, 4);
                assertThat(check.judgedEntities()).isBetween(50L, 150L).isGreaterThan(found.wrongEntities());
                assertThat(check.judged()).isEqualTo(3 * check.judgedEntities());
            }
        }
    }

    @Test
    void a_nanosecond_is_seen_where_timestamps_have_nanoseconds() throws SQLException {
        FeatureView view = FeatureView.named("stats")
                .withJoinKey("id", ValueType.INT64)
                .withFeature("trips", ValueType.INT64)
                .withTtl(Duration.ofHours(1));
        try (PlantedRows rows = new PlantedRows(view)) {
            rows.execute(
                    "CREATE TABLE features AS SELECT * FROM (VALUES (1, TIMESTAMP_NS '2026-01-01 12:00:00', 1::BIGINT), (2, TIMESTAMP_NS '2026-01-01 12:00:00.000000001', 1), (3, TIMESTAMP_NS '2026-01-01 11:00:00', 1), (4, TIMESTAMP_NS '2026-01-01 10:59:59.999999999', 1)) f(id, event_timestamp, trips)",
                    "CREATE TABLE training AS SELECT id::BIGINT AS id, TIMESTAMP_NS '2026-01-01 12:00:00' AS event_timestamp, trips FROM features");
            TrainingSet set = TrainingSet.in(rows.engine().withZone(ZoneOffset.UTC), "training")
                    .with(view, "features");
            EngineFindings found = PlantedRows.find(set, 1);
            assertThat(found.counts())
                    .containsEntry(FaultCause.FUTURE, 1L)
                    .containsEntry(FaultCause.EXPIRED, 1L)
                    .hasSize(2);
        }
    }
}
