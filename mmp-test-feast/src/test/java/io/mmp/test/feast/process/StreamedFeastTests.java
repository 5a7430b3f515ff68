package io.mmp.test.feast.process;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static io.mmp.test.feast.parity.ServedTable.AS_OF;
import static io.mmp.test.feast.parity.ServedTable.VIEW;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.feast.EnabledIfFeastProcess;
import io.mmp.test.feast.parity.ServedTable;
import io.mmp.test.feast.parity.ServedTable.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real Feast serves, from a real Redis, what the tests of streamed parity write there in its place, and a table in DuckDB is compared with it. */
@Tag("e2e")
@EnabledIfFeastProcess
class StreamedFeastTests {

    private static final int KEYS = 5_000;

    private static FeastProcesses processes;
    private RealFeast feast;

    @BeforeAll
    static void startProcesses() {
        processes = new FeastProcesses(FeastInstallation.ensure());
    }

    @AfterAll
    static void stopProcesses() {
        processes.close();
    }

    @BeforeEach
    void apply() {
        feast = processes.create(FeastStores.of(FeastStores.Offline.DUCKDB, FeastStores.Online.REDIS));
        feast.apply(VIEW);
    }

    @AfterEach
    void close() {
        feast.close();
    }

    @Test
    void feast_serves_what_the_table_says_and_what_it_serves_wrong_is_found(@TempDir Path directory)
            throws IOException, SQLException {
        ServedTable table = ServedTable.fill(
                "jdbc:duckdb:" + directory.resolve("features.duckdb"),
                processes.redis().uri(),
                feast.project(),
                KEYS);

        assertThat(table.source())
                .isServedBy(feast::online, AS_OF)
                .materializedUntil(AS_OF)
                .arrivedIn(feast::online);

        table.plant(Map.of(1, Fault.WRONG, KEYS / 2, Fault.MISSING, KEYS - 2, Fault.STALE));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(table.source()).isServedBy(feast::online, AS_OF))
                .withMessageContaining(
                        "but 7 of %s values are wrong (not materialized: 3, stale value: 3, value: 1):", 3 * KEYS)
                .withMessageContaining(
                        "customer_id=-299993: customer_stats:orders is INT64 1006 of 2026-01-01T08:00:01Z")
                .withMessageContaining("customer_id=-282500: customer_stats:balance is null (PRESENT)")
                .withMessageContaining("customer_id=-265014: customer_stats:balance is DOUBLE 19367.25 of ");
    }
}
