package io.mmp.test.feast.parity;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static io.mmp.test.feast.parity.Drivers.CONV_RATE;
import static io.mmp.test.feast.parity.Drivers.ROWS;
import static io.mmp.test.feast.parity.Drivers.SOURCE;
import static io.mmp.test.feast.parity.Drivers.TEN;
import static io.mmp.test.feast.parity.Drivers.TRIPS;
import static io.mmp.test.feast.parity.Drivers.VIEW;
import static io.mmp.test.feast.parity.Drivers.assertFails;
import static io.mmp.test.feast.parity.Drivers.assertRefused;
import static io.mmp.test.feast.parity.Drivers.entry;
import static io.mmp.test.feast.parity.Drivers.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mmp.test.engine.Engine;
import io.mmp.test.engine.EngineException;
import io.mmp.test.feast.history.EngineSource;
import io.mmp.test.feast.history.EngineUnderTest;
import io.mmp.test.feast.online.FeatureStatus;
import io.mmp.test.feast.online.OnlineException;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.online.OnlineValue;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares a table in DuckDB with an online store in which faults are planted. */
class EngineSourceAssertTests {

    private static final EngineUnderTest DUCKDB = EngineUnderTest.duckdb("served");
    private static final Engine ENGINE = DUCKDB.engine();
    private static final EngineSource TABLE = EngineSource.of(VIEW, ENGINE.table("drivers"));
    private static final Table THREE = Drivers.ENTITIES.rows(0, 1, 2);

    private static Connection keptOpen;

    @BeforeAll
    static void write() throws SQLException {
        keptOpen = DriverManager.getConnection(DUCKDB.url());
        DUCKDB.write(Map.of("drivers", ROWS));
    }

    @AfterAll
    static void close() throws SQLException {
        keptOpen.close();
    }

    private static OnlineFeatures right() {
        return Drivers.served(SOURCE, THREE);
    }

    private static OnlineLookup store(OnlineFeatures served) {
        return new GeneratedFeatures(ROWS, served)::read;
    }

    @Test
    void a_store_that_serves_what_it_should_agrees() {
        assertThat(TABLE).usingRangesOf(1).isServedBy(store(right()), TEN);
    }

    @ParameterizedTest
    @CsvSource({
        "wrong value,value",
        "missing key,not materialized",
        "stale key,stale value",
        "null,null instead of a value",
        "type,type"
    })
    void one_fault_fails_with_its_cause(String fault, String cause) {
        OnlineFeatures served = with(right(), TRIPS, 1, value -> switch (fault) {
            case "wrong value" -> value.withValue(ValueType.INT64, 17L);
            case "missing key" -> OnlineValue.of(ValueType.NULL, null, FeatureStatus.NOT_FOUND, Instant.EPOCH);
            case "stale key" -> entry(SOURCE, "trips", 0);
            case "null" -> value.withValue(ValueType.NULL, null).withStatus(FeatureStatus.NULL);
            default -> value.withValue(ValueType.INT32, 3);
        });

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(TABLE).isServedBy(store(served), TEN))
                .withMessageContaining("but 1 of 9 values is wrong (%s: 1):".formatted(cause))
                .withMessageContaining("driver_id=1: driver_stats:trips is ");
    }

    @Test
    void what_was_ingested_is_there_however_old_it_is() {
        OnlineFeatures served = Drivers.served(VIEW.withTtl(Duration.ZERO).from(ROWS), THREE);

        assertThat(TABLE).materializedUntil(TEN).arrivedIn(store(served));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(TABLE).arrivedIn(store(served)))
                .withMessageContaining("until 2026-01-01T10:30:00Z, but 3 of 12 values are wrong (backfill: 3):");
        OnlineFeatures wrong = with(served, TRIPS, 2, value -> value.withValue(ValueType.INT64, 17L));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(TABLE).materializedUntil(TEN).arrivedIn(store(wrong)))
                .withMessageContaining("but 1 of 12 values is wrong (value: 1):");
    }

    @Test
    void exceptions_are_counted_and_have_a_reason() throws SQLException {
        OnlineFeatures served = Drivers.served(VIEW.withTtl(Duration.ZERO).from(ROWS), THREE);
        OnlineFeatures wrong = with(served, TRIPS, 1, value -> value.withValue(ValueType.INT64, 17L));
        OnlineFeatures both = with(wrong, TRIPS, 2, value -> value.withValue(ValueType.INT64, 17L));

        assertThat(TABLE)
                .materializedUntil(TEN)
                .allowing(1, "lost on Monday")
                .allowing(1, "100 %s lost")
                .arrivedIn(store(both));
        assertFails(
                () -> assertThat(TABLE)
                        .materializedUntil(TEN)
                        .allowing(1, "100 %s lost")
                        .arrivedIn(store(both)),
                """

                Expecting online features of 3 entities to agree with what was ingested into 'driver_stats' until 2026-01-01T10:00:00Z, \
                but 2 of 12 values are wrong (value: 2):
                  driver_id=1: driver_stats:trips is INT64 17 of 2026-01-01T10:00:00Z (PRESENT), right is INT64 3 of 2026-01-01T10:00:00Z (value)
                  driver_id=2: driver_stats:trips is INT64 17 of 2026-01-01T07:59:59Z (PRESENT), right is INT64 6 of 2026-01-01T07:59:59Z (value)
                Smallest counterexample:
                  row      driver_id=1
                  feature  driver_stats:trips
                  found    INT64 17 of 2026-01-01T10:00:00Z (PRESENT)
                  right    INT64 3 of 2026-01-01T10:00:00Z
                  cause    value
                By feature:
                  (rows)                  0 of 3 wrong
                  driver_stats:conv_rate  0 of 3 wrong
                  driver_stats:trips      2 of 3 wrong  value: 2
                  driver_stats:last_trip  0 of 3 wrong
                Allowed: 1 (100 %s lost)""");
        DUCKDB.write(Map.of("keyless", ROWS));
        DUCKDB.execute(List.of("UPDATE keyless SET driver_id = NULL WHERE driver_id = 3"));
        EngineSource keyless = EngineSource.of(VIEW, ENGINE.table("keyless"));
        assertThat(keyless)
                .materializedUntil(TEN)
                .allowing(1, "a row without a key")
                .arrivedIn(store(served));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(keyless).materializedUntil(TEN).arrivedIn(store(served)))
                .withMessageContaining("(missing row: 1)");
        assertThatExceptionOfType(AssertionError.class)
                .as("what is allowed of the last rows is not allowed of what should be served")
                .isThrownBy(() -> assertThat(TABLE).allowing(9, "lost").isServedBy(store(wrong), TEN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(TABLE).allowing(0, "none"))
                .withMessage("Allowing 0 exceptions needs a positive count and a reason, not 'none'.");
    }

    @Test
    void the_message_is_that_of_a_comparison_here() {
        OnlineFeatures served = with(right(), CONV_RATE, 2, value -> entry(SOURCE, "conv_rate", 4));

        assertFails(() -> assertThat(TABLE).usingRangesOf(2).isServedBy(store(served), TEN), """

                Expecting online features of 3 entities to agree with the source of [driver_stats] as of 2026-01-01T10:00:00Z, \
                but 1 of 9 values is wrong (expired value: 1):
                  driver_id=2: driver_stats:conv_rate is DOUBLE 0.6 of 2026-01-01T07:59:59Z (PRESENT), right is null (expired value)
                By feature:
                  driver_stats:conv_rate  1 of 3 wrong  expired value: 1
                  driver_stats:trips      0 of 3 wrong
                  driver_stats:last_trip  0 of 3 wrong""");
    }

    @Test
    void each_row_of_a_tie_is_right() throws SQLException {
        Table tie = Table.builder()
                .column("driver_id", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .column("created", ValueType.UNIX_TIMESTAMP)
                .column("conv_rate", ValueType.DOUBLE)
                .column("trips", ValueType.INT64)
                .column("last_trip", ValueType.UNIX_TIMESTAMP)
                .row(1L, TEN, TEN, 0.5, 0L, null)
                .row(1L, TEN, TEN, 0.5, null, null)
                .build();
        DUCKDB.write(Map.of("tied", tie));
        EngineSource tied = EngineSource.of(VIEW, ENGINE.table("tied"));

        for (int row = 0; row < 2; row++) {
            assertThat(tied).isServedBy(store(Drivers.served(VIEW.from(tie.rows(row)), Drivers.ENTITIES.rows(0))), TEN);
        }
    }

    @Test
    void a_table_that_changes_meanwhile_is_told() {
        EngineSource changing = EngineSource.of(
                VIEW,
                ENGINE.query("SELECT * REPLACE (conv_rate + random() * 1e-300 + random() AS conv_rate) FROM drivers"));

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> assertThat(changing).isServedBy(store(right()), TEN))
                .withMessageContaining("changed while it was compared (6 rows, hash ");
    }

    @Test
    void what_cannot_be_compared_is_refused() throws SQLException {
        DUCKDB.write(Map.of("nobody", ROWS.rows()));
        assertRefused(
                () -> assertThat(EngineSource.of(VIEW, ENGINE.table("nobody"))).isServedBy(store(right()), TEN),
                "There is nothing to compare: no row of 'nobody' has a key.");
        assertRefused(
                () -> assertThat(TABLE)
                        .isServedBy(store(Drivers.served(VIEW.from(ROWS.rows()), THREE)), TEN.minusSeconds(1_000_000)),
                "Nothing would be compared: until 2025-12-20T20:13:20Z nothing has happened in 'drivers', and nothing is served of view 'driver_stats'.");
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> assertThat(
                                EngineSource.of(VIEW, Engine.at("jdbc:nowhere:").table("drivers")))
                        .isServedBy(store(right()), TEN))
                .withMessageStartingWith("There is no JDBC driver for the engine at jdbc:nowhere:");
        assertThatExceptionOfType(OnlineException.class)
                .isThrownBy(() -> assertThat(TABLE).usingRangesOf(1).isServedBy((entities, features) -> right(), TEN))
                .withMessage(
                        "The online store was asked for 1 entity, and answered for others: return the features of the rows that are given, in their order.");
    }

    @Test
    void no_more_than_a_thousand_entities_are_asked_for_at_once() {
        EngineSource many = EngineSource.of(
                VIEW,
                ENGINE.query(
                        "SELECT i AS driver_id, TIMESTAMPTZ '2026-01-01 09:00:00+00' AS event_timestamp, TIMESTAMPTZ '2026-01-01 09:00:00+00' AS created, 0.5::DOUBLE AS conv_rate, i AS trips, TIMESTAMPTZ '2026-01-01 09:00:00+00' AS last_trip FROM range(4500) t(i)"));
        List<Integer> asked = new ArrayList<>();
        OnlineLookup store = (entities, features) -> {
            asked.add(entities.rowCount());
            List<OnlineValue> trips = new ArrayList<>();
            Instant nine = Instant.parse("2026-01-01T09:00:00Z");
            for (int row = 0; row < entities.rowCount(); row++) {
                Object driver = entities.column("driver_id").get(row);
                trips.add(OnlineValue.of(ValueType.INT64, driver, FeatureStatus.PRESENT, nine));
            }
            return OnlineFeatures.of(entities, Map.of(features[0], trips));
        };

        assertThat(many.select("trips")).usingRangesOf(2_500).isServedBy(store, TEN);
        assertThat(asked).containsExactly(1_000, 1_000, 500, 1_000, 1_000);
    }
}
