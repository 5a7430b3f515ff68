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
import io.mmp.test.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks the same of the same tables in this JVM and in an engine, and expects the same answers, with the same words. */
class TrainingSetPlacesTests {

    private static final Table RIGHT = JOIN.run();

    @TempDir
    private Path directory;

    private BothPlaces places;
    private EngineUnderTest duckdb;

    @BeforeEach
    void open() throws SQLException {
        places = new BothPlaces();
        duckdb = places.duckdb();
    }

    @AfterEach
    void close() throws SQLException {
        places.close();
    }

    @Test
    void right_features_pass() throws SQLException {
        assertThat(places.both(RIGHT, TrainingSetAssert::isPointInTimeCorrect)).isEqualTo("passes");
        assertThat(places.both(RIGHT, TrainingSetAssert::hasNoFutureValues)).isEqualTo("passes");
        assertThat(places.both(RIGHT, TrainingSetAssert::respectsTtl)).isEqualTo("passes");
        assertThat(places.both(RIGHT.rows(2, 0, 1), TrainingSetAssert::isPointInTimeCorrect))
                .isEqualTo("passes");
    }

    @Test
    void each_assertion_finds_its_own_fault_and_no_other() throws SQLException {
        Table leaky = joinedAt(MICROSECOND, VIEW);
        assertThat(places.both(leaky, TrainingSetAssert::isPointInTimeCorrect))
                .contains("1 row is wrong (future value: 1):");
        assertThat(places.both(leaky, TrainingSetAssert::hasNoFutureValues)).contains("(future value: 1)");
        assertThat(places.both(leaky, TrainingSetAssert::respectsTtl)).isEqualTo("passes");
        assertThat(places.both(RIGHT, TrainingSetAssert::hasNoValuesCreatedLater))
                .contains("(value created later: 1)");
        assertThat(places.both(RIGHT, set -> set.asOf(TEN.minus(MICROSECOND)).isPointInTimeCorrect()))
                .contains("1 row is wrong (future value: 1):");
        Table old = joinedAt(Duration.ZERO, VIEW.withTtl(Duration.ZERO));
        assertThat(places.both(old, TrainingSetAssert::respectsTtl)).contains("PT2H0.001S before the instant");
        assertThat(places.both(old, TrainingSetAssert::hasNoFutureValues)).isEqualTo("passes");
    }

    @Test
    void the_rows_that_show_a_failure_are_the_same_files() throws SQLException, IOException {
        Table leaky = joinedAt(MICROSECOND, VIEW);
        duckdb.write(Map.of("training", leaky, "driver_stats", ROWS, "labels", ENTITIES));
        Path here = directory.resolve("here");
        Path there = directory.resolve("there");
        Engine local = Engine.local(Map.of("training", leaky, "driver_stats", ROWS, "labels", ENTITIES));
        assertThat(BothPlaces.outcome(
                        local, set -> set.usingCounterexampleDirectory(here).isPointInTimeCorrect()))
                .endsWith("joined from " + here.resolve("driver_stats.features.csv"));
        assertThat(BothPlaces.outcome(
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
        assertThat(BothPlaces.outcome(
                        local, set -> set.usingOneEntityIn(100, 0.34).isPointInTimeCorrect()))
                .isEqualTo("passes");
        assertThat(BothPlaces.outcome(
                        local, set -> set.usingOneEntityIn(100, 0.33).isPointInTimeCorrect()))
                .contains("1 row is wrong (future value: 1):");
        assertThat(BothPlaces.outcome(
                        local, set -> set.usingOneEntityIn(100, 0.34).hasNoFutureValues()))
                .startsWith("A sample of the entities is judged by isPointInTimeCorrect alone");
    }

    @Test
    void nothing_to_judge_is_refused_in_both() throws SQLException {
        Consumer<TrainingSetAssert> future = TrainingSetAssert::hasNoFutureValues;
        assertThat(places.both(RIGHT.rows(), future))
                .isEqualTo("There is nothing to judge: training set 'training' has no row.");
        assertThat(places.both(RIGHT.rows(2), future))
                .isEqualTo(
                        "There is nothing to judge: none of 1 rows has a key that is in the rows of view 'driver_stats'.");
    }

    @Test
    void tables_of_two_places_are_refused() throws SQLException {
        duckdb.write(Map.of("driver_stats", ROWS));
        Engine local = Engine.local(Map.of("training", RIGHT));
        TrainingSet mixed = TrainingSet.in(local, "training")
                .with(EngineSource.of(VIEW, duckdb.engine().table("driver_stats")));
        assertThat(BothPlaces.outcome(mixed, TrainingSetAssert::isPointInTimeCorrect))
                .isEqualTo(
                        "'driver_stats' is in the engine at %s, and training set 'training' among the tables of this JVM: take both from one Engine."
                                .formatted(duckdb.url()));
        TrainingSet other =
                TrainingSet.in(duckdb.engine(), "driver_stats").with(EngineSource.of(VIEW, local.table("training")));
        assertThat(BothPlaces.outcome(other, TrainingSetAssert::isPointInTimeCorrect))
                .contains("take both from one Engine");
    }
}
