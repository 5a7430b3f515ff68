package io.mmp.test.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.server.ManagedServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** The same on a real PostgreSQL that others use too. */
@Tag("e2e")
class PostgresDatabaseTests extends DatabaseLifeTests {

    private static ManagedServer postgres;

    PostgresDatabaseTests() {
        super("postgresql://test@127.0.0.1:" + postgres.port());
    }

    @BeforeAll
    static void start() {
        assumeTrue(PostgresServer.isInstalled(), "there is no PostgreSQL");
        postgres = ManagedServer.start(PostgresServer.spec());
    }

    @AfterAll
    static void stop() throws SQLException {
        if (postgres != null) {
            try {
                assertThat(databases()).as("what all tests have left").isEmpty();
            } finally {
                postgres.close();
            }
        }
    }

    @Test
    void a_failing_script_is_told_in_the_words_of_the_server() {
        run(IsolatedDatabaseMisuseTests.ScriptTestCase.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        SeenDatabases.failure(
                                text -> text.startsWith(
                                        "Schema script 'database/broken.sql', line 5: the database refuses 'CREATE TABL broken ( id int )': ERROR: syntax error at or near \"TABL\"")));
    }

    @Test
    void a_subprocess_is_led_to_the_database() throws Exception {
        run(SubprocessTestCase.class).testEvents().assertStatistics(stats -> stats.succeeded(1));
    }

    @Test
    void a_jvm_of_its_own_server_needs_nothing_else() {
        EngineExecutionResults results =
                SeenDatabases.run(Map.of(DatabaseServers.PARAMETER, "POSTGRES"), SubprocessTestCase.class);
        results.testEvents().assertStatistics(stats -> stats.succeeded(1));
    }

    /** As root it runs as somebody else, whom such a umask keeps out. */
    @Test
    void a_umask_that_lets_nobody_in_keeps_no_server_from_starting() throws Exception {
        Process jvm = HeldTestCase.start("POSTGRES");
        try {
            assertThat(jvm.inputReader().readLine()).startsWith("mmp_test_");
            jvm.getOutputStream().close();
            assertThat(jvm.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(jvm.exitValue()).isZero();
        } finally {
            jvm.destroyForcibly();
        }
    }

    @Test
    void what_a_jvm_that_was_killed_has_left_is_dropped_by_the_next_and_nothing_of_one_that_runs() throws Exception {
        Process killed = HeldTestCase.start("postgresql://test@127.0.0.1:" + postgres.port());
        Process running = HeldTestCase.start("postgresql://test@127.0.0.1:" + postgres.port());
        try {
            String left = killed.inputReader().readLine();
            String used = running.inputReader().readLine();
            assertThat(databases()).contains(left, used);

            killed.destroyForcibly().waitFor();

            // The server notices the end of a connection on its own time.
            await().untilAsserted(() -> {
                run(ConstraintsTestCase.class).testEvents().assertStatistics(stats -> stats.succeeded(3));
                assertThat(databases()).contains(used).doesNotContain(left);
            });
            running.getOutputStream().close();
            assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(running.exitValue()).isZero();
            assertThat(databases()).isEmpty();
        } finally {
            killed.destroyForcibly();
            running.destroyForcibly();
        }
    }

    private static List<String> databases() throws SQLException {
        try (Connection connection = DriverManager.getConnection(PostgresServer.jdbcUrl(postgres, "postgres"))) {
            String names = SeenDatabases.ask(
                    connection,
                    "SELECT coalesce(string_agg(datname, ','), '') FROM pg_database WHERE datname LIKE 'mmp%'");
            return names.isEmpty() ? List.of() : List.of(names.split(",", -1));
        }
    }

    @IsolatedDatabase(schema = {"database/cases.sql", "database/models.sql"})
    static class SubprocessTestCase {

        @Test
        void leads_there(TestDatabase database) throws Exception {
            assertThat(database.environment())
                    .containsEntry("DATABASE_URL", database.uri().toString())
                    .containsEntry("PGDATABASE", database.uri().getPath().substring(1));
            ProcessBuilder client = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    HeldTestCase.class.getName());
            client.environment().putAll(database.environment());
            Process process =
                    client.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            assertThat(process.inputReader().readLine()).isEqualTo("fraud,fraud-next");
            assertThat(process.waitFor()).isZero();
        }
    }
}
