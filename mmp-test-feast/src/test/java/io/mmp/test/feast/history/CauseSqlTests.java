package io.mmp.test.feast.history;

import static io.mmp.test.feast.history.PlantedRows.NOON;
import static io.mmp.test.feast.history.PlantedRows.TICK;
import static io.mmp.test.feast.history.PlantedRows.VIEW;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.feast.view.FeatureView;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Plants wrong values that may come from several rows, and expects an engine to tell the cause that the local oracle tells, of as many as it should. */
class CauseSqlTests {

    private static final Visibility EVENT = Visibility.EVENT_TIME;
    private static final Visibility KNOWN = EVENT.withKnowledgeTime();
    private static final Instant BEFORE = NOON.minusSeconds(600);
    private static final Instant AFTER = NOON.plusSeconds(600);

    @Test
    void the_nearest_row_that_has_the_values_is_where_they_come_from_of_two_the_older() throws SQLException {
        try (PlantedRows rows = new PlantedRows(VIEW)
                .feature(1L, BEFORE, BEFORE, 0.1, 1L)
                .feature(1L, BEFORE.plus(TICK), BEFORE, 0.2, 2L)
                .feature(1L, AFTER, AFTER, 0.1, 1L)
                .training(1L, NOON, 0.1, 1L)
                .feature(2L, BEFORE, BEFORE, 0.1, 1L)
                .feature(2L, BEFORE.plus(TICK), BEFORE, 0.2, 2L)
                .feature(2L, AFTER.minus(TICK), AFTER, 0.1, 1L)
                .training(2L, NOON, 0.1, 1L)
                .feature(3L, BEFORE, BEFORE, 0.1, 1L)
                .feature(3L, BEFORE.plus(TICK), BEFORE, 0.2, 2L)
                .feature(3L, AFTER, AFTER, 0.2, 1L)
                .training(3L, NOON, 0.1, 1L)
                // Of several rows before, and of several after, the nearest is looked at.
                .feature(4L, BEFORE.minusSeconds(60), BEFORE, 0.1, 1L)
                .feature(4L, BEFORE, BEFORE, 0.1, 1L)
                .feature(4L, BEFORE.plus(TICK), BEFORE, 0.2, 2L)
                .feature(4L, AFTER.plus(TICK), AFTER, 0.1, 1L)
                .feature(4L, AFTER.plusSeconds(60), AFTER, 0.1, 1L)
                .training(4L, NOON, 0.1, 1L)) {
            assertThat(rows.wrong(EVENT)).containsExactly("1 SUPERSEDED", "2 FUTURE", "3 SUPERSEDED", "4 SUPERSEDED");
        }
    }

    @Test
    void the_last_row_before_is_where_values_come_from_though_another_is_nearer() throws SQLException {
        Instant old = NOON.minus(VIEW.ttl()).minus(TICK);
        try (PlantedRows rows = new PlantedRows(VIEW)
                .feature(1L, old, old, 0.1, 1L)
                .feature(1L, NOON.plus(TICK), NOON, 0.1, 1L)
                .training(1L, NOON, 0.1, 1L)
                .feature(2L, old, old, 0.1, 1L)
                .feature(2L, old.plus(TICK).minus(TICK), old.plus(TICK), 0.2, 2L)
                .feature(2L, NOON.plus(TICK), NOON, 0.1, 1L)
                .training(2L, NOON, 0.1, 1L)
                // The last one by the clock of events, which was created too late.
                .feature(3L, BEFORE, NOON.plus(TICK), 0.1, 1L)
                .feature(3L, NOON.plus(TICK), NOON, 0.1, 1L)
                .training(3L, NOON, 0.1, 1L)) {
            assertThat(rows.wrong(KNOWN)).containsExactly("1 EXPIRED", "2 FUTURE", "3 CREATED_LATER");
        }
    }

    @Test
    void of_rows_of_one_event_timestamp_the_first_one_created_is_where_values_come_from() throws SQLException {
        try (PlantedRows rows = new PlantedRows(VIEW)
                .feature(1L, BEFORE, AFTER, 0.1, 1L)
                .feature(1L, BEFORE, BEFORE, 0.1, 1L)
                .feature(1L, BEFORE.plus(TICK), BEFORE.plus(TICK), 0.2, 2L)
                .training(1L, NOON, 0.1, 1L)
                .feature(2L, BEFORE, AFTER, 0.1, 1L)
                .feature(2L, BEFORE, NOON.plus(TICK), 0.1, 1L)
                .feature(2L, BEFORE.plus(TICK), BEFORE.plus(TICK), 0.2, 2L)
                .training(2L, NOON, 0.1, 1L)
                .feature(3L, BEFORE, AFTER, 0.1, 1L)
                .feature(3L, BEFORE, NOON, 0.1, 1L)
                .feature(3L, BEFORE.plus(TICK), BEFORE.plus(TICK), 0.2, 2L)
                .training(3L, NOON, 0.1, 1L)) {
            assertThat(rows.wrong(KNOWN)).containsExactly("1 SUPERSEDED", "2 CREATED_LATER", "3 SUPERSEDED");
        }
    }

    @Test
    void each_bound_of_a_cause_is_that_of_the_question() throws SQLException {
        Duration ttl = VIEW.ttl();
        try (PlantedRows rows = new PlantedRows(VIEW)
                // As old as the TTL, but superseded.
                .feature(1L, NOON.minus(ttl), NOON.minus(ttl), 0.1, 1L)
                .feature(1L, BEFORE, BEFORE, 0.2, 2L)
                .training(1L, NOON, 0.1, 1L)
                .feature(2L, NOON.minus(ttl).minus(TICK), NOON.minus(ttl), 0.1, 1L)
                .feature(2L, BEFORE, BEFORE, 0.2, 2L)
                .training(2L, NOON, 0.1, 1L)
                // Of the same instant, but created before another.
                .feature(3L, NOON, BEFORE, 0.1, 1L)
                .feature(3L, NOON, NOON, 0.2, 2L)
                .training(3L, NOON, 0.1, 1L)
                // Created at the instant, and superseded.
                .feature(4L, BEFORE, NOON, 0.1, 1L)
                .feature(4L, BEFORE.plus(TICK), BEFORE.plus(TICK), 0.2, 2L)
                .training(4L, NOON, 0.1, 1L)) {
            assertThat(rows.wrong(EVENT)).containsExactly("1 SUPERSEDED", "2 EXPIRED", "3 SUPERSEDED", "4 SUPERSEDED");
            assertThat(rows.wrong(KNOWN)).containsExactly("1 SUPERSEDED", "2 EXPIRED", "3 SUPERSEDED", "4 SUPERSEDED");
        }
        Instant then = NOON.minusSeconds(60);
        try (PlantedRows rows = new PlantedRows(VIEW)
                // At the instant as of which is judged, and superseded.
                .feature(1L, then, BEFORE, 0.1, 1L)
                .feature(1L, then, then, 0.2, 2L)
                .training(1L, NOON, 0.1, 1L)
                .feature(2L, BEFORE, then, 0.1, 1L)
                .feature(2L, BEFORE.plus(TICK), then, 0.2, 2L)
                .training(2L, NOON, 0.1, 1L)
                .feature(3L, then.plus(TICK), BEFORE, 0.1, 1L)
                .feature(3L, BEFORE, then, 0.2, 2L)
                .training(3L, NOON, 0.1, 1L)
                .feature(4L, BEFORE, then.plus(TICK), 0.1, 1L)
                .feature(4L, BEFORE.minus(TICK), then, 0.2, 2L)
                .training(4L, NOON, 0.1, 1L)
                .feature(5L, BEFORE, null, 0.1, 1L)
                .feature(5L, BEFORE.minus(TICK), then, 0.2, 2L)
                .training(5L, NOON, 0.1, 1L)) {
            assertThat(rows.wrong(EVENT.asOf(then)))
                    .containsExactly("1 SUPERSEDED", "2 SUPERSEDED", "3 FUTURE", "4 CREATED_LATER", "5 CREATED_LATER");
        }
    }

    @Test
    void lost_values_are_told_from_values_of_other_rows() throws SQLException {
        try (PlantedRows rows = new PlantedRows(VIEW)
                .feature(1L, BEFORE, BEFORE, 0.1, 1L)
                .training(1L, NOON, null, null)
                .feature(2L, BEFORE, BEFORE, 0.1, 1L)
                .training(2L, NOON, null, 1L)
                // Another row has these values: they are its own.
                .feature(3L, BEFORE.minusSeconds(60), BEFORE, null, 1L)
                .feature(3L, BEFORE, BEFORE, 0.1, 1L)
                .training(3L, NOON, null, 1L)
                .feature(4L, BEFORE, BEFORE, Double.NaN, null)
                .training(4L, NOON, null, null)
                .feature(5L, BEFORE, BEFORE, Double.NaN, 1L)
                .training(5L, NOON, null, null)
                .feature(6L, BEFORE, BEFORE, Double.NaN, 1L)
                .training(6L, NOON, null, 1L)
                .feature(7L, BEFORE.minusSeconds(60), BEFORE, null, 1L)
                .feature(7L, BEFORE, BEFORE, Double.NaN, 1L)
                .training(7L, NOON, null, 1L)
                .feature(8L, BEFORE, BEFORE, 0.1, 1L)
                .training(8L, NOON, null, 2L)
                .feature(9L, BEFORE, BEFORE, 0.1, 1L)
                .feature(9L, BEFORE.minusSeconds(60), BEFORE, null, null)
                .training(9L, NOON, null, null)) {
            assertThat(rows.wrong(EVENT))
                    .containsExactly(
                            "1 MISSING",
                            "2 MISSING",
                            "3 SUPERSEDED",
                            "4 NAN_TO_NULL",
                            "5 MISSING",
                            "6 NAN_TO_NULL",
                            "7 NAN_TO_NULL",
                            "8 UNTOLD",
                            "9 MISSING");
        }
    }

    @Test
    void up_to_25_of_each_cause_are_fetched_and_all_are_counted() throws SQLException {
        try (PlantedRows rows = new PlantedRows(VIEW)) {
            for (long id = 0; id < 30; id++) {
                rows.feature(id, AFTER, AFTER, 0.1, 1L).training(id, NOON, 0.1, 1L);
            }
            for (long id = 30; id < 55; id++) {
                rows.feature(id, BEFORE, BEFORE, 0.1, 1L).training(id, NOON, null, null);
            }
            EngineFindings found = PlantedRows.find(rows.write(), 1);
            assertThat(found.wrong()).isEqualTo(55);
            assertThat(found.counts())
                    .hasSize(2)
                    .containsEntry(FaultCause.FUTURE, 30L)
                    .containsEntry(FaultCause.MISSING, 25L);
            assertThat(found.judged()).hasSize(50);
            assertThat(found.judged())
                    .filteredOn(row -> row.told() == FaultCause.MISSING)
                    .hasSize(25);
            assertThat(found.rows().rowCount()).isEqualTo(50);
        }
    }

    @Test
    void up_to_200_of_no_told_cause_are_fetched() throws SQLException {
        FeatureView view = VIEW.withTtl(Duration.ZERO);
        try (PlantedRows rows = new PlantedRows(view)) {
            for (long id = 0; id < 201; id++) {
                rows.feature(id, BEFORE, BEFORE, 0.1, 1L).training(id, NOON, 0.5, 7L);
            }
            EngineFindings found = PlantedRows.find(rows.write(), 1);
            assertThat(found.counts()).isEmpty();
            assertThat(found.untold()).isEqualTo(201);
            assertThat(found.unjudged()).isEqualTo(201);
            assertThat(found.judged()).hasSize(200);
        }
    }
}
