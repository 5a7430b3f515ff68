package io.mmp.test.examples.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.mmp.test.database.PostgresServer;
import io.mmp.test.fault.EnabledIfSmallDisk;
import io.mmp.test.fault.Outage;
import io.mmp.test.fault.ProcessFaults;
import io.mmp.test.fault.SmallDisk;
import io.mmp.test.server.ManagedServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A journal of predictions whose database runs out of disk. */
@Tag("e2e")
@EnabledIfSmallDisk
class FullDiskTests {

    @Test
    void no_confirmed_prediction_is_lost_when_the_disk_is_full() throws Exception {
        assumeThat(PostgresServer.isInstalled()).as("PostgreSQL is installed").isTrue();
        try (SmallDisk disk = SmallDisk.ofSize(128 << 20);
                ManagedServer postgres =
                        ManagedServer.start(PostgresServer.spec().withWorkingDirectory(disk.path()))) {
            Outage full = ProcessFaults.diskFull("postgres", disk);
            try (Connection connection = connect(postgres)) {
                PredictionJournal journal = PredictionJournal.create(connection);

                full.strike();
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> journal.writeAll(10_000))
                        .withMessageContaining("No space left on device");
                full.mend();

                journal.writeAll(100);
                assertThat(journal.count()).isEqualTo(journal.confirmed());
            }
        }
    }

    /** The negative control: without a full disk nothing is refused. */
    @Test
    void all_predictions_are_confirmed_while_there_is_room() throws Exception {
        assumeThat(PostgresServer.isInstalled()).as("PostgreSQL is installed").isTrue();
        try (SmallDisk disk = SmallDisk.ofSize(128 << 20);
                ManagedServer postgres =
                        ManagedServer.start(PostgresServer.spec().withWorkingDirectory(disk.path()));
                Connection connection = connect(postgres)) {
            PredictionJournal journal = PredictionJournal.create(connection);
            journal.writeAll(10_000);
            assertThat(journal.count()).isEqualTo(journal.confirmed()).isEqualTo(10_000);
        }
    }

    private static Connection connect(ManagedServer postgres) throws SQLException {
        return DriverManager.getConnection(PostgresServer.jdbcUrl(postgres, "postgres"));
    }
}
