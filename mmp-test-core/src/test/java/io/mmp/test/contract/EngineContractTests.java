package io.mmp.test.contract;

import static io.mmp.test.contract.ColumnRule.above;
import static io.mmp.test.contract.ColumnRule.atLeast;
import static io.mmp.test.contract.ColumnRule.atMost;
import static io.mmp.test.contract.ColumnRule.below;
import static io.mmp.test.contract.ColumnRule.between;
import static io.mmp.test.contract.ColumnRule.finite;
import static io.mmp.test.contract.ColumnRule.freshWithin;
import static io.mmp.test.contract.ColumnRule.length;
import static io.mmp.test.contract.ColumnRule.matches;
import static io.mmp.test.contract.ColumnRule.meanBetween;
import static io.mmp.test.contract.ColumnRule.multipleOf;
import static io.mmp.test.contract.ColumnRule.notNull;
import static io.mmp.test.contract.ColumnRule.nullShareAtMost;
import static io.mmp.test.contract.ColumnRule.oneOf;
import static io.mmp.test.contract.ColumnRule.quantileBetween;
import static io.mmp.test.contract.ColumnRule.satisfies;
import static io.mmp.test.contract.ColumnRule.shareBetween;
import static io.mmp.test.contract.ColumnRule.unique;
import static io.mmp.test.contract.ContractAssertions.assertThat;
import static io.mmp.test.contract.TableRule.references;
import static io.mmp.test.contract.TableRule.rowCountBetween;
import static io.mmp.test.table.ValueType.BOOL;
import static io.mmp.test.table.ValueType.DECIMAL;
import static io.mmp.test.table.ValueType.DOUBLE;
import static io.mmp.test.table.ValueType.FLOAT;
import static io.mmp.test.table.ValueType.INT32;
import static io.mmp.test.table.ValueType.INT64;
import static io.mmp.test.table.ValueType.STRING;
import static io.mmp.test.table.ValueType.UNIX_TIMESTAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.condition.EnabledIfExecutable;
import io.mmp.test.database.PostgresServer;
import io.mmp.test.database.SparkServer;
import io.mmp.test.engine.Engine;
import io.mmp.test.server.ManagedServer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Judges the same tables in an engine and here, and expects the same results. */
class EngineContractTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static final List<String> COLUMNS = List.of(
            "id BIGINT",
            "i INTEGER",
            "f REAL",
            "d DOUBLE PRECISION",
            "n NUMERIC(18,4)",
            "s VARCHAR",
            "b BOOLEAN",
            "t TIMESTAMP WITH TIME ZONE",
            "day DATE");

    private static final List<String> SPARK_COLUMNS = List.of(
            "id BIGINT",
            "i INT",
            "f FLOAT",
            "d DOUBLE",
            "n DECIMAL(18,4)",
            "s STRING",
            "b BOOLEAN",
            "t TIMESTAMP",
            "day DATE");

    private static final List<List<String>> VALUES = List.of(
            List.of("0", "1", "2", "3", "-5", "9007199254740993", "9223372036854775807", "-9223372036854775808"),
            List.of("0", "1", "5", "-1", "2147483647", "10"),
            List.of("0", "'-0'", "0.1", "'NaN'", "'Infinity'", "16777216", "-0.1", "5"),
            List.of("0", "'-0'", "0.1", "0.5", "'NaN'", "'-Infinity'", "9007199254740993", "0.30000000000000004"),
            List.of("0", "1.5", "1.50", "-0.0001", "99999999999999.9999", "0.1"),
            List.of("''", "'a'", "'A'", "'ab1'", "'DE'", "'D1'", "'é'", "'a b'", "'x.y'", "'it''s'", "'😀'", "'a\n'"),
            List.of("true", "false"),
            List.of(
                    "'2026-01-01 12:00:00.000001+00:00'",
                    "'2026-01-01 12:00:00+00:00'",
                    "'2026-01-01 11:59:59.999999+00:00'",
                    "'1969-12-31 23:59:59.999999+00:00'",
                    "'2026-01-01 00:00:00+00:00'",
                    "'9999-12-31 00:00:00+00:00'"),
            List.of("'2026-01-01'", "'2025-12-31'", "'1969-12-31'"));

    private static final TableContract CONTRACT = TableContract.of("odd values")
            .withColumn(
                    "id",
                    INT64,
                    notNull(),
                    unique(),
                    between(-5, 9007199254740992L),
                    oneOf(0, 1, 2.0, 2.5, "3".length()))
            .withColumn("i", INT32, atLeast(0.5), below(new BigDecimal("5")), multipleOf(5), nullShareAtMost(0.1))
            .withColumn("f", FLOAT, unique(), between(0, 0.1), finite(), oneOf(0.1, 0, 5), shareBetween(0.1, 0, 0.1))
            .withColumn(
                    "d",
                    DOUBLE,
                    unique(),
                    above(new BigDecimal("0.3")),
                    atMost(new BigDecimal("0.30000000000000003")),
                    below(0.5),
                    finite(),
                    oneOf(0.1, 0, 9007199254740992L, 9007199254740993L),
                    quantileBetween(0.5, 0, 0.3))
            .withColumn(
                    "n",
                    DECIMAL,
                    unique(),
                    between(0, new BigDecimal("1.5")),
                    oneOf(0.1, 1.5),
                    quantileBetween(0.9, 0, 100))
            .withColumn(
                    "s",
                    STRING,
                    unique(),
                    length(1, 2),
                    matches("[A-Z]{2}"),
                    matches("(a|it's)+?\\.?[^A-Z]*"),
                    matches("\\w+").mostly(0.5),
                    oneOf("a", "é", "it's", "😀").asWarning(),
                    shareBetween("A", 0, 0.05))
            .withColumn("b", BOOL, oneOf(true), shareBetween(true, 0.4, 0.6))
            .withColumn(
                    "t",
                    UNIX_TIMESTAMP,
                    between(NOON.minusNanos(1_500), NOON),
                    atLeast(NOON.plusNanos(1)),
                    atMost(NOON.plusNanos(999)),
                    oneOf(NOON, NOON.plusNanos(1)),
                    freshWithin(Duration.ofHours(1)))
            .withDateColumn("day", atMost(NOON))
            .withRule(TableRule.unique("i", "s"))
            .withRule(references("d", "others", "od"))
            .withRule(
                    references(List.of("i", "s"), "others", List.of("oi", "os")).mostly(0.2))
            .withRule(rowCountBetween(1, 40));

    @TempDir
    private Path directory;

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A database that holds the tables, and how it calls the types of their columns. */
    private record Place(Connection connection, List<String> columns) {

        void fill(List<List<String>> rows) throws SQLException {
            execute(connection, "DROP TABLE IF EXISTS odd");
            execute(connection, "DROP TABLE IF EXISTS others");
            execute(connection, "CREATE TABLE odd (%s)".formatted(String.join(", ", columns)));
            List<String> others =
                    Stream.of(1, 5, 3).map(columns::get).map(Place::type).toList();
            execute(
                    connection,
                    "CREATE TABLE others (oi %s, os %s, od %s)"
                            .formatted(others.get(0), others.get(1), others.get(2)));
            insert(
                    "others",
                    others,
                    List.of(
                            List.of("0", "'a'", "0"),
                            List.of("1", "'A'", "0.1"),
                            List.of("5", "''", "'NaN'"),
                            List.of("NULL", "'é'", "NULL"),
                            List.of("5", "'DE'", "0.5")));
            insert("odd", columns.stream().map(Place::type).toList(), rows);
        }

        private void insert(String table, List<String> types, List<List<String>> rows) throws SQLException {
            List<String> lines = new ArrayList<>();
            for (List<String> row : rows) {
                List<String> cells = new ArrayList<>();
                for (int i = 0; i < row.size(); i++) {
                    cells.add("CAST(%s AS %s)".formatted(row.get(i), types.get(i)));
                }
                lines.add("(" + String.join(", ", cells) + ")");
            }
            if (!lines.isEmpty()) {
                execute(connection, "INSERT INTO %s VALUES %s".formatted(table, String.join(", ", lines)));
            }
        }

        private static String type(String column) {
            return column.substring(column.indexOf(' ') + 1);
        }
    }

    private static List<List<String>> rows(Random random, int count) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> cells = new ArrayList<>();
            for (List<String> values : VALUES) {
                cells.add(random.nextInt(8) == 0 ? "NULL" : values.get(random.nextInt(values.size())));
            }
            rows.add(cells);
        }
        return rows;
    }

    private static List<String> results(ContractResult result) {
        return result.rules().stream()
                .map(rule -> "%s %s: %s of %s, %s, %s, %s"
                        .formatted(
                                rule.severity(),
                                rule.rule(),
                                rule.count(),
                                rule.judged(),
                                rule.isBroken(),
                                rule.sentence(),
                                rule.count() > 0 && rule.first().isEmpty() ? "not shown" : "shown"))
                .sorted()
                .toList();
    }

    private static final int CASES = Integer.getInteger("mmp.engine.cases", 20);

    /** Judge generated tables there, and here as DuckDB gives them. */
    private void assertSame(Engine engine, Place there, int cases) throws SQLException {
        Random random = new Random(20261129);
        String url = "jdbc:duckdb:" + directory.resolve("here.duckdb");
        try (Connection connection = DriverManager.getConnection(url)) {
            Place here = new Place(connection, COLUMNS);
            for (int i = 0; i < cases; i++) {
                List<List<String>> rows = rows(random, random.nextInt(60));
                here.fill(rows);
                there.fill(rows);
                ContractResult expected = CONTRACT.judge(TableRows.ofQuery(connection, "SELECT * FROM odd")
                        .asOf(NOON)
                        .withOther("others", TableRows.ofQuery(connection, "SELECT * FROM others")));
                ContractResult found = CONTRACT.judge(TableRows.in(engine.table("odd"))
                        .asOf(NOON)
                        .withOther("others", TableRows.in(engine.table("others"))));
                assertThat(results(found)).as("case %s", i).isEqualTo(results(expected));
                assertThat(found.unjudged()).isEmpty();
            }
        }
    }

    @Test
    void duckdb_judges_as_it_is_judged_here() throws SQLException {
        String url = "jdbc:duckdb:" + directory.resolve("odd.duckdb");
        try (Connection connection = DriverManager.getConnection(url)) {
            assertSame(Engine.at(url).withZone(ZoneOffset.UTC), new Place(connection, COLUMNS), CASES);
        }
    }

    @Test
    @Tag("e2e")
    void postgresql_judges_as_it_is_judged_here() throws SQLException {
        assumeTrue(PostgresServer.isInstalled(), "there is no PostgreSQL");
        try (ManagedServer server = ManagedServer.start(PostgresServer.spec())) {
            String url = "jdbc:postgresql://127.0.0.1:%s/postgres".formatted(server.port());
            Engine engine =
                    Engine.at(url).withProperties(Map.of("user", "test")).withZone(ZoneOffset.UTC);
            try (Connection connection = DriverManager.getConnection(url, "test", "")) {
                assertSame(engine, new Place(connection, COLUMNS), CASES);
            }
        }
    }

    @Test
    @Tag("e2e")
    @EnabledIfExecutable("python3")
    void spark_judges_as_it_is_judged_here() throws SQLException {
        Path jars = Spark.jars();
        SparkServer.registerDriver(jars);
        try (ManagedServer server = ManagedServer.start(SparkServer.spec(jars).withWorkingDirectory(directory))) {
            String url = "jdbc:hive2://127.0.0.1:%s/default".formatted(server.port());
            try (Connection connection = DriverManager.getConnection(url)) {
                assertSame(
                        Engine.at(url).withZone(ZoneOffset.UTC),
                        new Place(connection, SPARK_COLUMNS),
                        Math.max(1, CASES / 10));
            }
        }
    }

    private Engine orders(String... rows) throws SQLException {
        String url = "jdbc:duckdb:" + directory.resolve("orders.duckdb");
        try (Connection connection = DriverManager.getConnection(url)) {
            execute(connection, "CREATE TABLE orders (id BIGINT, amount DOUBLE, country VARCHAR)");
            if (rows.length > 0) {
                execute(connection, "INSERT INTO orders VALUES " + String.join(", ", rows));
            }
        }
        return Engine.at(url);
    }

    private static final TableContract ORDERS = TableContract.of("orders")
            .withColumn("id", INT64, unique())
            .withColumn("amount", DOUBLE, between(0, 100))
            .withColumn("country", STRING, matches("[A-Z]{2}"));

    @Test
    void rows_that_break_a_rule_are_named_by_their_key() throws SQLException {
        Engine engine = orders("(1, 5, 'DE')", "(2, 500, 'DE')", "(3, 7, 'fr')", "(3, 7, 'FR')");

        ContractResult result = ORDERS.judge(TableRows.in(engine.table("orders")));

        assertThat(result.toString()).isEqualTo("""
                          CRITICAL id is unique: 1 of 4 values breaks it
                            id=3: 3, as in id=3
                          CRITICAL amount is between 0 and 100: 1 of 4 values breaks it
                            id=2: 500.0
                          CRITICAL country matches '[A-Z]{2}': 1 of 4 values breaks it
                            id=3: fr
                        """);
    }

    @Test
    void a_table_without_rows_judges_nothing() throws SQLException {
        Engine engine = orders();

        assertThat(TableRows.in(engine.table("orders"))).breaks(ORDERS, "there are rows");
    }

    @Test
    void what_the_engine_cannot_judge_exactly_is_told_and_fails() throws SQLException {
        Engine engine = orders("(1, 5, 'DE')");
        TableContract contract = ORDERS.withRule(TableRule.satisfies("it is odd", row -> false));
        TableContract lookahead =
                TableContract.of("orders").withColumn("country", STRING, matches("(?=D)DE"), matches("D."));
        TableContract code = TableContract.of("orders").withColumn("id", INT64, satisfies("is odd", id -> true));

        assertThat(contract.judge(TableRows.in(engine.table("orders"))).unjudged())
                .containsExactly(
                        "'it is odd': an engine cannot run a predicate of Java; judge a sample of the rows with TableRows.ofQuery");
        assertThat(lookahead.judge(TableRows.in(engine.table("orders"))).unjudged())
                .containsExactly(
                        "'country matches '(?=D)DE'': the engine might not judge it exactly as it is judged here; judge a sample of the rows with TableRows.ofQuery",
                        "'country matches 'D.'': the engine might not judge it exactly as it is judged here; judge a sample of the rows with TableRows.ofQuery");
        assertThat(code.judge(TableRows.in(engine.table("orders"))).unjudged()).hasSize(1);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> assertThat(TableRows.in(engine.table("orders"))).satisfies(contract))
                .withMessageContaining("accept with withUnjudgedAllowed() that it was not");
        assertThat(TableRows.in(engine.table("orders"))).satisfies(contract.withUnjudgedAllowed());
    }

    @Test
    void a_sample_is_judged_with_confidence() throws SQLException {
        Engine engine = orders("(1, 5, 'DE')", "(2, 5, 'DE')");
        TableContract contract = TableContract.of("orders")
                .withColumn("amount", DOUBLE, atLeast(0).mostly(0.9));

        assertThat(contract.judge(TableRows.in(engine.table("orders")).asSample())
                        .failures())
                .singleElement()
                .extracting(RuleResult::sentence, InstanceOfAssertFactories.STRING)
                .startsWith("Inconclusive: ");
        assertThat(TableContract.of("orders")
                        .withColumn("amount", DOUBLE, meanBetween(0, 10))
                        .judge(TableRows.in(engine.table("orders")).asSample())
                        .unjudged())
                .hasSize(1);
    }

    @Test
    void a_mean_is_judged_in_the_engine() throws SQLException {
        Engine engine = orders("(1, 1, 'DE')", "(2, 2, 'DE')", "(3, 'NaN', 'DE')", "(4, NULL, 'DE')");

        assertThat(TableRows.in(engine.table("orders")))
                .satisfies(TableContract.of("orders").withColumn("amount", DOUBLE, meanBetween(1.5, 1.5)));
        assertThat(TableRows.in(engine.table("orders")))
                .breaks(
                        TableContract.of("orders").withColumn("amount", DOUBLE, meanBetween(1.6, 2)),
                        "amount has its mean between 1.6 and 2.0");
    }

    @Test
    void columns_are_judged_by_the_types_of_the_engine() throws SQLException {
        Engine engine = orders("(1, 5, 'DE')");

        assertThat(TableContract.of("orders")
                        .withColumn("amount", INT64, notNull())
                        .withColumn("county", STRING, notNull())
                        .withoutOtherColumns()
                        .judge(TableRows.in(engine.table("orders")))
                        .failures())
                .extracting(RuleResult::sentence)
                .containsExactly(
                        "it is DOUBLE, not INT64. So it was not judged that it is not null.",
                        "there is none; there are [id, amount, country]. Did you mean 'country'? So it was not judged that it is not null.",
                        "there are [id, country]");
    }

    @Test
    void a_reference_leads_to_a_table_of_the_same_engine() throws SQLException {
        Engine engine = orders("(1, 5, 'DE')");
        TableContract contract = ORDERS.withRule(references("id", "customers", "id"));
        TableRows here = TableRows.ofRecords(Customer.class, List.of(new Customer(1)));

        assertThatExceptionOfType(ContractException.class)
                .isThrownBy(() ->
                        contract.judge(TableRows.in(engine.table("orders")).withOther("customers", here)))
                .withMessage(
                        "'id is in id of customers' is asked of an engine, which does not have the list of Customer: refer to a table of the same engine, with TableRows.in.");
        assertThatExceptionOfType(ContractException.class)
                .isThrownBy(() -> TableContract.of("customers")
                        .withColumn("id", INT64)
                        .withRule(references("id", "orders", "id"))
                        .judge(here.withOther("orders", TableRows.in(engine.table("orders")))))
                .withMessage(
                        "The rows of 'orders' stay in their engine: a reference to them is judged for a table of the same engine. Read them with TableRows.ofQuery.");
    }

    private record Customer(long id) {}
}
