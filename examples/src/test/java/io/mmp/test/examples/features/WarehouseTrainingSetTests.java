package io.mmp.test.examples.features;

import static io.mmp.test.feast.FeastAssertions.assertThat;

import io.mmp.test.engine.Engine;
import io.mmp.test.feast.history.TrainingSet;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.ValueType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseTrainingSetTests {

    private static final FeatureView DRIVER_STATS = FeatureView.named("driver_stats")
            .withJoinKey("driver_id", ValueType.INT64)
            .withFeature("conv_rate", ValueType.DOUBLE)
            .withFeature("trips", ValueType.INT64)
            .withTtl(Duration.ofDays(1));

    @TempDir
    private Path directory;

    @Test
    void the_training_set_knows_nothing_of_the_future() {
        // A sample on each commit; at night -Dmmp.tables.engine=jdbc:postgresql://warehouse/ml
        Engine engine = Engine.configured("jdbc:duckdb:" + directory.resolve("sample.duckdb"));

        TrainingSet training = TrainingSet.in(engine, "training").with(DRIVER_STATS, "driver_stats");

        assertThat(training).hasNoFutureValues().isPointInTimeCorrect();
    }

    @BeforeEach
    void writeSample() throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:" + directory.resolve("sample.duckdb"));
                Statement statement = duckdb.createStatement()) {
            statement.execute("""
                    CREATE TABLE driver_stats AS
                    SELECT * FROM (VALUES (1, TIMESTAMPTZ '2026-01-01 09:00:00+00', 0.5::DOUBLE, 3), (1, '2026-01-01 11:00:00+00', 0.6, 5))
                        t(driver_id, event_timestamp, conv_rate, trips)
                    """);
            statement.execute("""
                    CREATE TABLE training AS
                    SELECT * FROM (VALUES (1, TIMESTAMPTZ '2026-01-01 10:00:00+00', 0.5::DOUBLE, 3), (1, '2026-01-01 11:00:00+00', 0.6, 5))
                        t(driver_id, event_timestamp, conv_rate, trips)
                    """);
        }
    }
}
