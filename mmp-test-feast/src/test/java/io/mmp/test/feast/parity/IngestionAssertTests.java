package io.mmp.test.feast.parity;

import static io.mmp.test.feast.FeastAssertions.assertThatIngested;
import static io.mmp.test.feast.parity.Drivers.CONV_RATE;
import static io.mmp.test.feast.parity.Drivers.ENTITIES;
import static io.mmp.test.feast.parity.Drivers.ROWS;
import static io.mmp.test.feast.parity.Drivers.SOURCE;
import static io.mmp.test.feast.parity.Drivers.TEN;
import static io.mmp.test.feast.parity.Drivers.VIEW;
import static io.mmp.test.feast.parity.Drivers.assertFails;
import static io.mmp.test.feast.parity.Drivers.assertRefused;
import static io.mmp.test.feast.parity.Drivers.at;
import static io.mmp.test.feast.parity.Drivers.entry;
import static io.mmp.test.feast.parity.Drivers.with;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class IngestionAssertTests {

    /** An online store holds the last row of each entity, the expired one of driver 2 too. */
    private static final FeatureSource KEPT = VIEW.withTtl(Duration.ZERO).from(ROWS);

    private static final Table DRIVERS = ENTITIES.rows(0, 1, 2);

    private static OnlineFeatures latest() {
        OnlineFeatures online = Drivers.served(KEPT, DRIVERS);
        for (String feature : SOURCE.features()) {
            online = with(online, "driver_stats:" + feature, 1, served -> entry(KEPT, feature, 3));
        }
        return online;
    }

    @Test
    void all_that_was_ingested_arrived() {
        assertThatIngested(SOURCE).arrivedIn(ROWS.rows(5, 4, 3, 2, 1, 0)).andIn(latest());
        assertThatIngested(SOURCE).materializedUntil(TEN).arrivedIn(Drivers.served(KEPT, DRIVERS));
    }

    @Test
    void a_dropped_and_a_changed_row_are_found_offline() {
        Table changed = ROWS.rows(0, 1, 3, 4, 5)
                .select(List.of("driver_id", "event_timestamp", "created", "conv_rate", "last_trip"))
                .with("trips", ROWS.rows(0, 1, 3, 3, 5).column("trips"));
        assertFails(() -> assertThatIngested(SOURCE).arrivedIn(changed), """

                Expecting a table of 5 rows to agree with one of 6 rows, but 2 of 21 values are wrong (missing row: 1, value: 1):
                  driver_id=1, event_timestamp=2026-01-01T10:00:00Z, created=2026-01-01T12:00:00Z: missing row
                  driver_id=2, event_timestamp=2026-01-01T07:59:59Z, created=2026-01-01T08:00:00Z: trips is INT64 5, right is INT64 6 (value)
                Smallest counterexample:
                  row      driver_id=2, event_timestamp=2026-01-01T07:59:59Z, created=2026-01-01T08:00:00Z
                  feature  trips
                  found    INT64 5
                  right    INT64 6
                  cause    value
                By feature:
                  (rows)     1 of 6 wrong  missing row: 1
                  conv_rate  0 of 5 wrong
                  trips      1 of 5 wrong  value: 1
                  last_trip  0 of 5 wrong""");
    }

    @Test
    void an_entity_that_was_not_found_online_and_a_late_correction_are_found() {
        OnlineFeatures online =
                with(Drivers.served(KEPT, ENTITIES.rows(0, 1)), CONV_RATE, 1, served -> entry(KEPT, "conv_rate", 1));
        assertFails(
                () -> assertThatIngested(SOURCE)
                        .materializedUntil(TEN)
                        .arrivedIn(ROWS)
                        .andIn(online),
                """

                Expecting online features of 2 entities to agree with what was ingested into 'driver_stats' until 2026-01-01T10:00:00Z, \
                but 2 of 9 values are wrong (missing row: 1, late correction: 1):
                  driver_id=3: missing row
                  driver_id=1: driver_stats:conv_rate is DOUBLE 0.2 of 2026-01-01T10:00:00Z (PRESENT), \
                right is DOUBLE 0.3 of 2026-01-01T10:00:00Z (late correction)
                Smallest counterexample:
                  row      driver_id=1
                  feature  driver_stats:conv_rate
                  found    DOUBLE 0.2 of 2026-01-01T10:00:00Z (PRESENT)
                  right    DOUBLE 0.3 of 2026-01-01T10:00:00Z
                  cause    late correction
                By feature:
                  (rows)                  1 of 3 wrong  missing row: 1
                  driver_stats:conv_rate  1 of 2 wrong  late correction: 1
                  driver_stats:trips      0 of 2 wrong
                  driver_stats:last_trip  0 of 2 wrong""");
    }

    @Test
    void exceptions_are_counted_and_have_a_reason() {
        Table keyless = Table.builder()
                .column("driver_id", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .column("created", ValueType.UNIX_TIMESTAMP)
                .column("conv_rate", ValueType.DOUBLE)
                .column("trips", ValueType.INT64)
                .column("last_trip", ValueType.UNIX_TIMESTAMP)
                .row(null, TEN, at("10:01:00Z"), 0.1, 1L, TEN)
                .row(null, TEN, at("10:02:00Z"), 0.1, 1L, TEN)
                .row(1L, TEN, at("10:05:00Z"), 0.3, 3L, at("09:56:00Z"))
                .build();
        FeatureSource source = VIEW.from(keyless);
        OnlineFeatures online = Drivers.served(source, ENTITIES.rows(0));
        assertThatIngested(source)
                .arrivedIn(keyless)
                .allowing(2, "rows without key")
                .andIn(online);
        assertFails(
                () -> assertThatIngested(source).allowing(1, "row without key").arrivedIn(online), """

                Expecting online features of 1 entity to agree with what was ingested into 'driver_stats' until 2026-01-01T10:00:00Z, \
                but 2 of 6 values are wrong (missing row: 2):
                  driver_id=null: missing row
                  driver_id=null: missing row
                Smallest counterexample:
                  row      driver_id=null
                  cause    missing row
                By feature:
                  (rows)                  2 of 3 wrong  missing row: 2
                  driver_stats:conv_rate  0 of 1 wrong
                  driver_stats:trips      0 of 1 wrong
                  driver_stats:last_trip  0 of 1 wrong
                Allowed: 1 (row without key)""");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThatIngested(source).allowing(1, ""))
                .withMessage("Allowing 1 exceptions needs a positive count and a reason, not ''.");
    }

    @Test
    void nothing_that_was_ingested_and_rows_that_cannot_be_told_apart_are_refused() {
        FeatureSource none = VIEW.from(ROWS.rows());
        assertRefused(
                () -> assertThatIngested(none).arrivedIn(ROWS),
                "There is nothing to compare: the expected table has no rows.");
        assertRefused(
                () -> assertThatIngested(none).arrivedIn(latest()),
                "There is nothing to compare: no row was ingested into 'driver_stats'.");
        assertRefused(
                () -> assertThatIngested(VIEW.from(ROWS.rows(0, 0))).arrivedIn(ROWS),
                "Key driver_id=1, event_timestamp=2026-01-01T09:00:00Z, created=2026-01-01T09:05:00Z stands in two rows of the expected table: add a column to the keys [driver_id, event_timestamp, created].");
    }
}
