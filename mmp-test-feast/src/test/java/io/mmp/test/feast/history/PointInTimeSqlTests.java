package io.mmp.test.feast.history;

import static io.mmp.test.feast.history.PlantedRows.NOON;
import static io.mmp.test.feast.history.PlantedRows.TICK;
import static io.mmp.test.feast.history.PlantedRows.VIEW;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.ValueType;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Plants rows at each bound of the question that an engine is asked, one on its right side beside one on the wrong side. */
class PointInTimeSqlTests {

    private static final Duration TTL = VIEW.ttl();
    private static final Visibility EVENT = Visibility.EVENT_TIME;
    private static final Visibility KNOWN = EVENT.withKnowledgeTime();
    private static final Instant OLD = NOON.minus(TTL);

    @Test
    void a_value_as_old_as_the_ttl_counts_and_a_microsecond_older_does_not() throws SQLException {
        for (FeatureView view : new FeatureView[] {VIEW, VIEW.withTtl(Duration.ZERO)}) {
            try (PlantedRows rows = new PlantedRows(view)
                    .feature(1L, OLD, OLD, 0.1, 1L)
                    .training(1L, NOON, 0.1, 1L)
                    .feature(2L, OLD, OLD, 0.1, 1L)
                    .training(2L, NOON, null, null)
                    .feature(3L, OLD.minus(TICK), OLD, 0.1, 1L)
                    .training(3L, NOON, 0.1, 1L)
                    .feature(4L, OLD.minus(TICK), OLD, 0.1, 1L)
                    .training(4L, NOON, null, null)) {
                if (view.ttl().isZero()) {
                    assertThat(rows.wrong(EVENT)).containsExactly("2 MISSING", "4 MISSING");
                } else {
                    assertThat(rows.wrong(EVENT)).containsExactly("2 MISSING", "3 EXPIRED");
                }
            }
        }
    }

    @Test
    void a_row_counts_from_its_event_timestamp_on() throws SQLException {
        try (PlantedRows rows = new PlantedRows(VIEW)
                .feature(1L, NOON, NOON, 0.1, 1L)
                .training(1L, NOON, 0.1, 1L)
                .feature(2L, NOON, NOON, 0.1, 1L)
                .training(2L, NOON, null, null)
                .feature(3L, NOON.plus(TICK), NOON, 0.1, 1L)
                .training(3L, NOON, 0.1, 1L)
                .feature(4L, NOON.plus(TICK), NOON, 0.1, 1L)
                .training(4L, NOON, null, null)
                .feature(5L, NOON.minus(TICK), NOON, 0.1, 1L)
                .feature(5L, NOON.minus(TICK).minus(TICK), NOON.plus(TTL), 0.2, 2L)
                .training(5L, NOON, 0.2, 2L)) {
            assertThat(rows.wrong(EVENT)).containsExactly("2 MISSING", "3 FUTURE", "5 SUPERSEDED");
        }
    }

    @Test
    void by_the_clock_of_knowledge_a_row_counts_once_it_was_created_too() throws SQLException {
        Instant before = NOON.minusSeconds(60);
        try (PlantedRows rows = new PlantedRows(VIEW)
                .feature(1L, before, NOON, 0.1, 1L)
                .training(1L, NOON, 0.1, 1L)
                .feature(2L, before, NOON.plus(TICK), 0.1, 1L)
                .training(2L, NOON, 0.1, 1L)
                .feature(3L, before, NOON.plus(TICK), 0.1, 1L)
                .training(3L, NOON, null, null)
                // What was created ahead of its time is of the future until then.
                .feature(4L, NOON.plus(TICK), before, 0.1, 1L)
                .training(4L, NOON, 0.1, 1L)
                // Nobody knows when it was created.
                .feature(5L, before, null, 0.1, 1L)
                .training(5L, NOON, 0.1, 1L)
                // A correction that comes too late leaves the older row.
                .feature(6L, before.minusSeconds(60), before, 0.1, 1L)
                .feature(6L, before, NOON.plus(TICK), 0.2, 2L)
                .training(6L, NOON, 0.1, 1L)
                .feature(7L, before.minusSeconds(60), before, 0.1, 1L)
                .feature(7L, before, NOON.plus(TICK), 0.2, 2L)
                .training(7L, NOON, 0.2, 2L)
                // What is known last is not what happened last.
                .feature(8L, before.minusSeconds(60), NOON.minus(TICK), 0.1, 1L)
                .feature(8L, before, before, 0.2, 2L)
                .training(8L, NOON, 0.1, 1L)) {
            assertThat(rows.wrong(KNOWN))
                    .containsExactly(
                            "2 CREATED_LATER", "4 FUTURE", "5 CREATED_LATER", "7 CREATED_LATER", "8 SUPERSEDED");
            assertThat(rows.wrong(EVENT)).containsExactly("3 MISSING", "4 FUTURE", "6 SUPERSEDED", "8 SUPERSEDED");
        }
    }

    @Test
    void of_rows_of_one_event_timestamp_the_one_created_last_counts_wherever_it_stands() throws SQLException {
        try (PlantedRows rows = new PlantedRows(VIEW)
                .feature(1L, OLD, NOON, 0.2, 2L)
                .feature(1L, OLD, NOON.minus(TICK), 0.1, 1L)
                .training(1L, NOON, 0.2, 2L)
                .feature(2L, OLD, NOON.minus(TICK), 0.1, 1L)
                .feature(2L, OLD, NOON, 0.2, 2L)
                .training(2L, NOON, 0.1, 1L)
                // A row without created timestamp is older than any that has one.
                .feature(3L, OLD, null, 0.1, 1L)
                .feature(3L, OLD, Instant.EPOCH.minusSeconds(1), 0.2, 2L)
                .training(3L, NOON, 0.1, 1L)
                .feature(4L, OLD, null, 0.1, 1L)
                .training(4L, NOON, 0.1, 1L)
                // Each of two that tie is right, and no mixture of them.
                .feature(5L, OLD, NOON, 0.1, 1L)
                .feature(5L, OLD, NOON, 0.2, 2L)
                .training(5L, NOON, 0.1, 1L)
                .training(5L, NOON, 0.2, 2L)
                .feature(6L, OLD, NOON, 0.1, 1L)
                .feature(6L, OLD, NOON, 0.2, 2L)
                .training(6L, NOON, 0.1, 2L)
                // What happened later counts, though it was created before.
                .feature(7L, OLD, NOON, 0.1, 1L)
                .feature(7L, OLD.plus(TICK), NOON.minusSeconds(9), 0.2, 2L)
                .training(7L, NOON, 0.1, 1L)) {
            assertThat(rows.wrong(EVENT)).containsExactly("2 SUPERSEDED", "3 SUPERSEDED", "6 UNTOLD", "7 SUPERSEDED");
        }
    }

    @Test
    void as_of_an_instant_what_happened_or_was_created_then_counts_and_nothing_later() throws SQLException {
        Instant then = NOON.minusSeconds(60);
        try (PlantedRows rows = new PlantedRows(VIEW)
                .feature(1L, then, then, 0.1, 1L)
                .training(1L, NOON, 0.1, 1L)
                .feature(2L, then.plus(TICK), then, 0.1, 1L)
                .training(2L, NOON, 0.1, 1L)
                .feature(3L, then.plus(TICK), then, 0.1, 1L)
                .training(3L, NOON, null, null)
                .feature(4L, then.minus(TICK), then.plus(TICK), 0.1, 1L)
                .training(4L, NOON, 0.1, 1L)
                .feature(5L, then.minus(TICK), then.plus(TICK), 0.1, 1L)
                .training(5L, NOON, null, null)
                .feature(6L, then.minus(TICK), null, 0.1, 1L)
                .training(6L, NOON, 0.1, 1L)
                .feature(7L, then, then, 0.1, 1L)
                .training(7L, NOON, null, null)) {
            assertThat(rows.wrong(EVENT.asOf(then)))
                    .containsExactly("2 FUTURE", "4 CREATED_LATER", "6 CREATED_LATER", "7 MISSING");
            assertThat(rows.wrong(EVENT)).containsExactly("3 MISSING", "5 MISSING", "7 MISSING");
        }
    }

    @Test
    void as_of_an_instant_a_view_without_created_timestamp_is_judged_by_events_alone() throws SQLException {
        Instant then = NOON.minusSeconds(60);
        FeatureView view =
                FeatureView.named("stats").withJoinKey("id", ValueType.INT64).withFeature("trips", ValueType.INT64);
        try (PlantedRows rows = new PlantedRows(view)
                .feature(1L, then, 1L)
                .training(1L, NOON, 1L)
                .feature(2L, then.plus(TICK), 1L)
                .training(2L, NOON, 1L)
                .feature(3L, then, 1L)
                .feature(3L, then, 2L)
                .training(3L, NOON, 1L)
                .training(3L, NOON, 2L)
                .training(3L, NOON, 3L)) {
            assertThat(rows.wrong(EVENT.asOf(then))).containsExactly("2 FUTURE", "3 UNTOLD");
            assertThat(rows.wrong(KNOWN)).containsExactly("3 UNTOLD");
        }
    }

    @Test
    void each_feature_is_compared_with_its_own_and_null_is_a_value() throws SQLException {
        try (PlantedRows rows = new PlantedRows(VIEW)
                .feature(1L, OLD, OLD, null, null)
                .training(1L, NOON, null, null)
                .feature(2L, OLD, OLD, null, 1L)
                .training(2L, NOON, null, 1L)
                .feature(3L, OLD, OLD, null, 1L)
                .training(3L, NOON, null, 2L)
                .feature(4L, OLD, OLD, 0.1, 1L)
                .training(4L, NOON, null, 1L)
                .feature(5L, OLD, OLD, 0.1, null)
                .training(5L, NOON, 0.1, 1L)
                .feature(6L, OLD, OLD, Double.NaN, 1L)
                .training(6L, NOON, Double.NaN, 1L)
                .feature(7L, OLD, OLD, Double.NaN, 1L)
                .training(7L, NOON, null, 1L)
                .feature(8L, OLD, OLD, -0.0, 1L)
                .training(8L, NOON, -0.0, 1L)
                .feature(9L, OLD, OLD, -0.0, 1L)
                .training(9L, NOON, 0.0, 1L)
                // A view has features of an entity; another entity none, though a value was returned of one feature.
                .training(10L, NOON, null, 1L)
                .training(11L, NOON, 0.1, null)
                .training(12L, NOON, null, null)
                .feature(13L, OLD, OLD, 0.1, (1L << 53) + 1)
                .training(13L, NOON, 0.1, 1L << 53)) {
            assertThat(rows.wrong(EVENT))
                    .containsExactly(
                            "10 UNTOLD",
                            "11 UNTOLD",
                            "13 UNTOLD",
                            "3 UNTOLD",
                            "4 MISSING",
                            "5 UNTOLD",
                            "7 NAN_TO_NULL",
                            "9 UNTOLD");
        }
    }

    @Test
    void what_has_no_key_or_no_timestamp_matches_nothing() throws SQLException {
        FeatureView view = FeatureView.named("stats")
                .withJoinKey("code", ValueType.STRING)
                .withJoinKey("id", ValueType.INT64)
                .withFeature("trips", ValueType.INT64);
        try (PlantedRows rows = new PlantedRows(view)
                .feature("a", null, OLD, 1L)
                .training("a", null, NOON, null)
                .feature("b", null, OLD, 1L)
                .training("b", null, NOON, 1L)
                .feature(null, 3L, OLD, 1L)
                .training(null, 3L, NOON, null)
                .feature("d", 4L, null, 1L)
                .training("d", 4L, NOON, null)
                .feature("e", 5L, OLD, 1L)
                .training("e", 5L, null, null)
                .feature("f", 6L, OLD, 1L)
                .training("f", 6L, null, 1L)
                // One of two keys is not enough, nor are both of them of two rows.
                .feature("g", 7L, OLD, 1L)
                .training("G", 7L, NOON, null)
                .feature("h", 8L, OLD, 1L)
                .feature("i", 9L, OLD, 2L)
                .training("h", 9L, NOON, null)
                .training("h", 8L, NOON, 1L)
                .training("i", 9L, NOON, 1L)
                .feature("j", 10L, null, 1L)
                .feature("j", 10L, OLD, 2L)
                .training("j", 10L, NOON, 2L)) {
            assertThat(rows.wrong(EVENT)).containsExactly("b UNTOLD", "f UNTOLD", "i UNTOLD");
        }
    }
}
