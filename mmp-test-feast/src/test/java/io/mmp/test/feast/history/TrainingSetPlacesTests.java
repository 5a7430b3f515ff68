package io.mmp.test.feast.history;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static io.mmp.test.feast.history.DriverStats.ENTITIES;
import static io.mmp.test.feast.history.DriverStats.JOIN;
import static io.mmp.test.feast.history.DriverStats.MICROSECOND;
import static io.mmp.test.feast.history.DriverStats.ROWS;
import static io.mmp.test.feast.history.DriverStats.TEN;
import static io.mmp.test.feast.history.DriverStats.VIEW;
import static io.mmp.test.feast.history.DriverStats.joinedAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.engine.Engine;
import io.mmp.test.engine.EngineException;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import io.mmp.test.table.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks the same of the same tables in this JVM and in an engine, and expects the same answers, with the same words. */
class TrainingSetPlacesTests {

    private static final Table RIGHT = JOIN.run();

    private final EngineUnderTest duckdb = EngineUnderTest.duckdb("p" + UUID.randomUUID());

    @TempDir
    private Path directory;

    private Connection keepsIt;

    @BeforeEach
    void open() throws SQLException {
        keepsIt = DriverManager.getConnection(duckdb.url());
    }

    @AfterEach
    void close() throws SQLException {
        keepsIt.close();
    }

    /** Return what a test says that is written once, for whichever engine it is given. */
    private static String outcome(Engine engine, Consumer<TrainingSetAssert> test) {
        return outcome(
                TrainingSet.in(engine, "training").with(VIEW, "driver_stats").withEntityRows("labels"), test);
    }

    private static String outcome(TrainingSet set, Consumer<TrainingSetAssert> test) {
        try {
            test.accept(assertThat(set));
            return "passes";
        } catch (AssertionError | TableException | EngineException e) {
            return String.valueOf(e.getMessage()).replace(System.lineSeparator(), "\n");
        }
    }

    private String both(Table training, Consumer<TrainingSetAssert> test) throws SQLException {
        return both(Map.of("training", training, "driver_stats", ROWS, "labels", ENTITIES), test);
    }

    private String both(Map<String, Table> tables, Consumer<TrainingSetAssert> test) throws SQLException {
        duckdb.execute(
                tables.keySet().stream().map("DROP TABLE IF EXISTS "::concat).toList());
        duckdb.write(tables);
        String here = outcome(Engine.local(tables), test);
        assertThat(outcome(duckdb.engine(), test)).isEqualTo(here);
        return here;
    }

    @Test
    void right_features_pass() throws SQLException {
        assertThat(both(RIGHT, TrainingSetAssert::isPointInTimeCorrect)).isEqualTo("passes");
        assertThat(both(RIGHT, TrainingSetAssert::hasNoFutureValues)).isEqualTo("passes");
        assertThat(both(RIGHT, TrainingSetAssert::respectsTtl)).isEqualTo("passes");
        assertThat(both(RIGHT.rows(2, 0, 1), TrainingSetAssert::isPointInTimeCorrect))
                .isEqualTo("passes");
    }

    @Test
    void each_assertion_finds_its_own_fault_and_no_other() throws SQLException {
        Table leaky = joinedAt(MICROSECOND, VIEW);
        assertThat(both(leaky, TrainingSetAssert::isPointInTimeCorrect)).contains("1 row is wrong (future value: 1):");
        assertThat(both(leaky, TrainingSetAssert::hasNoFutureValues)).contains("(future value: 1)");
        assertThat(both(leaky, TrainingSetAssert::respectsTtl)).isEqualTo("passes");
        assertThat(both(RIGHT, TrainingSetAssert::hasNoValuesCreatedLater)).contains("(value created later: 1)");
        assertThat(both(RIGHT, set -> set.asOf(TEN.minus(MICROSECOND)).isPointInTimeCorrect()))
                .contains("1 row is wrong (future value: 1):");
        Table old = joinedAt(Duration.ZERO, VIEW.withTtl(Duration.ZERO));
        assertThat(both(old, TrainingSetAssert::respectsTtl)).contains("PT2H0.001S before the instant");
        assertThat(both(old, TrainingSetAssert::hasNoFutureValues)).isEqualTo("passes");
    }

    @Test
    void rows_that_were_dropped_and_rows_that_are_extra_are_found() throws SQLException {
        assertThat(both(RIGHT.rows(1, 2), TrainingSetAssert::isPointInTimeCorrect))
                .isEqualTo("""

                Expecting 2 rows of training set 'training' to be point-in-time correct, but 1 row is wrong (dropped row: 1):
                  driver_id=1 at 2026-01-01T10:00:00Z: dropped row
                Smallest counterexample:
                  entity        driver_id=1
                  instant       2026-01-01T10:00:00Z
                  returned      no row
                  right         driver_id=1, event_timestamp=2026-01-01T10:00:00Z, label=a, conv_rate=0.3, trips=2""");
        assertThat(both(RIGHT.rows(0, 0, 0, 1, 2), TrainingSetAssert::isPointInTimeCorrect))
                .isEqualTo("""

                Expecting 5 rows of training set 'training' to be point-in-time correct, but 2 rows are wrong (extra row: 2):
                  driver_id=1 at 2026-01-01T10:00:00Z: extra row
                  driver_id=1 at 2026-01-01T10:00:00Z: extra row
                Smallest counterexample:
                  entity        driver_id=1
                  instant       2026-01-01T10:00:00Z
                  returned      driver_id=1, event_timestamp=2026-01-01T10:00:00Z, label=a, conv_rate=0.3, trips=2
                  right         no row, or not as often""");
        assertThat(both(RIGHT.rows(), TrainingSetAssert::isPointInTimeCorrect))
                .contains("3 rows are wrong (dropped row: 3):");
        assertThat(both(joinedAt(MICROSECOND, VIEW).rows(0, 0, 1), TrainingSetAssert::isPointInTimeCorrect))
                .contains("but 4 rows are wrong (dropped row: 1, extra row: 1, future value: 2):");
        // The assertions on one cause do not ask for rows, as those on historical features do not.
        assertThat(both(RIGHT.rows(0, 0), TrainingSetAssert::hasNoFutureValues)).isEqualTo("passes");
    }

    @Test
    void rows_are_told_by_all_columns_of_the_entity_rows_null_included() throws SQLException {
        Table labels = Table.builder()
                .column("driver_id", ValueType.INT64)
                .column("event_timestamp", ValueType.UNIX_TIMESTAMP)
                .column("label", ValueType.DOUBLE)
                .row(1L, TEN, 0.0)
                .row(1L, TEN, -0.0)
                .row(null, TEN, Double.NaN)
                .row(1L, null, 7.0)
                .row(1L, null, null)
                .row(1L, null, null)
                .build();
        Table right = PointInTimeJoin.of(labels).with(VIEW.from(ROWS)).run();
        Map<String, Table> tables = Map.of("training", right, "driver_stats", ROWS, "labels", labels);
        assertThat(both(tables, TrainingSetAssert::isPointInTimeCorrect)).isEqualTo("passes");
        Table swapped = right.rows(0, 0, 2, 3, 4);
        assertThat(both(
                        Map.of("training", swapped, "driver_stats", ROWS, "labels", labels),
                        TrainingSetAssert::isPointInTimeCorrect))
                .contains("but 3 rows are wrong (dropped row: 2, extra row: 1):");
    }

    @Test
    void many_extra_rows_are_counted_and_few_shown() throws SQLException {
        int[] often = IntStream.range(0, 203).map(row -> row % 3).toArray();
        String here = both(RIGHT.rows(0, 1, 2), TrainingSetAssert::isPointInTimeCorrect);
        assertThat(here).isEqualTo("passes");
        duckdb.execute(List.of("DROP TABLE training"));
        duckdb.write(Map.of("training", RIGHT.rows(often)));
        assertThat(outcome(duckdb.engine(), TrainingSetAssert::isPointInTimeCorrect))
                .contains("but 200 rows are wrong (extra row: 200):")
                .contains("... and 190 more");
    }

    @Test
    void a_column_of_the_entity_rows_that_is_lost_is_found() throws SQLException {
        assertThat(both(
                        RIGHT.select(List.of("driver_id", "event_timestamp", "conv_rate", "trips")),
                        TrainingSetAssert::isPointInTimeCorrect))
                .isEqualTo(
                        "\nExpecting training set 'training' to have all columns of the entity rows 'labels', but [label] are not there, only [driver_id, event_timestamp, conv_rate, trips].");
    }

    @Test
    void the_rows_that_show_a_failure_are_the_same_files() throws SQLException, IOException {
        Table leaky = joinedAt(MICROSECOND, VIEW);
        duckdb.write(Map.of("training", leaky, "driver_stats", ROWS, "labels", ENTITIES));
        Path here = directory.resolve("here");
        Path there = directory.resolve("there");
        Engine local = Engine.local(Map.of("training", leaky, "driver_stats", ROWS, "labels", ENTITIES));
        assertThat(outcome(local, set -> set.usingCounterexampleDirectory(here).isPointInTimeCorrect()))
                .endsWith("joined from " + here.resolve("driver_stats.features.csv"));
        assertThat(outcome(
                        duckdb.engine(),
                        set -> set.usingCounterexampleDirectory(there).isPointInTimeCorrect()))
                .endsWith("joined from " + there.resolve("driver_stats.features.csv"));
        for (String file : List.of("driver_stats.training.csv", "driver_stats.features.csv")) {
            assertThat(Files.readString(here.resolve(file)).lines().sorted().toList())
                    .isEqualTo(Files.readString(there.resolve(file))
                            .lines()
                            .sorted()
                            .toList())
                    .hasSizeGreaterThan(1);
        }
    }

    @Test
    void a_sample_of_local_entities_is_all_of_them() {
        Table leaky = joinedAt(MICROSECOND, VIEW);
        Engine local = Engine.local(Map.of("training", leaky, "driver_stats", ROWS, "labels", ENTITIES));
        assertThat(outcome(local, set -> set.usingOneEntityIn(100, 0.34).isPointInTimeCorrect()))
                .isEqualTo("passes");
        assertThat(outcome(local, set -> set.usingOneEntityIn(100, 0.33).isPointInTimeCorrect()))
                .contains("1 row is wrong (future value: 1):");
        assertThat(outcome(local, set -> set.usingOneEntityIn(100, 0.34).hasNoFutureValues()))
                .startsWith("A sample of the entities is judged by isPointInTimeCorrect alone");
    }

    @Test
    void nothing_to_judge_is_refused_in_both() throws SQLException {
        Consumer<TrainingSetAssert> future = TrainingSetAssert::hasNoFutureValues;
        assertThat(both(RIGHT.rows(), future))
                .isEqualTo("There is nothing to judge: training set 'training' has no row.");
        assertThat(both(RIGHT.rows(2), future))
                .isEqualTo(
                        "There is nothing to judge: none of 1 rows has a key that is in the rows of view 'driver_stats'.");
    }

    @Test
    void tables_of_two_places_are_refused() throws SQLException {
        duckdb.write(Map.of("driver_stats", ROWS));
        Engine local = Engine.local(Map.of("training", RIGHT));
        TrainingSet mixed = TrainingSet.in(local, "training")
                .with(EngineSource.of(VIEW, duckdb.engine().table("driver_stats")));
        assertThat(outcome(mixed, TrainingSetAssert::isPointInTimeCorrect))
                .isEqualTo(
                        "'driver_stats' is in the engine at %s, and training set 'training' among the tables of this JVM: take both from one Engine."
                                .formatted(duckdb.url()));
        TrainingSet other =
                TrainingSet.in(duckdb.engine(), "driver_stats").with(EngineSource.of(VIEW, local.table("training")));
        assertThat(outcome(other, TrainingSetAssert::isPointInTimeCorrect)).contains("take both from one Engine");
    }
}
