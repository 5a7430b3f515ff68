package io.mmp.test.feast.history;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static io.mmp.test.feast.history.DriverStats.ENTITIES;
import static io.mmp.test.feast.history.DriverStats.JOIN;
import static io.mmp.test.feast.history.DriverStats.MICROSECOND;
import static io.mmp.test.feast.history.DriverStats.ROWS;
import static io.mmp.test.feast.history.DriverStats.TEN;
import static io.mmp.test.feast.history.DriverStats.VIEW;
import static io.mmp.test.feast.history.DriverStats.assertFails;
import static io.mmp.test.feast.history.DriverStats.assertRefused;
import static io.mmp.test.feast.history.DriverStats.returned;
import static io.mmp.test.feast.history.DriverStats.returnedAt;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.feast.history.DriverStats.Entity;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Reads what is told about rows that are wrong in more than one value. */
class FaultReportTests {

    @Test
    void timestamps_returned_an_hour_off_are_rows_that_nobody_asked_for() {
        Table shifted = Table.ofRecords(Entity.class, List.of(new Entity(3, TEN.plusSeconds(3600), "c")));
        PointInTimeJoin one = PointInTimeJoin.of(ENTITIES.rows(2)).with(VIEW.from(ROWS));
        Table returned = PointInTimeJoin.of(shifted).with(VIEW.from(ROWS)).run();
        assertFails(() -> assertThat(one.returned(returned)).isPointInTimeCorrect(), """

                Expecting historical features for 1 entity row to be point-in-time correct, but 2 rows are wrong (dropped row: 1, extra row: 1):
                  driver_id=3 at 2026-01-01T10:00:00Z: dropped row
                  driver_id=3 at 2026-01-01T11:00:00Z: extra row
                Smallest counterexample:
                  entity        driver_id=3
                  instant       2026-01-01T10:00:00Z
                  returned      no row
                  right         driver_id=3, event_timestamp=2026-01-01T10:00:00Z, label=c, conv_rate=null, trips=null""");
    }

    @Test
    void dropped_and_multiplied_rows_are_found() {
        Table right = JOIN.run();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(JOIN.returned(right.rows(0, 2))).isPointInTimeCorrect())
                .withMessageContaining(
                        "1 row is wrong (dropped row: 1):%n  driver_id=2 at 2026-01-01T10:00:00Z: dropped row%n"
                                .formatted());
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> assertThat(JOIN.returned(right.rows(0, 0, 1, 2))).isPointInTimeCorrect())
                .withMessageContaining(
                        "1 row is wrong (extra row: 1):%n  driver_id=1 at 2026-01-01T10:00:00Z: extra row%n"
                                .formatted())
                .withMessageEndingWith("right         no row, or not as often");
    }

    @Test
    void a_missing_value_and_one_of_another_entity_are_named_so() {
        Table right = JOIN.run();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(JOIN.returned(returned(right, right.rows(1, 1, 2))))
                        .isPointInTimeCorrect())
                .withMessageContaining(
                        "has conv_rate=null, trips=null, right is conv_rate=0.3, trips=2 (missing value)");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(JOIN.returned(returned(right, right.rows(0, 0, 2))))
                        .isPointInTimeCorrect())
                .withMessageContaining(
                        "has conv_rate=0.3, trips=2, right is conv_rate=null, trips=null (value that the entity never had)")
                .withMessageContaining("returned row  none of this entity");
    }

    @Test
    void where_rows_tie_each_of_them_is_right() {
        Table rows = ROWS.rows(0, 0).select(List.of("driver_id", "event_timestamp", "created"));
        Table values = Table.builder()
                .column("conv_rate", ValueType.DOUBLE)
                .column("trips", ValueType.INT64)
                .row(0.1, 1L)
                .row(0.2, 2L)
                .build();
        Table tied = rows.with("conv_rate", values.column("conv_rate")).with("trips", values.column("trips"));
        PointInTimeJoin join = PointInTimeJoin.of(ENTITIES.rows(0)).with(VIEW.from(tied));
        for (int row : new int[] {0, 1}) {
            Table one = PointInTimeJoin.of(ENTITIES.rows(0))
                    .with(VIEW.from(tied.rows(row)))
                    .run();
            assertThat(join.returned(one)).isPointInTimeCorrect();
        }
        Table mixed = join.run().select(List.of("driver_id", "event_timestamp", "conv_rate"));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(
                                join.returned(mixed.with("trips", values.rows(0).column("trips"))))
                        .isPointInTimeCorrect());
    }

    @Test
    void of_many_faults_ten_of_all_causes_are_shown_and_the_smallest_is_explained() {
        Table entities = Table.ofRecords(
                Entity.class,
                IntStream.range(0, 12)
                        .mapToObj(i -> new Entity(1, TEN, "100%s " + i))
                        .toList());
        PointInTimeJoin join = PointInTimeJoin.of(entities).with(VIEW.from(ROWS.rows(1, 3)));
        Table leaky = returnedAt(MICROSECOND, VIEW, join, ROWS.rows(1, 3))
                .rows(IntStream.range(0, 11).toArray());
        String fault = "\n  driver_id=1 at 2026-01-01T10:00:00Z: driver_stats has conv_rate=0.4, trips=4,"
                + " right is conv_rate=0.2, trips=2 (future value)";
        assertFails(() -> assertThat(join.returned(leaky)).isPointInTimeCorrect(), """

                Expecting historical features for 12 entity rows to be point-in-time correct, but 12 rows are wrong (dropped row: 1, future value: 11):%s
                  driver_id=1 at 2026-01-01T10:00:00Z: dropped row
                  ... and 2 more
                Smallest counterexample:
                  entity        driver_id=1
                  instant       2026-01-01T10:00:00Z
                  returned      conv_rate=0.4, trips=4
                  right         conv_rate=0.2, trips=2
                  right row     event_timestamp=2026-01-01T10:00:00Z, created=2026-01-01T10:05:00Z, conv_rate=0.2, trips=2
                  returned row  event_timestamp=2026-01-01T10:00:00.000001Z, created=2026-01-01T10:05:00Z, conv_rate=0.4, trips=4
                  cause         future value, PT0.000001S after the instant""".formatted(fault.repeat(9)));
    }

    @Test
    void the_counterexample_is_the_whole_fault() {
        PointInTimeJoin shrunk = PointInTimeJoin.of(ENTITIES.rows(0)).with(VIEW.from(ROWS.rows(2, 3)));
        Table leaky = returnedAt(MICROSECOND, VIEW, shrunk, ROWS.rows(2, 3));
        assertThatExceptionOfType(AssertionError.class)
                .as("the two rows of the counterexample give the answer that all rows give")
                .isThrownBy(() -> assertThat(shrunk.returned(leaky)).isPointInTimeCorrect())
                .withMessageContaining("has conv_rate=0.4, trips=4, right is conv_rate=0.3, trips=2 (future value)");
    }

    @Test
    void answers_that_cannot_be_judged_are_refused() {
        Table right = JOIN.run();
        assertRefused(
                () -> JOIN.returned(right.select(List.of("driver_id", "event_timestamp", "trips"))),
                "There is no column 'conv_rate'; the table has [driver_id, event_timestamp, trips].");
        Table text = Table.builder()
                .column("conv_rate", ValueType.STRING)
                .row("a")
                .row("b")
                .row("c")
                .build();
        Table untyped = right.select(List.of("driver_id", "event_timestamp", "trips"))
                .with("conv_rate", text.column("conv_rate"));
        assertRefused(
                () -> JOIN.returned(untyped),
                "Feature 'conv_rate' was returned as STRING, but is DOUBLE in the rows of view 'driver_stats'.");
        FeatureView uncreated = FeatureView.named("uncreated").withFeature("trips", ValueType.INT64);
        PointInTimeJoin join = PointInTimeJoin.of(ENTITIES).with(uncreated.from(ROWS));
        assertRefused(
                () -> assertThat(join.returned(join.run())).hasNoValuesCreatedLater(),
                "No view has a created timestamp by which to tell what was created later.");
    }
}
