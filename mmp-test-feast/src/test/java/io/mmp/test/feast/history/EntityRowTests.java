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
import io.mmp.test.table.ValueType;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lets entity rows be dropped and added in this JVM and in an engine, and expects the same answers, with the same words. */
class EntityRowTests {

    private static final Table RIGHT = JOIN.run();

    private BothPlaces places;

    @BeforeEach
    void open() throws SQLException {
        places = new BothPlaces();
    }

    @AfterEach
    void close() throws SQLException {
        places.close();
    }

    @Test
    void rows_that_were_dropped_and_rows_that_are_extra_are_found() throws SQLException {
        assertThat(places.both(RIGHT.rows(1, 2), TrainingSetAssert::isPointInTimeCorrect))
                .isEqualTo("""

                Expecting 2 rows of training set 'training' to be point-in-time correct, but 1 row is wrong (dropped row: 1):
                  driver_id=1 at 2026-01-01T10:00:00Z: dropped row
                Smallest counterexample:
                  entity        driver_id=1
                  instant       2026-01-01T10:00:00Z
                  returned      no row
                  right         driver_id=1, event_timestamp=2026-01-01T10:00:00Z, label=a, conv_rate=0.3, trips=2""");
        assertThat(places.both(RIGHT.rows(0, 0, 0, 1, 2), TrainingSetAssert::isPointInTimeCorrect))
                .isEqualTo("""

                Expecting 5 rows of training set 'training' to be point-in-time correct, but 2 rows are wrong (extra row: 2):
                  driver_id=1 at 2026-01-01T10:00:00Z: extra row
                  driver_id=1 at 2026-01-01T10:00:00Z: extra row
                Smallest counterexample:
                  entity        driver_id=1
                  instant       2026-01-01T10:00:00Z
                  returned      driver_id=1, event_timestamp=2026-01-01T10:00:00Z, label=a, conv_rate=0.3, trips=2
                  right         no row, or not as often""");
        assertThat(places.both(RIGHT.rows(), TrainingSetAssert::isPointInTimeCorrect))
                .contains("3 rows are wrong (dropped row: 3):");
        assertThat(places.both(joinedAt(MICROSECOND, VIEW).rows(0, 0, 1), TrainingSetAssert::isPointInTimeCorrect))
                .contains("but 4 rows are wrong (dropped row: 1, extra row: 1, future value: 2):");
        // The assertions on one cause do not ask for rows, as those on historical features do not.
        assertThat(places.both(RIGHT.rows(0, 0), TrainingSetAssert::hasNoFutureValues))
                .isEqualTo("passes");
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
        assertThat(places.both(tables, TrainingSetAssert::isPointInTimeCorrect)).isEqualTo("passes");
        Table swapped = right.rows(0, 0, 2, 3, 4);
        assertThat(places.both(
                        Map.of("training", swapped, "driver_stats", ROWS, "labels", labels),
                        TrainingSetAssert::isPointInTimeCorrect))
                .contains("but 3 rows are wrong (dropped row: 2, extra row: 1):");
    }

    @Test
    void many_extra_rows_are_counted_and_few_shown() throws SQLException {
        int[] often = IntStream.range(0, 203).map(row -> row % 3).toArray();
        String here = places.both(RIGHT.rows(0, 1, 2), TrainingSetAssert::isPointInTimeCorrect);
        assertThat(here).isEqualTo("passes");
        places.duckdb().execute(List.of("DROP TABLE training"));
        places.duckdb().write(Map.of("training", RIGHT.rows(often)));
        assertThat(BothPlaces.outcome(places.duckdb().engine(), TrainingSetAssert::isPointInTimeCorrect))
                .contains("but 200 rows are wrong (extra row: 200):")
                .contains("... and 190 more");
    }

    @Test
    void one_of_many_rows_that_are_the_same_is_shown() throws SQLException {
        Table labels = ENTITIES.rows(IntStream.range(0, 120).map(row -> row % 2).toArray());
        Table right = PointInTimeJoin.of(labels).with(VIEW.from(ROWS)).run();
        Map<String, Table> tables = Map.of("training", right, "driver_stats", ROWS, "labels", labels);
        assertThat(places.both(tables, TrainingSetAssert::isPointInTimeCorrect)).isEqualTo("passes");
        Table changed = right.rows(
                IntStream.range(0, 120).map(row -> row == 0 ? 1 : row).toArray());
        assertThat(places.both(
                        Map.of("training", changed, "driver_stats", ROWS, "labels", labels),
                        TrainingSetAssert::isPointInTimeCorrect))
                .contains("but 2 rows are wrong (dropped row: 1, extra row: 1):");
    }

    @Test
    void entity_rows_without_a_key_are_refused_in_both() throws SQLException {
        Map<String, Table> tables = Map.of(
                "training",
                RIGHT,
                "driver_stats",
                ROWS,
                "labels",
                ENTITIES.select(List.of("event_timestamp", "label")),
                "answers",
                RIGHT,
                "undated",
                ENTITIES.select(List.of("driver_id", "label")));
        assertThat(places.both(tables, TrainingSetAssert::isPointInTimeCorrect))
                .isEqualTo(
                        "The entity rows 'labels' have no [driver_id], by which the features of training set 'training' were joined, only [event_timestamp, label].");
        Engine local = Engine.local(tables);
        String ofAnswers =
                BothPlaces.outcome(BothPlaces.set(local, "answers"), TrainingSetAssert::isPointInTimeCorrect);
        assertThat(ofAnswers)
                .isEqualTo(BothPlaces.outcome(
                        BothPlaces.set(places.duckdb().engine(), "answers"), TrainingSetAssert::isPointInTimeCorrect))
                .isEqualTo(
                        "Feature 'conv_rate' of 'driver_stats' has the name of another column: use full feature names, or another alias.");
        assertThat(BothPlaces.outcome(BothPlaces.set(local, "undated"), TrainingSetAssert::isPointInTimeCorrect))
                .isEqualTo(BothPlaces.outcome(
                        BothPlaces.set(places.duckdb().engine(), "undated"), TrainingSetAssert::isPointInTimeCorrect))
                .contains("have no [event_timestamp], by which");
    }

    @Test
    void a_column_of_the_entity_rows_that_is_lost_is_found() throws SQLException {
        assertThat(places.both(
                        RIGHT.select(List.of("driver_id", "event_timestamp", "conv_rate", "trips")),
                        TrainingSetAssert::isPointInTimeCorrect))
                .isEqualTo(
                        "\nExpecting training set 'training' to have all columns of the entity rows 'labels', but [label] are not there, only [driver_id, event_timestamp, conv_rate, trips].");
    }
}
