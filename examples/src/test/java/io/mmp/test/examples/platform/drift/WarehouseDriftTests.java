package io.mmp.test.examples.platform.drift;

import static io.mmp.test.drift.DriftAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.drift.DriftCheck;
import io.mmp.test.drift.DriftReport;
import io.mmp.test.engine.Engine;
import io.mmp.test.engine.EngineTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseDriftTests {

    @TempDir
    private Path directory;

    @Test
    void live_rows_have_not_drifted_from_the_training_set() {
        // A sample on each commit; at night -Dmmp.tables.engine=jdbc:postgresql://warehouse/ml
        Engine engine = Engine.configured("jdbc:duckdb:" + directory.resolve("sample.duckdb"));

        DriftCheck check = DriftCheck.standard().withoutColumns("payment_id");

        assertThat(check.compare(engine.table("training"), engine.table("live")))
                .hasNoDrift();
    }

    @Test
    void amounts_in_another_currency_are_drift() {
        Engine engine = Engine.at("jdbc:duckdb:" + directory.resolve("sample.duckdb"));
        EngineTable converted = engine.query("SELECT payment_id, amount * 1.4 AS amount, country FROM live");

        DriftReport report =
                DriftCheck.standard().withoutColumns("payment_id").compare(engine.table("training"), converted);

        assertThat(report).hasDriftOnlyIn("amount");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(report).hasNoDrift())
                .withMessageContaining("amount: Kolmogorov-Smirnov distance");
    }

    @BeforeEach
    void writeSample() throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:" + directory.resolve("sample.duckdb"));
                Statement statement = duckdb.createStatement()) {
            for (String table : new String[] {"training", "live"}) {
                statement.execute("""
                        CREATE TABLE %1$s AS
                        SELECT i AS payment_id, exp((i * 389 + length('%1$s')) %% 1009 / 500e0) AS amount,
                          ['TR', 'DE', 'JP'][CAST(i %% 3 + 1 AS INTEGER)] AS country
                        FROM range(1000) r(i)
                        """.formatted(table));
            }
        }
    }
}
