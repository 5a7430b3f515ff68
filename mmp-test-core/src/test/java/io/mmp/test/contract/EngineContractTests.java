package io.mmp.test.contract;

import static io.mmp.test.contract.ColumnRule.atLeast;
import static io.mmp.test.contract.ColumnRule.between;
import static io.mmp.test.contract.ColumnRule.matches;
import static io.mmp.test.contract.ColumnRule.meanBetween;
import static io.mmp.test.contract.ColumnRule.notNull;
import static io.mmp.test.contract.ColumnRule.satisfies;
import static io.mmp.test.contract.ColumnRule.unique;
import static io.mmp.test.contract.ContractAssertions.assertThat;
import static io.mmp.test.contract.TableRule.references;
import static io.mmp.test.table.ValueType.DOUBLE;
import static io.mmp.test.table.ValueType.INT64;
import static io.mmp.test.table.ValueType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.engine.Engine;
import io.mmp.test.table.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Judges contracts in DuckDB; that other engines judge the same is tried beside the feature stores, whose tests have them. */
class EngineContractTests {

    @TempDir
    private Path directory;

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
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
    void tables_of_this_jvm_are_judged_here_code_included() {
        Table rows = Table.builder().column("id", INT64).row(1L).row(2L).row(2L).build();
        TableRows local = TableRows.in(Engine.local(Map.of("orders", rows)).table("orders"));
        TableContract contract = TableContract.of("orders")
                .withColumn("id", INT64, unique(), satisfies("is below 2", id -> ((Number) id).longValue() < 2));

        assertThat(contract.judge(local).toString())
                .contains("id is unique: 1 of 3 values breaks it")
                .contains("id is below 2: 2 of 3 values break it");
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
