package io.mmp.test.examples.features;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.database.PostgresServer;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.table.Table;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs seed.sql in two databases, and compares what they have then. */
@Tag("integration")
class CourierStatsTests {

    @Test
    void postgresql_has_the_same_rows() {
        assumeTrue(PostgresServer.isInstalled(), "PostgreSQL is not installed");
        try (ManagedServer postgres = ManagedServer.start(PostgresServer.spec())) {
            Table rows = CourierStats.rowsIn(PostgresServer.jdbcUrl(postgres, "postgres"));

            assertThat(rows).agreesWith(CourierStats.rows(), "courier_id", "event_timestamp", "created");
        }
    }
}
