package io.mmp.test.database;

import static io.mmp.test.database.SeenDatabases.ask;
import static io.mmp.test.database.SeenDatabases.execute;
import static io.mmp.test.database.SeenDatabases.failure;
import static io.mmp.test.database.SeenDatabases.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.testkit.engine.EventConditions.reportEntry;

import io.mmp.test.database.IsolatedDatabase.End;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** What tests may do with a database, the same on each server. */
abstract class DatabaseLifeTests {

    /** What the tests of a test case found, to look at when it has run. */
    private static final Queue<Connection> LEFT_OPEN = new ConcurrentLinkedQueue<>();

    private final String server;

    DatabaseLifeTests(String server) {
        this.server = server;
    }

    final EngineExecutionResults run(Class<?> testCase) {
        return SeenDatabases.run(Map.of(DatabaseServers.PARAMETER, server), testCase);
    }

    @Test
    void constraints_hold_and_each_test_begins_anew() {
        succeed(ConstraintsTestCase.class, 3);
    }

    @Test
    void connections_that_a_test_leaves_open_are_closed_and_reported() throws SQLException {
        LEFT_OPEN.clear();
        EngineExecutionResults results = run(OpenConnectionTestCase.class);

        results.testEvents().assertStatistics(stats -> stats.succeeded(1));
        results.allEvents().assertThatEvents().haveExactly(1, reportEntry(Map.of(TestDatabase.OPEN_CONNECTIONS, "1")));
        assertThat(LEFT_OPEN).hasSize(1);
        assertThat(LEFT_OPEN.remove().isValid(1)).isFalse();
    }

    @Test
    void a_test_that_closes_its_connections_reports_none() {
        run(ConstraintsTestCase.class)
                .allEvents()
                .reportingEntryPublished()
                .assertStatistics(stats -> stats.reportingEntryPublished(0));
    }

    @Test
    void work_is_rolled_back_and_commits_of_a_test_are_real_to_it_alone() {
        succeed(RollbackTestCase.class, 7);
    }

    @Test
    void tests_that_roll_back_in_parallel_do_not_meet() {
        Map<String, String> parameters = new HashMap<>(IsolatedDatabaseExtensionTests.IN_PARALLEL);
        parameters.put(DatabaseServers.PARAMETER, server);
        SeenDatabases.run(parameters, RollbackTestCase.class)
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(7));
    }

    @Test
    void a_test_that_ends_its_transaction_fails_and_the_next_one_finds_nothing_of_it() {
        EngineExecutionResults results = run(CommittingTestCase.class);

        results.testEvents().assertStatistics(stats -> stats.started(2).failed(2));
        results.testEvents()
                .assertThatEvents()
                .haveExactly(
                        2,
                        failure(text -> text.startsWith(
                                        "The work of this test cannot be rolled back: a statement has ended its transaction, such as COMMIT as text, or CREATE TABLE in H2 (")
                                && text.endsWith("). The database was dropped; choose end = DROP for this test.")));
    }

    private void succeed(Class<?> testCase, int tests) {
        run(testCase)
                .testEvents()
                .assertStatistics(stats -> stats.started(tests).succeeded(tests));
    }

    @IsolatedDatabase(schema = {"database/cases.sql", "database/models.sql"})
    static class ConstraintsTestCase {

        @RepeatedTest(2)
        void values_are_held_to_their_columns(DataSource database) throws SQLException {
            open(database);
            for (String refused : new String[] {
                "INSERT INTO cases (model, amount) VALUES (99, 1)",
                "INSERT INTO cases (model, amount) VALUES (1, -1)",
                "INSERT INTO cases (model, amount) VALUES (1, 'much')",
                "INSERT INTO models (name) VALUES ('fraud')",
                "INSERT INTO models (name) VALUES (NULL)",
                "INSERT INTO models (name, stage) VALUES ('x', 'a stage of more than twenty letters')"
            }) {
                assertThatThrownBy(() -> execute(database, refused)).isInstanceOf(SQLException.class);
            }
            assertThat(ask(database, "SELECT amount FROM cases")).isEqualTo("12.50");
            execute(database, "DELETE FROM models WHERE name = 'fraud'");
            assertThat(ask(database, "SELECT count(*) FROM cases")).isEqualTo("0");
        }

        @Test
        void threads_have_connections_of_their_own(DataSource database) {
            CompletableFuture<?>[] writes = new CompletableFuture<?>[8];
            for (int i = 0; i < writes.length; i++) {
                String name = "model-" + i;
                writes[i] = CompletableFuture.runAsync(() -> {
                    try {
                        execute(database, "INSERT INTO models (name) VALUES ('%s')".formatted(name));
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                });
            }
            CompletableFuture<String> count = CompletableFuture.allOf(writes).thenApply(done -> {
                try {
                    return ask(database, "SELECT count(*) FROM models");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(count).succeedsWithin(Duration.ofSeconds(20)).isEqualTo("10");
        }
    }

    @IsolatedDatabase
    static class OpenConnectionTestCase {

        @Test
        void leaves_one_open(DataSource database) throws SQLException {
            database.getConnection().close();
            LEFT_OPEN.add(database.getConnection());
        }
    }

    @IsolatedDatabase(
            schema = {"database/cases.sql", "database/models.sql"},
            end = End.ROLLBACK)
    static class RollbackTestCase {

        @RepeatedTest(3)
        void auto_commit(TestDatabase database) throws SQLException {
            open(database.dataSource());
            assertThatThrownBy(database::jdbcUrl)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "The work of this test is in a transaction that only its data source sees. For an address choose end = DROP.");
        }

        @Test
        void a_statement_that_fails_undoes_itself_alone(DataSource database) throws SQLException {
            open(database);
            assertThatThrownBy(() -> execute(database, "INSERT INTO models (name) VALUES ('fraud')"))
                    .isInstanceOf(SQLException.class);
            assertThat(ask(database, "SELECT count(*) FROM cases")).isEqualTo("1");
        }

        @Test
        void transactions(DataSource database) throws SQLException {
            try (Connection connection = database.getConnection()) {
                assertThat(connection.getAutoCommit()).isTrue();
                connection.setAutoCommit(false);
                insert(connection, "committed");
                connection.commit();
                insert(connection, "rolled back");
                connection.rollback();
                Savepoint savepoint = connection.setSavepoint();
                insert(connection, "back to the savepoint");
                connection.rollback(savepoint);
                insert(connection, "not committed");
            }
            assertThat(ask(database, "SELECT string_agg(name, ',' ORDER BY id) FROM models"))
                    .isEqualTo("fraud,fraud-next,committed");
        }

        @Test
        void switching_auto_commit_on_commits(DataSource database) throws SQLException {
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                insert(connection, "one");
                connection.setAutoCommit(true);
                assertThatThrownBy(connection::commit)
                        .isInstanceOf(SQLException.class)
                        .hasMessage("There is nothing to commit: auto-commit is on.");
            }
            assertThat(ask(database, "SELECT count(*) FROM models")).isEqualTo("3");
        }

        @Test
        @SuppressWarnings("try") // closed earlier on purpose
        void a_second_connection_beside_a_transaction_is_refused(DataSource database) throws SQLException {
            try (Connection first = database.getConnection();
                    Connection idle = database.getConnection()) {
                first.setAutoCommit(false);
                assertThatThrownBy(database::getConnection)
                        .isInstanceOf(SQLException.class)
                        .hasMessage(
                                "A second connection was asked for while one has auto-commit off. They would see each other's work in the one transaction of a test with end = ROLLBACK: close the first one before, or choose end = DROP.");
                assertThatThrownBy(() -> idle.setAutoCommit(false))
                        .isInstanceOf(SQLException.class)
                        .hasMessageStartingWith("A second transaction was asked for");
                first.close();
                assertThat(first.isClosed()).isTrue();
                assertThatThrownBy(first::createStatement)
                        .isInstanceOf(SQLException.class)
                        .hasMessage("This connection is closed.");
                assertThat(idle).isNotEqualTo(first).isEqualTo(idle).hasSameHashCodeAs(idle);
            }
        }

        private static void insert(Connection connection, String name) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO models (name) VALUES ('%s')".formatted(name));
            }
        }
    }

    @IsolatedDatabase(
            schema = {"database/cases.sql", "database/models.sql"},
            end = End.ROLLBACK)
    static class CommittingTestCase {

        @RepeatedTest(2)
        void commits(DataSource database) throws SQLException {
            open(database);
            execute(database, "COMMIT");
        }
    }
}
