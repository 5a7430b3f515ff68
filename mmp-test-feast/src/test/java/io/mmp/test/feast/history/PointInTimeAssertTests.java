package io.mmp.test.feast.history;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static io.mmp.test.feast.history.DriverStats.ENTITIES;
import static io.mmp.test.feast.history.DriverStats.JOIN;
import static io.mmp.test.feast.history.DriverStats.MICROSECOND;
import static io.mmp.test.feast.history.DriverStats.ROWS;
import static io.mmp.test.feast.history.DriverStats.VIEW;
import static io.mmp.test.feast.history.DriverStats.assertFails;
import static io.mmp.test.feast.history.DriverStats.at;
import static io.mmp.test.feast.history.DriverStats.joinedAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.feast.history.DriverStats.Entity;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plants faults as feature stores make them, and expects each assertion to find its own and no other. */
class PointInTimeAssertTests {

    @Test
    void right_features_pass_in_any_order_and_with_wider_types() {
        Table right = JOIN.run();
        assertThat(JOIN.returned(right))
                .isPointInTimeCorrect()
                .isPointInTimeCorrect(VIEW)
                .hasNoFutureValues()
                .respectsTtl();
        Table widened = right.rows(2, 0, 1).select(List.of("driver_id", "event_timestamp", "label", "conv_rate"));
        Table trips = Table.builder()
                .column("trips", ValueType.DOUBLE)
                .row((Object) null)
                .row(2.0)
                .row((Object) null)
                .build();
        assertThat(JOIN.returned(widened.with("trips", trips.column("trips")))).isPointInTimeCorrect();
    }

    @Test
    void features_that_are_not_asked_for_need_not_be_returned() {
        PointInTimeJoin trips =
                PointInTimeJoin.of(ENTITIES).with(VIEW.from(ROWS).select("trips"));
        Table right = trips.run();
        assertThat(right.columnNames()).containsExactly("driver_id", "event_timestamp", "label", "trips");
        assertThat(trips.returned(right)).isPointInTimeCorrect();
    }

    @Test
    void nothing_to_judge_is_refused() {
        PointInTimeJoin none = PointInTimeJoin.of(ENTITIES.rows()).with(VIEW.from(ROWS));
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> assertThat(none.returned(none.run())).isPointInTimeCorrect())
                .withMessage("There is nothing to judge: no entity rows were asked for.");
    }

    @Test
    void less_for_less_or_equal_is_found() {
        assertFails(
                () -> assertThat(JOIN.returned(joinedAt(MICROSECOND.negated(), VIEW)))
                        .isPointInTimeCorrect(),
                """

                Expecting historical features for 3 entity rows to be point-in-time correct, but 1 row is wrong (superseded value: 1):
                  driver_id=1 at 2026-01-01T10:00:00Z: driver_stats has conv_rate=0.1, trips=1, right is conv_rate=0.3, trips=2 (superseded value)
                Smallest counterexample:
                  entity        driver_id=1
                  instant       2026-01-01T10:00:00Z
                  returned      conv_rate=0.1, trips=1
                  right         conv_rate=0.3, trips=2
                  right row     event_timestamp=2026-01-01T10:00:00Z, created=2026-01-01T12:00:00Z, conv_rate=0.3, trips=2
                  returned row  event_timestamp=2026-01-01T09:00:00Z, created=2026-01-01T09:05:00Z, conv_rate=0.1, trips=1
                  cause         superseded value""");
        assertThat(JOIN.returned(joinedAt(MICROSECOND.negated(), VIEW))).hasNoFutureValues();
    }

    @Test
    void a_neighbour_of_one_microsecond_is_found() {
        HistoricalFeatures leaky = JOIN.returned(joinedAt(MICROSECOND, VIEW));
        String fault = """
                1 row is wrong (future value: 1):
                  driver_id=1 at 2026-01-01T10:00:00Z: driver_stats has conv_rate=0.4, trips=4, right is conv_rate=0.3, trips=2 (future value)
                Smallest counterexample:
                  entity        driver_id=1
                  instant       2026-01-01T10:00:00Z
                  returned      conv_rate=0.4, trips=4
                  right         conv_rate=0.3, trips=2
                  right row     event_timestamp=2026-01-01T10:00:00Z, created=2026-01-01T12:00:00Z, conv_rate=0.3, trips=2
                  returned row  event_timestamp=2026-01-01T10:00:00.000001Z, created=2026-01-01T10:05:00Z, conv_rate=0.4, trips=4
                  cause         future value, PT0.000001S after the instant""";
        assertFails(
                () -> assertThat(leaky).isPointInTimeCorrect(),
                "\nExpecting historical features for 3 entity rows to be point-in-time correct, but " + fault);
        assertFails(
                () -> assertThat(leaky).hasNoFutureValues(),
                "\nExpecting historical features for 3 entity rows to have no future values, but " + fault);
        assertThat(leaky).respectsTtl();
    }

    @Test
    void a_clock_that_is_an_hour_ahead_is_found() {
        assertFails(
                () -> assertThat(JOIN.returned(joinedAt(Duration.ofHours(1), VIEW)))
                        .hasNoFutureValues(),
                """

                Expecting historical features for 3 entity rows to have no future values, but 1 row is wrong (future value: 1):
                  driver_id=1 at 2026-01-01T10:00:00Z: driver_stats has conv_rate=0.5, trips=5, right is conv_rate=0.3, trips=2 (future value)
                Smallest counterexample:
                  entity        driver_id=1
                  instant       2026-01-01T10:00:00Z
                  returned      conv_rate=0.5, trips=5
                  right         conv_rate=0.3, trips=2
                  right row     event_timestamp=2026-01-01T10:00:00Z, created=2026-01-01T12:00:00Z, conv_rate=0.3, trips=2
                  returned row  event_timestamp=2026-01-01T10:30:00Z, created=2026-01-01T10:31:00Z, conv_rate=0.5, trips=5
                  cause         future value, PT30M after the instant""");
    }

    @Test
    void a_value_beyond_the_ttl_is_found() {
        HistoricalFeatures stale = JOIN.returned(joinedAt(Duration.ZERO, VIEW.withTtl(Duration.ZERO)));
        String fault = """
                1 row is wrong (value beyond the TTL: 1):
                  driver_id=2 at 2026-01-01T10:00:00Z: driver_stats has conv_rate=0.6, trips=6, right is conv_rate=null, trips=null (value beyond the TTL)
                Smallest counterexample:
                  entity        driver_id=2
                  instant       2026-01-01T10:00:00Z
                  returned      conv_rate=0.6, trips=6
                  right         conv_rate=null, trips=null
                  right row     none
                  returned row  event_timestamp=2026-01-01T07:59:59.999Z, created=2026-01-01T08:00:00Z, conv_rate=0.6, trips=6
                  cause         value beyond the TTL, PT2H0.001S before the instant, and the TTL is PT2H""";
        assertFails(
                () -> assertThat(stale).isPointInTimeCorrect(),
                "\nExpecting historical features for 3 entity rows to be point-in-time correct, but " + fault);
        assertFails(
                () -> assertThat(stale).respectsTtl(),
                "\nExpecting historical features for 3 entity rows to respect the TTL, but " + fault);
        assertThat(stale).hasNoFutureValues();
    }

    @Test
    void a_late_correction_is_found_by_the_clock_of_knowledge_and_is_right_by_that_of_events() {
        Table entities = Table.ofRecords(Entity.class, List.of(new Entity(1, at("10:10:00Z"), "a")));
        PointInTimeJoin join = PointInTimeJoin.of(entities).with(VIEW.from(ROWS.rows(1, 2)));
        HistoricalFeatures corrected = join.returned(join.run());
        assertThat(corrected).isPointInTimeCorrect().hasNoFutureValues();
        assertFails(() -> assertThat(corrected).hasNoValuesCreatedLater(), """

                Expecting historical features for 1 entity row to have no values created later, but 1 row is wrong (value created later: 1):
                  driver_id=1 at 2026-01-01T10:10:00Z: driver_stats has conv_rate=0.3, right is conv_rate=0.2 (value created later)
                Smallest counterexample:
                  entity        driver_id=1
                  instant       2026-01-01T10:10:00Z
                  returned      conv_rate=0.3
                  right         conv_rate=0.2
                  right row     event_timestamp=2026-01-01T10:00:00Z, created=2026-01-01T10:05:00Z, conv_rate=0.2
                  returned row  event_timestamp=2026-01-01T10:00:00Z, created=2026-01-01T12:00:00Z, conv_rate=0.3
                  cause         value created later""");
        assertThat(join.returned(join.withKnowledgeTime().run())).hasNoValuesCreatedLater();
    }

    @Test
    void time_travel_is_judged_by_what_was_known_then() {
        HistoricalFeatures then = JOIN.returned(JOIN.asOf(at("11:00:00Z")).run());
        assertThat(then).asOf(at("11:00:00Z")).isPointInTimeCorrect();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(then).isPointInTimeCorrect())
                .withMessageContaining("returned      conv_rate=0.2")
                .withMessageContaining("right         conv_rate=0.3");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(JOIN.returned(JOIN.run()))
                        .as("table of %s", "today")
                        .asOf(at("11:00:00Z"))
                        .isPointInTimeCorrect())
                .withMessageStartingWith("[table of today] ")
                .withMessageContaining("returned      conv_rate=0.3")
                .withMessageContaining("right         conv_rate=0.2")
                .withMessageEndingWith("cause         value created later");
    }
}
