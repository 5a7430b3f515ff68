package io.mmp.test.feast.history;

import static io.mmp.test.feast.history.PlantedRows.NOON;
import static io.mmp.test.feast.history.PlantedRows.VIEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.engine.EngineSession;
import io.mmp.test.feast.FeastAssertions;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Drops rows and adds others in DuckDB, and expects all of them counted, and as many fetched as should be. */
class EntityRowCheckTests {

    private static RowFindings find(PlantedRows rows, String... labels) throws SQLException {
        TrainingSet set = rows.write().withEntityRows("labels");
        rows.execute(labels);
        try (EngineSession session = EngineSession.open(set.table().engine())) {
            return new EntityRowCheck(session, set, set.entityRows().orElseThrow())
                    .find(set.sources(), Visibility.EVENT_TIME);
        }
    }

    @Test
    void of_each_cause_25_different_rows_are_fetched_and_all_are_counted() throws SQLException {
        try (PlantedRows rows = new PlantedRows(VIEW)) {
            for (long id = 0; id < 27; id++) {
                rows.training(id, NOON, null, null);
            }
            RowFindings found = find(
                    rows,
                    "CREATE TABLE labels AS SELECT 100 + i AS id, TIMESTAMPTZ '2026-01-01 12:00:00+00' AS event_timestamp FROM range(26) t(i)");
            assertThat(found.counts()).containsEntry(FaultCause.DROPPED, 26L).containsEntry(FaultCause.EXTRA, 27L);
            assertThat(found.examples())
                    .filteredOn(fault -> fault.cause() == FaultCause.DROPPED)
                    .hasSize(25);
            assertThat(found.examples())
                    .filteredOn(fault -> fault.cause() == FaultCause.EXTRA)
                    .hasSize(25);
        }
    }

    @Test
    void a_row_that_is_there_fifty_times_is_counted_again_here_whatever_else_is() throws SQLException {
        try (PlantedRows rows = new PlantedRows(VIEW)) {
            for (int i = 0; i < 50; i++) {
                rows.training(1L, NOON, null, null);
            }
            rows.training(2L, NOON, null, null).training(2L, NOON, null, null);
            RowFindings found = find(
                    rows,
                    "CREATE TABLE labels AS SELECT i AS id, TIMESTAMPTZ '2026-01-01 12:00:00+00' AS event_timestamp FROM range(1, 3) t(i)");
            assertThat(found.counts()).containsOnlyKeys(FaultCause.EXTRA).containsEntry(FaultCause.EXTRA, 50L);
            assertThat(found.examples()).hasSize(50);
        }
    }

    @Test
    void rows_that_are_there_least_often_are_fetched_first() throws SQLException {
        try (PlantedRows rows = new PlantedRows(VIEW)) {
            for (long id = 0; id < 26; id++) {
                rows.training(id, NOON, null, null);
                if (id < 3) {
                    rows.training(id, NOON, null, null);
                }
            }
            RowFindings found = find(
                    rows,
                    "CREATE TABLE labels AS SELECT 0::BIGINT AS id, TIMESTAMPTZ '2026-01-01 12:00:00+00' AS event_timestamp WHERE false");
            assertThat(found.counts()).containsEntry(FaultCause.EXTRA, 29L);
            // 23 rows that are there once, and two of three that are there twice.
            assertThat(found.examples()).hasSize(27);
        }
    }

    @Test
    void a_row_that_is_too_often_in_both_tables_to_be_fetched_is_counted_all_the_same() throws SQLException {
        try (PlantedRows rows = new PlantedRows(VIEW)) {
            for (int i = 0; i < 60; i++) {
                rows.training(1L, NOON, null, null);
            }
            TrainingSet set = rows.write().withEntityRows("labels");
            rows.execute(
                    "CREATE TABLE labels AS SELECT 1 AS id, TIMESTAMPTZ '2026-01-01 12:00:00+00' AS event_timestamp FROM range(100)");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> FeastAssertions.assertThat(set).isPointInTimeCorrect())
                    .withMessageContaining("but 40 rows are wrong (dropped row: 40):")
                    .withMessageContainingAll("... and 30 more", "Smallest counterexample:", "returned      no row");
        }
    }
}
