package io.mmp.test.feast.parity;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static io.mmp.test.feast.FeastAssertions.assertThatIngested;
import static io.mmp.test.feast.parity.Drivers.CONV_RATE;
import static io.mmp.test.feast.parity.Drivers.ENTITIES;
import static io.mmp.test.feast.parity.Drivers.ROWS;
import static io.mmp.test.feast.parity.Drivers.SOURCE;
import static io.mmp.test.feast.parity.Drivers.TEN;
import static io.mmp.test.feast.parity.Drivers.TRIPS;
import static io.mmp.test.feast.parity.Drivers.assertFails;
import static io.mmp.test.feast.parity.Drivers.assertRefused;
import static io.mmp.test.feast.parity.Drivers.at;
import static io.mmp.test.feast.parity.Drivers.entry;
import static io.mmp.test.feast.parity.Drivers.served;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.history.PointInTimeJoin;
import io.mmp.test.feast.online.FeatureStatus;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.online.OnlineValue;
import io.mmp.test.feast.view.FeatureSource;
import io.mmp.test.table.JdbcTables;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Asks for a comparison of nothing, or of less than was asked for, and expects it to be refused. */
class NothingToCompareTests {

    private static final FeatureSource RATES = SOURCE.select("conv_rate");
    private static final FeatureSource NO_FEATURES = SOURCE.select();
    private static final OnlineFeatures NONE_READ = new OnlineFeatures(ENTITIES, Map.of());
    private static final Instant BEFORE = at("00:00:00Z");

    /** What a store serves in which nothing is. */
    private static OnlineFeatures nothingServed() {
        OnlineValue nothing = new OnlineValue(ValueType.NULL, null, FeatureStatus.NOT_FOUND, Instant.EPOCH);
        return new OnlineFeatures(ENTITIES, Map.of(CONV_RATE, Collections.nCopies(4, nothing)));
    }

    private static OnlineFeatures rates() {
        return served(RATES, ENTITIES);
    }

    private static HistoricalFeatures history(FeatureSource source, Table entities, Instant instant) {
        Table asked = entities.with(
                "event_timestamp",
                Table.ofRecords(At.class, Collections.nCopies(entities.rowCount(), new At(instant)))
                        .column("at"));
        PointInTimeJoin join = PointInTimeJoin.of(asked).with(source);
        return join.returned(join.run());
    }

    record At(Instant at) {}

    @Test
    void no_feature_was_read_or_selected() {
        assertRefused(
                () -> assertThat(NONE_READ).agreesWith(TEN),
                "There is nothing to compare: no feature was read online.");
        assertRefused(
                () -> assertThat(NONE_READ).agreesWith(TEN, NO_FEATURES),
                "There is nothing to compare: no feature of view 'driver_stats' is selected.");
        assertRefused(
                () -> assertThat(NONE_READ).agreesWith(history(NO_FEATURES, ENTITIES, TEN)),
                "There is nothing to compare: no feature of view 'driver_stats' is selected.");
        assertRefused(
                () -> assertThatIngested(NO_FEATURES).arrivedIn(NONE_READ),
                "There is nothing to compare: no feature of view 'driver_stats' is selected.");
        assertRefused(
                () -> assertThatIngested(NO_FEATURES).arrivedIn(ROWS),
                "There is nothing to compare: the expected table has the keys [driver_id, event_timestamp, created] and no other column.");
        assertRefused(
                () -> assertThat(NONE_READ).isFresherThan(Duration.ofDays(1), TEN),
                "There is nothing to judge: no feature was read online.");
    }

    @Test
    void no_entity_was_asked_for() {
        OnlineFeatures empty = new OnlineFeatures(ENTITIES.rows(), Map.of(CONV_RATE, List.of()));
        String compare = "There is nothing to compare: no entity was asked for online.";
        assertRefused(() -> assertThat(empty).agreesWith(TEN, RATES), compare);
        assertRefused(() -> assertThat(empty).agreesWith(history(RATES, ENTITIES, TEN)), compare);
        assertRefused(() -> assertThatIngested(RATES).arrivedIn(empty), compare);
        String judge = "There is nothing to judge: no entity was asked for online.";
        assertRefused(() -> assertThat(empty).isFresherThan(Duration.ofDays(1), TEN), judge);
        assertRefused(() -> assertThat(empty).hasStatus(CONV_RATE, FeatureStatus.PRESENT), judge);
    }

    @Test
    void no_source_or_one_twice() {
        assertRefused(
                () -> assertThat(rates()).agreesWith(TEN),
                "Online feature 'driver_stats:conv_rate' is of none of the sources [], or not selected there.");
        assertRefused(
                () -> assertThat(rates()).agreesWith(TEN, RATES, RATES),
                "Feature 'driver_stats:conv_rate' is in two of the sources. Give each source once.");
    }

    @Test
    void nothing_has_happened_yet_and_nothing_is_served() {
        assertRefused(
                () -> assertThat(nothingServed()).agreesWith(BEFORE, RATES),
                "Nothing would be compared: in the source of [driver_stats] as of 2026-01-01T00:00:00Z nothing has happened to the entities "
                        + "that were asked for, and nothing is served of view 'driver_stats'.");
        assertRefused(
                () -> assertThat(nothingServed()).agreesWith(history(RATES, ENTITIES, BEFORE)),
                "Nothing would be compared: in the historical features of 4 rows nothing has happened to the entities that were asked for, "
                        + "and nothing is served of view 'driver_stats'.");
        assertRefused(
                () -> assertThatIngested(RATES).materializedUntil(BEFORE).arrivedIn(nothingServed()),
                "Nothing would be compared: in what was ingested into 'driver_stats' until 2026-01-01T00:00:00Z nothing has happened to the "
                        + "entities that were asked for, and nothing is served of view 'driver_stats'.");
    }

    @Test
    void what_is_served_before_anything_has_happened_is_a_fault_and_no_refusal() {
        assertThat(ParityRules.strict().compare(rates(), BEFORE, RATES).causes())
                .containsOnlyKeys(Cause.FUTURE);
    }

    @Test
    void an_expired_value_that_is_not_served_is_judged() {
        assertThat(served(RATES, ENTITIES.rows(1))).agreesWith(TEN, RATES);
    }

    @Test
    void entities_that_the_source_does_not_know() {
        Table strangers =
                Table.builder().column("driver_id", ValueType.INT64).row(77L).build();
        OnlineFeatures online = new OnlineFeatures(
                strangers,
                Map.of(
                        CONV_RATE,
                        nothingServed()
                                .features()
                                .getOrDefault(CONV_RATE, List.of())
                                .subList(0, 1)));
        String message = "Nothing would be compared: no entity that was asked for has a row in view 'driver_stats'.";
        assertRefused(() -> assertThat(online).agreesWith(TEN, RATES), message);
        assertRefused(() -> assertThat(online).agreesWith(history(RATES, strangers, TEN)), message);
        assertRefused(() -> assertThatIngested(RATES).arrivedIn(online), message);
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"NOT_MATERIALIZED", "MISSING_VALUE", "STALE", "VALUE"})
    void what_is_accepted_must_leave_something_to_judge(Cause cause) {
        FeatureSource trips = SOURCE.select("trips");
        OnlineFeatures all = served(trips, ENTITIES.rows(0));
        OnlineValue wrong = switch (cause) {
            case NOT_MATERIALIZED -> new OnlineValue(ValueType.NULL, null, FeatureStatus.NOT_FOUND, Instant.EPOCH);
            case MISSING_VALUE -> new OnlineValue(ValueType.NULL, null, FeatureStatus.NULL, TEN);
            case STALE -> entry(SOURCE, "trips", 0);
            default -> new OnlineValue(ValueType.INT64, 77L, FeatureStatus.PRESENT, TEN);
        };
        OnlineFeatures online = new OnlineFeatures(all.entityRows(), Map.of(TRIPS, List.of(wrong)));
        ParityRules rules = ParityRules.strict().accepting(cause, "it may be");
        assertFails(() -> assertThat(online).using(rules).agreesWith(TEN, trips), """

                Expecting online features of 1 entity to agree with the source of [driver_stats] as of 2026-01-01T10:00:00Z, \
                but what is accepted leaves nothing of [driver_stats:trips] to judge:
                By feature:
                  driver_stats:trips  0 of 1 wrong  %1$s: 1 (accepted)
                  accepted: %1$s, because it may be""".formatted(cause));
        assertThat(rules.compare(online, TEN, trips).agrees()).isFalse();

        OnlineFeatures beside = new OnlineFeatures(
                ENTITIES.rows(0, 2),
                Map.of(
                        TRIPS,
                        List.of(
                                wrong,
                                served(trips, ENTITIES)
                                        .features()
                                        .getOrDefault(TRIPS, List.of())
                                        .get(2))));
        assertThat(beside).using(rules).agreesWith(TEN, trips);
    }

    @Test
    void what_a_conversion_made_of_every_value_is_judged_all_the_same() {
        FeatureSource trips = SOURCE.select("trips");
        OnlineValue widened = new OnlineValue(ValueType.DOUBLE, 3.0, FeatureStatus.PRESENT, TEN);
        OnlineFeatures online = new OnlineFeatures(ENTITIES.rows(0), Map.of(TRIPS, List.of(widened)));
        assertThat(online)
                .using(ParityRules.strict().accepting(Cause.INT_WIDENED, "pandas"))
                .agreesWith(TEN, trips);
    }

    @Test
    void rows_that_are_all_missing_are_not_accepted() {
        ParityRules rules = ParityRules.strict().accepting(Cause.MISSING_ROW, "late");
        Table columns = ROWS.select(List.of("driver_id", "event_timestamp", "created", "conv_rate", "trips"));
        assertFails(
                () -> assertThat(columns.rows())
                        .using(rules)
                        .agreesWith(columns, "driver_id", "event_timestamp", "created"),
                """

                Expecting a table of 0 rows to agree with one of 6 rows, but what is accepted leaves nothing of [(rows)] to judge:
                By feature:
                  (rows)     0 of 6 wrong  missing row: 6 (accepted)
                  conv_rate  0 of 0 wrong
                  trips      0 of 0 wrong
                  accepted: missing row, because late""");
    }

    @Test
    void allowing_as_many_as_there_are_is_no_assertion() {
        FeatureSource trips = SOURCE.select("trips");
        Table all = ROWS.rows(0, 5).select(List.of("driver_id", "event_timestamp", "created", "trips"));
        assertFails(
                () -> assertThatIngested(trips)
                        .allowing(99, "a bad day")
                        .arrivedIn(ROWS.rows().select(List.copyOf(all.columnNames()))),
                """

                Expecting a table of 0 rows to agree with one of 6 rows, but 6 of 6 values are wrong (missing row: 6):
                  driver_id=1, event_timestamp=2026-01-01T09:00:00Z, created=2026-01-01T09:05:00Z: missing row
                  driver_id=1, event_timestamp=2026-01-01T10:00:00Z, created=2026-01-01T10:05:00Z: missing row
                  driver_id=1, event_timestamp=2026-01-01T10:00:00Z, created=2026-01-01T12:00:00Z: missing row
                  driver_id=1, event_timestamp=2026-01-01T10:30:00Z, created=2026-01-01T10:31:00Z: missing row
                  driver_id=2, event_timestamp=2026-01-01T07:59:59Z, created=2026-01-01T08:00:00Z: missing row
                  driver_id=3, event_timestamp=2026-01-01T09:30:00Z, created=2026-01-01T09:31:00Z: missing row
                Smallest counterexample:
                  row      driver_id=1, event_timestamp=2026-01-01T09:00:00Z, created=2026-01-01T09:05:00Z
                  cause    missing row
                By feature:
                  (rows)  6 of 6 wrong  missing row: 6
                  trips   0 of 0 wrong
                Allowed: 99 (a bad day), but not that everything is wrong""");
    }

    @Test
    void keys_alone_are_no_values() {
        Table keys = ROWS.select(List.of("driver_id", "created"));
        assertRefused(
                () -> assertThat(keys).agreesWith(keys, "driver_id", "created"),
                "There is nothing to compare: the expected table has the keys [driver_id, created] and no other column.");
    }

    @Test
    void a_tolerance_that_nothing_can_use() {
        ParityRules misspelt = ParityRules.strict().withTolerance("driver_stats:conv_rat", Tolerance.absolute(1));
        assertRefused(
                () -> assertThat(rates()).using(misspelt).agreesWith(TEN, RATES),
                "There is a tolerance for 'driver_stats:conv_rat', but the features are [driver_stats:conv_rate].");
        ParityRules ofTime = ParityRules.strict().withTolerance("driver_stats:last_trip", Tolerance.absolute(1));
        assertRefused(
                () -> assertThat(served()).using(ofTime).agreesWith(TEN, SOURCE),
                "There is a tolerance for 'driver_stats:last_trip', but it is UNIX_TIMESTAMP, not a number.");
    }

    @Test
    void ten_of_all_causes_are_shown() {
        Table expected = Table.ofRecords(
                Kinds.class,
                Stream.iterate(0L, id -> id + 1)
                        .limit(30)
                        .map(id -> new Kinds(id, "right", 0.1))
                        .toList());
        Table actual = Table.ofRecords(
                Kinds.class,
                Stream.iterate(0L, id -> id + 1)
                        .limit(29)
                        .map(id -> new Kinds(id, "wrong", id == 28 ? (double) 0.1f : 0.1))
                        .toList());
        assertThatMessage(expected, actual)
                .contains("(missing row: 1, float32 rounding: 1, value: 29):")
                .contains("id=29: missing row")
                .contains("id=28: rate is DOUBLE 0.10000000149011612, right is DOUBLE 0.1 (float32 rounding)")
                .contains("id=7: name is STRING \"wrong\", right is STRING \"right\" (value)")
                .doesNotContain("id=8: name")
                .contains("  ... and 21 more");
    }

    record Kinds(long id, String name, double rate) {}

    private static AbstractStringAssert<?> assertThatMessage(Table expected, Table actual) {
        AssertionError error = catchThrowableOfType(
                AssertionError.class, () -> assertThat(actual).agreesWith(expected, "id"));
        return assertThat(String.valueOf(error.getMessage()));
    }

    @Test
    void texts_that_differ_invisibly_have_a_cause() {
        Table right = Table.ofRecords(Kinds.class, List.of(new Kinds(1, "Zo\u00eb", 0.1)));
        for (String alike : List.of("Zoe\u0308", "Zo\u00eb\u200b", "Zo\u00eb\u00a0", "\ufeffZo\u00eb", "Zo\u00eb\r")) {
            assertThatMessage(right, Table.ofRecords(Kinds.class, List.of(new Kinds(1, alike, 0.1))))
                    .contains("(differs in invisible characters: 1)");
        }
        assertThatMessage(right, Table.ofRecords(Kinds.class, List.of(new Kinds(1, "Zoe", 0.1))))
                .contains("(value: 1)");
    }

    @Test
    void columns_that_were_not_read_are_not_taken_for_compared() throws SQLException {
        Table table = withInterval();
        assertRefused(
                () -> ParityRules.strict().compare(table, table, "id"),
                "The expected table has columns that were not read, so that they cannot be compared; select the others. "
                        + "Column 'i' is of the SQL type interval, for which there is no value type.");
        Table chosen = table.select(List.of("id", "v"));
        assertThat(ParityRules.strict().compare(chosen, table, "id").agrees()).isTrue();
    }

    private static Table withInterval() throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
            return JdbcTables.read(duckdb, "SELECT 1 AS id, 2 AS v, INTERVAL 1 DAY AS i");
        }
    }
}
