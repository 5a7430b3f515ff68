package io.mmp.test.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.Condition;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs test cases and keeps the databases that they saw. */
final class SeenDatabases {

    /** What tests lock that use this class, since classes run at the same time. */
    static final String RESOURCE = "io.mmp.test.database.SeenDatabases";

    /** One entry for each look. */
    private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

    private SeenDatabases() {}

    static void forget() {
        SEEN.clear();
    }

    static Set<String> all() {
        return new TreeSet<>(SEEN);
    }

    /** Look at a database in which nobody has opened a case but this test. */
    static void open(TestDatabase database) throws SQLException {
        SEEN.add(database.jdbcUrl());
        open(database.dataSource());
    }

    static void open(DataSource database) throws SQLException {
        assertThat(ask(database, "SELECT count(*) FROM cases")).isEqualTo("0");
        execute(database, "INSERT INTO cases (model, amount) SELECT id, 12.50 FROM models WHERE name = 'fraud'");
        assertThat(ask(database, "SELECT count(*) FROM cases")).isEqualTo("1");
    }

    static void assertGone() {
        assertThat(SEEN)
                .isNotEmpty()
                .allSatisfy(url -> assertThatThrownBy(
                                () -> DriverManager.getConnection(url).close())
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("not found"));
    }

    static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String ask(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return ask(connection, sql);
        }
    }

    static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Run test cases of which so many tests must succeed. */
    static void succeed(int tests, Class<?>... testCases) {
        run(Map.of(), testCases)
                .testEvents()
                .assertStatistics(stats -> stats.started(tests).succeeded(tests));
    }

    /** Match a failure that has a message, however JUnit has wrapped it. */
    static Condition<Event> failure(Predicate<String> text) {
        return new Condition<>(
                event -> event.getPayload(TestExecutionResult.class)
                        .flatMap(TestExecutionResult::getThrowable)
                        .filter(thrown -> says(thrown, text))
                        .isPresent(),
                "a failure with the message");
    }

    private static boolean says(Throwable thrown, Predicate<String> text) {
        return text.test(String.valueOf(thrown.getMessage()))
                || (thrown.getCause() != null && says(thrown.getCause(), text))
                || Stream.of(thrown.getSuppressed()).anyMatch(other -> says(other, text));
    }

    static EngineExecutionResults run(Map<String, String> parameters, Class<?>... testCases) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(Stream.of(testCases)
                        .map(testCase -> selectClass(testCase))
                        .toArray(org.junit.platform.engine.DiscoverySelector[]::new))
                .configurationParameters(parameters)
                .execute();
    }
}
