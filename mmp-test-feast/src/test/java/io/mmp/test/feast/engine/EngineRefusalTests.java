package io.mmp.test.feast.engine;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.database.PostgresServer;
import io.mmp.test.engine.Dialect;
import io.mmp.test.engine.Engine;
import io.mmp.test.engine.EngineException;
import io.mmp.test.feast.history.TrainingSet;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.table.ValueType;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an assertion on a training set says of a PostgreSQL that does not let it read, lacks what it needs, or goes away while it answers. */
@Tag("e2e")
class EngineRefusalTests {

    private static final FeatureView VIEW =
            FeatureView.named("stats").withJoinKey("id", ValueType.INT64).withFeature("trips", ValueType.INT64);

    private static @Nullable ManagedServer server;
    private static String url = "";

    @BeforeAll
    static void start() throws SQLException {
        assumeTrue(PostgresServer.isInstalled(), "PostgreSQL is not installed");
        server = ManagedServer.start(PostgresServer.spec());
        url = PostgresServer.jdbcUrl(server, "postgres");
        String row =
                "SELECT CAST(1 AS bigint) AS id, TIMESTAMPTZ '2026-01-01 10:%s:00Z' AS event_timestamp, CAST(3 AS bigint) AS trips";
        execute(
                "CREATE TABLE training AS " + row.formatted("30"),
                "CREATE TABLE features AS " + row.formatted("00"),
                "CREATE TABLE labels AS SELECT id, event_timestamp FROM training",
                "CREATE USER reader",
                "GRANT SELECT ON training TO reader");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static boolean execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            boolean isTrue = false;
            for (String sql : statements) {
                if (statement.execute(sql)) {
                    try (ResultSet rows = statement.getResultSet()) {
                        isTrue = rows.next() && rows.getBoolean(1);
                    }
                }
            }
            return isTrue;
        }
    }

    private static void assertRefused(TrainingSet set, String subject, String reason) {
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> assertThat(set).isPointInTimeCorrect())
                .withMessageMatching("\\Q%s\\E cannot be read in PostgreSQL \\d+\\S*.* \\(\\Q%s\\E\\): \\Q%s\\E"
                        .formatted(subject, set.table().engine(), reason));
    }

    private static TrainingSet set(Engine engine) {
        return TrainingSet.in(engine, "training").with(VIEW, "features");
    }

    @Test
    void rights_that_are_missing_are_told_table_by_table() throws SQLException {
        String denied = "ERROR: permission denied for table %s. Grant the user SELECT on it: nothing else is needed.";
        TrainingSet set = set(Engine.at(url.replace("user=test", "user=reader")));
        assertRefused(set, "'features'", denied.formatted("features"));
        execute("GRANT SELECT ON features TO reader");
        assertThat(set).isPointInTimeCorrect();
        assertRefused(set.withEntityRows("labels"), "'labels'", denied.formatted("labels"));
        execute("GRANT SELECT ON labels TO reader");
        assertThat(set.withEntityRows("labels")).isPointInTimeCorrect();
    }

    @Test
    void a_function_that_the_engine_lacks_is_told_from_a_wrong_row() {
        assertThat(set(Engine.at(url))).isPointInTimeCorrect();
        assertRefused(
                set(Engine.at(url).withDialect(Dialect.DUCKDB)),
                "Training set 'training'",
                "ERROR: function isinf(timestamp with time zone) does not exist. The engine lacks a function that is needed: DuckDB 1.1 or later has it.");
    }

    @Test
    void a_driver_that_is_not_there_is_named() {
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> assertThat(set(Engine.at("jdbc:snowflake://ml.snowflakecomputing.com/?warehouse=w")))
                        .isPointInTimeCorrect())
                .withMessage(
                        "There is no JDBC driver for the engine at jdbc:snowflake://ml.snowflakecomputing.com/: put net.snowflake:snowflake-jdbc on the class path of the tests.");
    }

    @Test
    void a_backend_that_is_terminated_while_it_answers_is_told_by_one_message() {
        Engine engine = Engine.at(url);
        TrainingSet set = TrainingSet.of(engine.query("SELECT * FROM training WHERE pg_sleep(600) IS NOT NULL"))
                .with(VIEW, "features");
        CompletableFuture<@Nullable Throwable> judging = CompletableFuture.supplyAsync(
                () -> catchThrowable(() -> assertThat(set).isPointInTimeCorrect()));
        await("a backend that answers")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> execute(
                                "SELECT bool_or(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"));
        assertThat(judging.join())
                .isInstanceOf(EngineException.class)
                .message()
                .matches(
                        "Training set the query \\Q%s\\E cannot be read in PostgreSQL \\d+\\S*.* \\(\\Q%s\\E\\): FATAL: terminating connection due to administrator command\\. The engine went away while it answered: look whether it still runs and what its log says, and run the test again\\."
                                .formatted("SELECT * FROM training WHERE pg_sleep(600) IS NOT NULL", engine));
        // The next one connects anew.
        assertThat(set(engine)).isPointInTimeCorrect();
    }
}
