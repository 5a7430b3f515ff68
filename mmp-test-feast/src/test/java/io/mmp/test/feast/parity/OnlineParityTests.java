package io.mmp.test.feast.parity;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static io.mmp.test.feast.parity.Drivers.CONV_RATE;
import static io.mmp.test.feast.parity.Drivers.ENTITIES;
import static io.mmp.test.feast.parity.Drivers.ROWS;
import static io.mmp.test.feast.parity.Drivers.SOURCE;
import static io.mmp.test.feast.parity.Drivers.TEN;
import static io.mmp.test.feast.parity.Drivers.TRIPS;
import static io.mmp.test.feast.parity.Drivers.VIEW;
import static io.mmp.test.feast.parity.Drivers.assertFails;
import static io.mmp.test.feast.parity.Drivers.assertRefused;
import static io.mmp.test.feast.parity.Drivers.at;
import static io.mmp.test.feast.parity.Drivers.entry;
import static io.mmp.test.feast.parity.Drivers.served;
import static io.mmp.test.feast.parity.Drivers.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.history.PointInTimeJoin;
import io.mmp.test.feast.online.FeatureStatus;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.online.OnlineValue;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Declares what a store may do, compares it with an offline store, and asks for freshness and statuses. */
class OnlineParityTests {

    private static final Table ASKED = Table.builder()
            .column("driver_id", ValueType.INT64)
            .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
            .row(1L, TEN)
            .row(2L, TEN)
            .row(3L, TEN)
            .row(4L, TEN)
            .build();
    private static final PointInTimeJoin JOIN = PointInTimeJoin.of(ASKED).with(SOURCE);

    /** A store as Python serves it from SQLite: no TTL, and whole seconds. */
    private static OnlineFeatures withoutTtl() {
        return with(served(), CONV_RATE, 2, served -> entry(SOURCE, "conv_rate", 4));
    }

    @Test
    void what_is_accepted_is_counted_and_does_not_fail() {
        ParityRules rules = ParityRules.strict().accepting(Cause.EXPIRED, "Feast's servers do not enforce the TTL");
        assertThat(withoutTtl()).using(rules).agreesWith(TEN, SOURCE);
        OnlineFeatures wrong = with(withoutTtl(), TRIPS, 1, served -> entry(SOURCE, "trips", 1));
        assertFails(() -> assertThat(wrong).using(rules).agreesWith(TEN, SOURCE), """

                Expecting online features of 4 entities to agree with the source of [driver_stats] as of 2026-01-01T10:00:00Z, \
                but 1 of 12 values is wrong (late correction: 1):
                  driver_id=1: driver_stats:trips is INT64 2 of 2026-01-01T10:00:00Z (PRESENT), \
                right is INT64 3 of 2026-01-01T10:00:00Z (late correction)
                By feature:
                  driver_stats:conv_rate  0 of 4 wrong  expired value: 1 (accepted)
                  driver_stats:trips      1 of 4 wrong  late correction: 1
                  driver_stats:last_trip  0 of 4 wrong
                  accepted: expired value, because Feast's servers do not enforce the TTL""");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules.accepting(Cause.STALE, " "))
                .withMessage("Accepting 'stale value' needs a reason.");
    }

    @Test
    void a_value_that_is_served_as_outside_of_its_age_is_no_lie() {
        OnlineValue old = entry(SOURCE, "conv_rate", 4);
        OnlineFeatures go = with(
                withoutTtl(),
                CONV_RATE,
                2,
                served ->
                        new OnlineValue(old.type(), old.value(), FeatureStatus.OUTSIDE_MAX_AGE, old.eventTimestamp()));
        assertThat(go).agreesWith(TEN, SOURCE);
    }

    @Test
    void a_backfill_that_replaced_a_later_row_is_told_from_a_stale_value() {
        Table late = Table.ofRecords(
                Drivers.Row.class,
                List.of(
                        new Drivers.Row(1, at("09:00:00Z"), at("11:00:00Z"), 0.1, 1L, at("08:50:00Z")),
                        new Drivers.Row(1, TEN, at("10:05:00Z"), 0.2, 2L, at("09:55:00Z"))));
        OnlineFeatures online =
                with(served(VIEW.from(late), ENTITIES.rows(0)), TRIPS, 1, served -> entry(VIEW.from(late), "trips", 0));
        assertFails(() -> assertThat(online).agreesWith(TEN, VIEW.from(late)), """

                Expecting online features of 1 entity to agree with the source of [driver_stats] as of 2026-01-01T10:00:00Z, \
                but 1 of 3 values is wrong (backfill: 1):
                  driver_id=1: driver_stats:trips is INT64 1 of 2026-01-01T09:00:00Z (PRESENT), \
                right is INT64 2 of 2026-01-01T10:00:00Z (backfill)
                By feature:
                  driver_stats:conv_rate  0 of 1 wrong
                  driver_stats:trips      1 of 1 wrong  backfill: 1
                  driver_stats:last_trip  0 of 1 wrong""");
    }

    @Test
    void each_row_of_a_tie_is_right() {
        Table tied = ROWS.rows(1, 0).select(List.of("driver_id", "event_timestamp", "conv_rate", "trips", "last_trip"));
        Table twice = tied.rows(0, 1)
                .select(List.of("driver_id", "conv_rate", "trips", "last_trip"))
                .with("event_timestamp", tied.rows(0, 0).column("event_timestamp"))
                .with("created", ROWS.rows(1, 1).column("created"));
        OnlineFeatures online = with(
                served(VIEW.from(twice), ENTITIES.rows(0)), TRIPS, 1, served -> entry(VIEW.from(twice), "trips", 0));
        assertThat(online).agreesWith(TEN, VIEW.from(twice));
    }

    @Test
    void an_offline_store_that_widened_its_integers_agrees_with_the_declared_types() {
        Table doubles = Table.builder()
                .column("trips", ValueType.DOUBLE)
                .row(3.0)
                .row((Object) null)
                .row((Object) null)
                .row((Object) null)
                .build();
        Table returned = JOIN.run()
                .select(List.of("driver_id", "event_timestamp", "conv_rate", "last_trip"))
                .with("trips", doubles.column("trips"));
        assertThat(served()).agreesWith(JOIN.returned(returned));
    }

    @Test
    void an_offline_store_that_dropped_a_row_and_returned_another_value_is_found() {
        Table older =
                PointInTimeJoin.of(ASKED).with(VIEW.from(ROWS.rows(0, 1, 4, 5))).run();
        HistoricalFeatures offline = JOIN.returned(older.rows(3, 1, 0));
        assertFails(() -> assertThat(served()).agreesWith(offline), """

                Expecting online features of 4 entities to agree with the historical features of 3 rows, \
                but 4 of 13 values are wrong (extra row: 1, wrong offline: 3):
                  driver_id=3: extra row
                  driver_id=1: driver_stats:conv_rate is DOUBLE 0.3 of 2026-01-01T10:00:00Z (PRESENT), \
                right is DOUBLE 0.2 of 2026-01-01T10:00:00Z (wrong offline)
                  driver_id=1: driver_stats:trips is INT64 3 of 2026-01-01T10:00:00Z (PRESENT), \
                right is INT64 2 of 2026-01-01T10:00:00Z (wrong offline)
                  driver_id=1: driver_stats:last_trip is UNIX_TIMESTAMP 2026-01-01T09:56:00Z of 2026-01-01T10:00:00Z (PRESENT), \
                right is UNIX_TIMESTAMP 2026-01-01T09:55:00Z of 2026-01-01T10:00:00Z (wrong offline)
                Smallest counterexample:
                  row      driver_id=1
                  feature  driver_stats:trips
                  found    INT64 3 of 2026-01-01T10:00:00Z (PRESENT)
                  right    INT64 2 of 2026-01-01T10:00:00Z
                  cause    wrong offline
                By feature:
                  (rows)                  1 of 4 wrong  extra row: 1
                  driver_stats:conv_rate  1 of 3 wrong  wrong offline: 1
                  driver_stats:trips      1 of 3 wrong  wrong offline: 1
                  driver_stats:last_trip  1 of 3 wrong  wrong offline: 1""");
    }

    @Test
    void an_offline_store_that_returns_what_has_expired_is_the_wrong_one() {
        PointInTimeJoin unlimited =
                PointInTimeJoin.of(ASKED).with(VIEW.withTtl(Duration.ZERO).from(ROWS));
        assertThat(ParityRules.strict()
                        .compare(served(), JOIN.returned(unlimited.run()))
                        .causes())
                .containsOnly(Map.entry(Cause.OFFLINE, 3L));
    }

    @Test
    void null_of_a_row_that_does_not_exist_is_found_by_its_event_timestamp() {
        OnlineValue nothing = new OnlineValue(ValueType.NULL, null, FeatureStatus.NULL, at("08:10:00Z"));
        OnlineFeatures online = new OnlineFeatures(ENTITIES.rows(0), Map.of(TRIPS, List.of(nothing)));
        assertThat(ParityRules.strict()
                        .compare(online, at("08:30:00Z"), SOURCE.select("trips"))
                        .causes())
                .containsOnly(Map.entry(Cause.EVENT_TIMESTAMP, 1L));
    }

    @Test
    void old_values_and_entities_without_one_are_not_fresh() {
        OnlineFeatures online = served(SOURCE.select("trips"), ENTITIES);
        assertThat(served(SOURCE.select("trips"), ENTITIES.rows(0, 2))).isFresherThan(Duration.ofMinutes(30), TEN);
        assertFails(() -> assertThat(online).as("online at %s", "ten").isFresherThan(Duration.ofMinutes(29), TEN), """
                [online at ten]\s
                Expecting values at most PT29M old at 2026-01-01T10:00:00Z, but 3 are not:
                  driver_id=2: driver_stats:trips has no event timestamp
                  driver_id=3: driver_stats:trips is of 2026-01-01T09:30:00Z, PT30M old
                  driver_id=4: driver_stats:trips has no event timestamp""");
    }

    @Test
    void a_status_is_what_the_store_says_and_is_not_refuted() {
        OnlineFeatures one = served(SOURCE.select("trips"), ENTITIES.rows(0));
        assertThat(one).hasStatus(TRIPS, FeatureStatus.PRESENT);
        assertFails(() -> assertThat(one).hasStatus(TRIPS, FeatureStatus.NULL), """

                Expecting status NULL of 'driver_stats:trips', but 1 is not:
                  driver_id=1: driver_stats:trips is INT64 3 of 2026-01-01T10:00:00Z (PRESENT)""");
        OnlineFeatures redis = new OnlineFeatures(
                ENTITIES.rows(3),
                Map.of(TRIPS, List.of(new OnlineValue(ValueType.NULL, null, FeatureStatus.PRESENT, Instant.EPOCH))));
        assertFails(() -> assertThat(redis).hasStatus(TRIPS, FeatureStatus.PRESENT), """

                Expecting status PRESENT of 'driver_stats:trips', but 1 is not:
                  driver_id=4: driver_stats:trips is null (PRESENT), which is false""");
    }

    @Test
    void what_cannot_be_compared_is_refused() {
        OnlineFeatures trips = served(SOURCE.select("trips"), ENTITIES);
        assertRefused(
                () -> assertThat(trips).agreesWith(TEN, SOURCE),
                "Feature 'driver_stats:conv_rate' was not read online, only [driver_stats:trips]; select the features to compare.");
        assertRefused(
                () -> assertThat(served()).agreesWith(TEN, SOURCE.select("trips", "conv_rate")),
                "Online feature 'driver_stats:last_trip' is of none of the sources [driver_stats], or not selected there.");
        assertRefused(
                () -> assertThat(trips).hasStatus("driver_stats:nope", FeatureStatus.PRESENT),
                "Feature 'driver_stats:nope' was not read online, only [driver_stats:trips].");
        assertRefused(
                () -> assertThat(served(SOURCE, ENTITIES.rows())).agreesWith(TEN, SOURCE),
                "There is nothing to compare: no entity was asked for online.");
        assertRefused(
                () -> assertThat(served(SOURCE, ENTITIES.rows(3))).agreesWith(TEN, SOURCE),
                "Nothing would be compared: no entity that was asked for has a row in view 'driver_stats'.");
        Table text =
                Table.builder().column("driver_id", ValueType.STRING).row("1").build();
        assertRefused(
                () -> assertThat(new OnlineFeatures(text, Map.of())).agreesWith(TEN, SOURCE),
                "Join key 'driver_id' is STRING, but INT64 in the rows of view 'driver_stats'.");
        PointInTimeJoin twice = PointInTimeJoin.of(ASKED.rows(0, 0)).with(SOURCE);
        assertRefused(
                () -> assertThat(served()).agreesWith(twice.returned(twice.run())),
                "There are 2 offline rows for 1 entity: an online store has one row for each, so compare one instant at a time.");
        assertRefused(
                () -> assertThat(served())
                        .using(ParityRules.strict().withTolerance("conv_rate", Tolerance.ulps(1)))
                        .agreesWith(TEN, SOURCE),
                "There is a tolerance for 'conv_rate', but the features are [driver_stats:conv_rate, driver_stats:trips, driver_stats:last_trip].");
    }
}
