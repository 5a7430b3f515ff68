package io.mmp.test.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.mmp.test.table.Cells;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTests {

    @TempDir
    private Path directory;

    private String url = "";

    @BeforeEach
    void write() throws SQLException {
        url = "jdbc:duckdb:" + directory.resolve("engine.duckdb");
        execute("CREATE SCHEMA ml");
        execute(
                "CREATE TABLE ml.training AS SELECT 1::BIGINT AS id, TIMESTAMPTZ '2026-01-01 00:00:00.000001+00' AS at, TIMESTAMP '2026-01-01' AS local");
        execute("CREATE TABLE ml.\"odd name\" AS SELECT 1 AS \"a\"\"b\"");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatExceptionOfType(EngineException.class).isThrownBy(call).withMessage(message);
    }

    @Test
    void a_table_tells_its_columns() {
        assertThat(Engine.at(url).table("ml.training").columns())
                .containsExactly(
                        new EngineColumn("id", "bigint", ValueType.INT64, null),
                        new EngineColumn("at", "timestamp with time zone", ValueType.UNIX_TIMESTAMP, null),
                        new EngineColumn(
                                "local",
                                "timestamp",
                                ValueType.NULL,
                                "Column 'local' has timestamps without a time zone: say which one is meant."));
        assertThat(Engine.at(url).withZone(ZoneOffset.UTC).table("ml.training").columns())
                .extracting(EngineColumn::type)
                .containsExactly(ValueType.INT64, ValueType.UNIX_TIMESTAMP, ValueType.UNIX_TIMESTAMP);
    }

    @Test
    void a_query_is_a_table_whatever_it_ends_with() {
        assertThat(Engine.at(url)
                        .query("SELECT id AS driver FROM ml.training ;\n ; ")
                        .columns())
                .extracting(EngineColumn::name)
                .containsExactly("driver");
        assertThat(Engine.at(url).query("SELECT id FROM ml.training -- all").columns())
                .hasSize(1);
        assertThat(Engine.at(url).table("ml.\"odd name\"").columns())
                .extracting(EngineColumn::name)
                .containsExactly("a\"b");
    }

    @Test
    void rows_are_fetched_of_one_state_of_the_tables() throws SQLException {
        try (EngineSession session = EngineSession.open(Engine.at(url))) {
            assertThat(session.read("SELECT count(*) AS n FROM ml.training", "it")
                            .column("n")
                            .getLong(0))
                    .isEqualTo(1);
            execute("INSERT INTO ml.training SELECT 2, NULL, NULL");
            assertThat(session.read("SELECT count(*) AS n FROM ml.training", "it")
                            .column("n")
                            .getLong(0))
                    .isEqualTo(1);
        }
    }

    @Test
    void tables_of_this_jvm_are_an_engine_without_sql() {
        Table rows =
                Table.builder().column("id", ValueType.INT64).row(1L).row(2L).build();
        Engine local = Engine.local(Map.of("ml.training", rows))
                .withProperties(Map.of("user", "reader"))
                .withZone(ZoneOffset.UTC);
        assertThat(local).hasToString("tables of this JVM");
        assertThat(local.table("ml.training").rows()).containsSame(rows);
        assertThat(Engine.at(url).table("ml.training").rows()).isEmpty();
        assertThat(local.table("ml.training").columns())
                .containsExactly(new EngineColumn("id", "int64", ValueType.INT64, null));
        assertRefused(
                () -> local.table("ml.labels"),
                "There is no table 'ml.labels' among the tables of this JVM, only [ml.training].");
        assertRefused(
                () -> local.query("SELECT 1 AS id"),
                "The tables of this JVM take no SQL, such as SELECT 1 AS id: name one of them, in which the columns are as the query gives them.");
        assertRefused(
                () -> EngineSession.open(local),
                "The tables of this JVM are not asked in SQL: name an engine that is, with -Dmmp.tables.engine=jdbc:...");
        assertThatNullPointerException()
                .isThrownBy(() -> Engine.local(Collections.singletonMap("ml.training", null)))
                .withMessage("The table 'ml.training' must not be null.");
    }

    @Test
    void a_table_that_is_not_there_is_refused() {
        assertRefused(
                () -> Engine.at(url).table("ml.trainings").columns(),
                "'ml.trainings' cannot be read in DuckDB v1.5.6 (engine at %s): Catalog Error: Table with name trainings does not exist! Write its name as in the engine's SQL, with catalog or schema."
                        .formatted(url));
    }

    @Test
    void what_is_no_name_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engine.at(url).table("ml.odd name"))
                .withMessage(
                        "'ml.odd name' is no name of a table, such as ml.training or \"ML\".\"training set\": quote what is not a plain name, or give a query with Engine.query.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engine.at(url).query(" ; "))
                .withMessage("A query must not be empty.");
    }

    @Test
    void an_address_is_printed_without_its_secrets() {
        assertThat(Engine.at("jdbc:postgresql://reader:secret@host/ml?password=secret"))
                .hasToString("engine at jdbc:postgresql://host/ml");
        assertThat(Engine.at("jdbc:hive2://host:10000/ml;password=secret"))
                .hasToString("engine at jdbc:hive2://host:10000/ml");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engine.at("postgresql://reader:secret@host/ml"))
                .withMessage(
                        "The address of an engine begins with jdbc:, such as jdbc:postgresql://host/database, but this is postgresql://host/ml.");
    }

    @Test
    void a_driver_that_is_not_there_is_named() {
        assertRefused(
                () -> Engine.at("jdbc:trino://host:8080/ml").table("training").columns(),
                "There is no JDBC driver for the engine at jdbc:trino://host:8080/ml: put io.trino:trino-jdbc on the class path of the tests.");
        assertRefused(
                () -> Engine.at("jdbc:other://host/ml").table("training").columns(),
                "There is no JDBC driver for the engine at jdbc:other://host/ml: put its JDBC driver on the class path of the tests.");
    }

    @Test
    void an_engine_that_does_not_answer_is_named() {
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> Engine.at("jdbc:duckdb:/nowhere/at/all.duckdb")
                        .table("training")
                        .columns())
                .withMessageStartingWith("The engine at jdbc:duckdb:/nowhere/at/all.duckdb cannot be reached: ");
    }

    @Test
    void an_engine_whose_dialect_nobody_knows_is_refused_unless_it_is_told() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setUrl("jdbc:h2:mem:");
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> Engine.of(h2).table("training").columns())
                .withMessageMatching(
                        "The engine of a data source is H2 .*, whose dialect is not known, only \\[DUCKDB, POSTGRESQL.*]: if it speaks one of these, say so with Engine.withDialect.");
        assertRefused(
                () -> Engine.of(h2)
                        .withDialect(Dialect.POSTGRESQL)
                        .table("training")
                        .columns(),
                "H2 2.4.240 (2025-09-22) is too old: its extract(epoch) rounds. PostgreSQL 14 or later is needed.");
    }

    @Test
    void a_property_moves_a_test_to_another_engine() {
        System.setProperty("mmp.tables.engine", "jdbc:postgresql://warehouse/ml");
        try {
            assertThat(Engine.configured(url)).hasToString("engine at jdbc:postgresql://warehouse/ml");
            assertThat(Engine.configured(Map.of())).hasToString("engine at jdbc:postgresql://warehouse/ml");
            assertThatNothingIsNoDefault();
        } finally {
            System.clearProperty("mmp.tables.engine");
        }
        assertThat(Engine.configured(url)).hasToString("engine at " + url);
        assertThat(Engine.configured(Map.of())).hasToString("tables of this JVM");
        assertThatNothingIsNoDefault();
    }

    private static void assertThatNothingIsNoDefault() {
        String address = System.getProperty("mmp.no.such.property");
        assertThatNullPointerException()
                .isThrownBy(() -> Engine.configured(address))
                .withMessage("The address of an engine must not be null.");
        assertThatNullPointerException()
                .isThrownBy(() -> Engine.configured((Map<String, Table>) null))
                .withMessage("The tables of this JVM must not be null.");
    }

    @Test
    void a_data_source_takes_no_properties() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Engine.of(new JdbcDataSource()).withProperties(Map.of("user", "a")))
                .withMessage("An engine with a data source takes no properties: give them to the data source.");
    }

    @Test
    void a_zone_whose_clocks_change_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engine.at(url).withZone(ZoneId.of("Europe/Berlin")))
                .withMessage(
                        "Timestamps without a time zone cannot be taken for those of Europe/Berlin, where clocks skip some times and show others twice: give a query that converts them, or a zone of one offset, such as UTC.");
    }

    @Test
    void numbers_of_time_are_exact_or_refused() {
        EngineColumn at = new EngineColumn("at", "timestamp with time zone", ValueType.UNIX_TIMESTAMP, null);
        EngineColumn nanos = new EngineColumn("n", "timestamp_ns", ValueType.UNIX_TIMESTAMP, null);
        try (EngineSession session = EngineSession.open(Engine.at(url).withZone(ZoneOffset.ofHours(1)))) {
            SqlWriter sql = session.writer();
            String query = "SELECT %s AS a, %s AS b, %s AS c"
                    .formatted(
                            sql.micros("TIMESTAMPTZ '9999-12-31 23:59:59.999999+00'", at),
                            sql.nanos("TIMESTAMP_NS '2026-01-01 01:00:00.000000001'", nanos),
                            sql.nanos("TIMESTAMPTZ '2026-01-01 00:00:00.000001+00'", at));
            Instant year = Instant.parse("2026-01-01T00:00:00Z");
            assertThat(session.read(query, "it").row(0).values())
                    .usingElementComparator((one, other) -> Cells.same(one, other) ? 0 : 1)
                    .containsExactly(
                            Long.valueOf(SqlWriter.number(Instant.parse("9999-12-31T23:59:59.999999Z"), false)),
                            Long.valueOf(SqlWriter.number(year.plusNanos(1), true)),
                            Long.valueOf(SqlWriter.number(year.plusNanos(1000), true)));
        }
        assertTimeRefused("micros", "Invalid Input Error: infinity is no timestamp that can be compared.");
    }

    private void assertTimeRefused(String unit, String reason) {
        EngineColumn at = new EngineColumn("at", "timestamp with time zone", ValueType.UNIX_TIMESTAMP, null);
        try (EngineSession session = EngineSession.open(Engine.at(url))) {
            String query = "SELECT %s AS %s".formatted(session.writer().micros("TIMESTAMPTZ 'infinity'", at), unit);
            assertRefused(
                    () -> session.read(query, "'ml.training'"),
                    "'ml.training' cannot be read in DuckDB v1.5.6 (engine at %s): %s A value is beyond what the engine can compare exactly; leave it out or convert it with Engine.query."
                            .formatted(url, reason));
        }
    }

    @Test
    void a_table_of_another_engine_is_refused() {
        EngineTable table = Engine.at(url).table("ml.training");
        try (EngineSession session = EngineSession.open(Engine.at(url))) {
            assertRefused(
                    () -> session.from(table, "t"),
                    "'ml.training' is in the engine at %1$s, but asked for in the engine at %1$s: take both from one Engine."
                            .formatted(url));
        }
    }
}
