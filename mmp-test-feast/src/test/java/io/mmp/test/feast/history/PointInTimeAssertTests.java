package io.mmp.test.feast.history;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.feast.table.Column;
import io.mmp.test.feast.table.Table;
import io.mmp.test.feast.table.TableException;
import io.mmp.test.feast.table.ValueType;
import io.mmp.test.feast.view.FeatureView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Plants faults as feature stores make them, and expects each assertion to find its own and no other. */
class PointInTimeAssertTests {

    private static final FeatureView VIEW = FeatureView.named("driver_stats")
            .withJoinKey("driver_id", ValueType.INT64)
            .withFeature("conv_rate", ValueType.DOUBLE)
            .withFeature("trips", ValueType.INT64)
            .withCreatedTimestamp("created")
            .withTtl(Duration.ofHours(2));
    private static final Duration MICROSECOND = Duration.ofNanos(1000);
    private static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");

    private static final Table ROWS = Table.ofRecords(
            Row.class,
            List.of(
                    new Row(1, "09:00:00Z", "09:05:00Z", 0.1, 1),
                    new Row(1, "10:00:00Z", "10:05:00Z", 0.2, 2),
                    new Row(1, "10:00:00Z", "12:00:00Z", 0.3, 2),
                    new Row(1, "10:00:00.000001Z", "10:05:00Z", 0.4, 4),
                    new Row(1, "10:30:00Z", "10:31:00Z", 0.5, 5),
                    new Row(2, "07:59:59.999Z", "08:00:00Z", 0.6, 6)));

    record Row(
            long driverId,
            Instant eventTimestamp,
            Instant created,
            double convRate,
            @Nullable Long trips) {
        Row(long driverId, String event, String created, double convRate, long trips) {
            this(driverId, at(event), at(created), convRate, trips);
        }
    }

    record Entity(long driverId, Instant eventTimestamp, String label) {}

    private static final Table ENTITIES = Table.ofRecords(
            Entity.class, List.of(new Entity(1, TEN, "a"), new Entity(2, TEN, "b"), new Entity(3, TEN, "c")));
    private static final PointInTimeJoin JOIN = PointInTimeJoin.of(ENTITIES).with(VIEW.from(ROWS));

    private static Instant at(String time) {
        return Instant.parse("2026-01-01T" + time);
    }

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
    void of_many_faults_ten_are_shown_and_the_smallest_is_explained() {
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
                  ... and 2 more
                Smallest counterexample:
                  entity        driver_id=1
                  instant       2026-01-01T10:00:00Z
                  returned      conv_rate=0.4, trips=4
                  right         conv_rate=0.2, trips=2
                  right row     event_timestamp=2026-01-01T10:00:00Z, created=2026-01-01T10:05:00Z, conv_rate=0.2, trips=2
                  returned row  event_timestamp=2026-01-01T10:00:00.000001Z, created=2026-01-01T10:05:00Z, conv_rate=0.4, trips=4
                  cause         future value, PT0.000001S after the instant""".formatted(fault.repeat(10)));
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

    private static void assertFails(ThrowingCallable assertion, String message) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion)
                .withMessage(message.replace("\n", System.lineSeparator()));
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatExceptionOfType(TableException.class).isThrownBy(call).withMessage(message);
    }

    /** Return what a store would return whose clock is off by this. */
    private static Table joinedAt(Duration shift, FeatureView view) {
        return returnedAt(shift, view, JOIN, ROWS);
    }

    private static Table returnedAt(Duration shift, FeatureView view, PointInTimeJoin join, Table rows) {
        Table entities = join.entityRows();
        List<Entity> shifted = IntStream.range(0, entities.rowCount())
                .mapToObj(row -> new Entity(
                        entities.column("driver_id").getLong(row),
                        TEN.plus(shift),
                        String.valueOf(entities.column("label").get(row))))
                .toList();
        Table joined = PointInTimeJoin.of(Table.ofRecords(Entity.class, shifted))
                .with(view.from(rows))
                .run();
        return returned(entities, joined);
    }

    /** Return entity rows with the values of other rows. */
    private static Table returned(Table entities, Table values) {
        Column convRate = values.column("conv_rate");
        return entities.select(List.of("driver_id", "event_timestamp", "label"))
                .with("conv_rate", convRate)
                .with("trips", values.column("trips"));
    }
}
