package io.mmp.test.contract;

import static io.mmp.test.contract.ColumnRule.above;
import static io.mmp.test.contract.ColumnRule.between;
import static io.mmp.test.contract.ColumnRule.freshWithin;
import static io.mmp.test.contract.ColumnRule.length;
import static io.mmp.test.contract.ColumnRule.matches;
import static io.mmp.test.contract.ColumnRule.meanBetween;
import static io.mmp.test.contract.ColumnRule.notNull;
import static io.mmp.test.contract.ColumnRule.nullShareAtMost;
import static io.mmp.test.contract.ColumnRule.oneOf;
import static io.mmp.test.contract.ColumnRule.quantileBetween;
import static io.mmp.test.contract.ColumnRule.shareBetween;
import static io.mmp.test.contract.ColumnRule.unique;
import static io.mmp.test.contract.ContractAssertions.assertThat;
import static io.mmp.test.table.ValueType.DECIMAL;
import static io.mmp.test.table.ValueType.DOUBLE;
import static io.mmp.test.table.ValueType.FLOAT;
import static io.mmp.test.table.ValueType.INT32;
import static io.mmp.test.table.ValueType.INT64;
import static io.mmp.test.table.ValueType.STRING;
import static io.mmp.test.table.ValueType.UNIX_TIMESTAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableRowsAssertTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static final TableContract TRANSACTIONS = TableContract.of("transactions")
            .withColumn("id", INT64, notNull(), unique())
            .withColumn("amount", DOUBLE, notNull(), between(0, 10_000))
            .withColumn("country", STRING, matches("[A-Z]{2}"));

    @TempDir
    private Path directory;

    private Path csv(String... lines) throws IOException {
        return Files.writeString(directory.resolve("transactions.csv"), String.join("\n", lines) + "\n");
    }

    private static TableRows column(io.mmp.test.table.ValueType type, @Nullable Object... cells) {
        TableBuilder table = Table.builder().column("x", type);
        for (Object cell : cells) {
            table.row(cell);
        }
        return TableRows.of(table.build());
    }

    @Test
    void rows_by_the_contract_satisfy_it() throws IOException {
        assertThat(TableRows.ofCsv(csv("id,amount,country,note", "1,0,DE,", "2,10000.0,,x")))
                .satisfies(TRANSACTIONS);
    }

    @Test
    void all_broken_rules_are_in_one_failure_with_file_and_line() throws IOException {
        Path file = csv("country,amount,id", "DE,-1,1", "de,,2", "\"F\nR\",20000,2", "FR,abc,3", "FR,1");

        assertThatThrownBy(() -> assertThat(TableRows.ofCsv(file)).as("nightly").satisfies(TRANSACTIONS))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                        [nightly]\s
                        Expecting transactions.csv (5 rows) to satisfy the contract 'transactions', but 6 of its 9 rules are broken:
                          CRITICAL each row has 3 cells: 1 of 5 rows breaks it
                            transactions.csv:7: 2 cells
                          CRITICAL id is unique: 1 of 4 values breaks it
                            transactions.csv:4: 2, as in transactions.csv:3
                          CRITICAL amount is DOUBLE: 1 of 3 values breaks it
                            transactions.csv:6: 'abc' (it must be a decimal number)
                          CRITICAL amount is not null: 1 of 4 rows breaks it
                            transactions.csv:3: null
                          CRITICAL amount is between 0 and 10000: 2 of 2 values break it
                            transactions.csv:2: -1.0
                            transactions.csv:4: 20000.0
                          CRITICAL country matches '[A-Z]{2}': 2 of 4 values break it
                            transactions.csv:3: de
                            transactions.csv:4: F\\u000AR
                        """.replace("\n", System.lineSeparator()));
    }

    @Test
    void a_column_that_is_not_there_is_named_with_what_was_not_judged() {
        assertThatThrownBy(() -> assertThat(TableRows.of(Table.builder()
                                .column("amonut", DOUBLE)
                                .row(1.0)
                                .build()))
                        .satisfies(TableContract.of("t").withColumn("amount", DOUBLE, notNull())))
                .hasMessageContaining(
                        "CRITICAL amount is a column: there is none; there are [amonut]. Did you mean 'amonut'? So it was not judged that it is not null.");
    }

    @Test
    void a_column_of_another_type_is_told() {
        assertThat(column(STRING, "1"))
                .breaks(TableContract.of("t").withColumn("x", INT64, between(0, 1)), "x is a column");
        assertThat(column(INT32, 1)).satisfies(TableContract.of("t").withColumn("x", INT64));
        assertThat(column(INT64, 1L)).breaks(TableContract.of("t").withColumn("x", INT32), "x is a column");
        assertThat(column(FLOAT, 1f)).satisfies(TableContract.of("t").withColumn("x", DECIMAL));
    }

    @Test
    void other_columns_and_their_order_are_judged_if_asked() throws IOException {
        TableContract contract = TableContract.of("t").withColumn("a", INT64).withColumn("b", INT64);
        TableRows rows = TableRows.ofCsv(csv("b,c,a", "1,2,3"));

        assertThat(rows).satisfies(contract);
        assertThat(rows).breaks(contract.withoutOtherColumns(), "there are no other columns");
        assertThat(rows).breaks(contract.withColumnOrder(), "the columns are in order");
    }

    @Test
    void a_column_that_is_there_twice_is_refused() throws IOException {
        assertThat(TableRows.ofCsv(csv("a,a", "1,2")))
                .breaks(TableContract.of("t").withColumn("a", INT64), "a is a column");
    }

    @Test
    void a_table_without_rows_fails_unless_the_contract_says_how_many() throws IOException {
        TableContract contract = TableContract.of("t").withColumn("a", INT64, notNull());
        TableRows rows = TableRows.ofCsv(csv("a"));

        assertThat(rows).breaks(contract, "there are rows");
        assertThat(rows).satisfies(contract.withRule(TableRule.rowCountAtLeast(0)));
        assertThat(rows).breaks(contract.withRule(TableRule.rowCountIs(1)), "there is 1 row");
    }

    @Test
    void nan_is_null_as_in_pandas_and_infinity_is_a_value() {
        TableContract contract = TableContract.of("t").withColumn("x", DOUBLE, notNull());

        assertThat(column(DOUBLE, Double.NaN)).breaks(contract, "x is not null");
        assertThat(column(DOUBLE, Double.NEGATIVE_INFINITY)).satisfies(contract);
        assertThat(column(DOUBLE, Double.NaN, 1.0))
                .satisfies(TableContract.of("t").withColumn("x", DOUBLE, between(0, 1)));
        assertThat(column(DOUBLE, Double.POSITIVE_INFINITY))
                .breaks(TableContract.of("t").withColumn("x", DOUBLE, between(0, 1)), "x is between 0 and 1");
        assertThat(column(DOUBLE, -0.0)).satisfies(TableContract.of("t").withColumn("x", DOUBLE, between(0, 1)));
        assertThat(column(DOUBLE, -0.0, 0.0))
                .breaks(TableContract.of("t").withColumn("x", DOUBLE, unique()), "x is unique");
    }

    @Test
    void bounds_are_exact_for_integers_decimals_and_floats() {
        long huge = 9_007_199_254_740_993L;
        assertThat(column(INT64, huge))
                .breaks(
                        TableContract.of("t").withColumn("x", INT64, between(0, huge - 1)),
                        "x is between 0 and " + (huge - 1));
        assertThat(column(FLOAT, 0.1f)).satisfies(TableContract.of("t").withColumn("x", FLOAT, between(0, 0.1)));
        assertThat(column(DOUBLE, 0.1))
                .satisfies(TableContract.of("t").withColumn("x", DOUBLE, between(0, new BigDecimal("0.10"))));
        assertThat(column(DECIMAL, new BigDecimal("0.10000000000000000001")))
                .breaks(TableContract.of("t").withColumn("x", DECIMAL, between(0, 0.1)), "x is between 0 and 0.1");
        assertThat(column(INT64, 0L)).breaks(TableContract.of("t").withColumn("x", INT64, above(0)), "x is above 0");
    }

    @Test
    void empty_text_is_a_value_and_characters_are_code_points() {
        assertThat(column(STRING, "")).satisfies(TableContract.of("t").withColumn("x", STRING, notNull()));
        assertThat(column(STRING, "😀", null)).satisfies(TableContract.of("t").withColumn("x", STRING, length(1, 1)));
        assertThat(column(STRING, "a", "b"))
                .breaks(TableContract.of("t").withColumn("x", STRING, oneOf("a", "c")), "x is one of a, c");
    }

    @Test
    void mostly_is_exact_of_all_rows_and_a_claim_with_confidence_of_a_sample() {
        TableContract contract =
                TableContract.of("t").withColumn("x", INT64, between(0, 0).mostly(0.99));
        @Nullable Object[] hundred = new Object[100];
        java.util.Arrays.fill(hundred, 0L);
        hundred[7] = 1L;

        assertThat(column(INT64, hundred)).satisfies(contract);
        assertThatThrownBy(() -> assertThat(column(INT64, hundred).asSample()).satisfies(contract))
                .hasMessageContaining("x is between 0 and 0 in 99 %: Inconclusive: 99 conforming values in 100 values");
        hundred[8] = 1L;
        assertThatThrownBy(() -> assertThat(column(INT64, hundred)).satisfies(contract))
                .hasMessageContaining("2 of 100 values (2 %) break it, but at most 1 % may");
    }

    @Test
    void a_broken_warning_is_published_and_fails_nothing() {
        List<String> published = new ArrayList<>();

        assertThat(column(INT64, 5L))
                .usingPublisher((key, text) -> published.add(key + " " + text))
                .satisfies(TableContract.of("t")
                        .withColumn("x", INT64, between(0, 1).asWarning()));

        assertThat(published)
                .containsExactly("contract.t   WARNING x is between 0 and 1: 1 of 1 value breaks it%n    row 0: 5%n"
                        .formatted());
    }

    @Test
    void shares_quantiles_and_means_are_judged_over_all_values() {
        TableRows rows = column(INT64, 1L, 2L, 3L, 4L, null);
        TableContract contract = TableContract.of("t");

        assertThat(rows)
                .satisfies(contract.withColumn(
                        "x",
                        INT64,
                        nullShareAtMost(0.2),
                        meanBetween(2.5, 2.5),
                        quantileBetween(0.5, 2, 2),
                        shareBetween(4, 0.25, 0.25)));
        assertThat(rows)
                .breaks(
                        contract.withColumn(
                                "x",
                                INT64,
                                nullShareAtMost(0.1),
                                meanBetween(0, 2),
                                quantileBetween(0.5, 3, 4),
                                shareBetween(4, 0.3, 1)),
                        "x is null in at most 10 % of the rows",
                        "x has its mean between 0.0 and 2.0",
                        "x has its p50 between 3 and 4",
                        "x is 4 in 30 % to 100 % of the values");
    }

    @Test
    void freshness_is_judged_as_of_an_instant_and_the_future_is_not_fresh() {
        TableContract contract =
                TableContract.of("t").withColumn("x", UNIX_TIMESTAMP, freshWithin(Duration.ofHours(1)));
        String rule = "x is at most 1 h old at its newest";

        assertThat(column(UNIX_TIMESTAMP, NOON).asOf(NOON.plusSeconds(3_600))).satisfies(contract);
        assertThat(column(UNIX_TIMESTAMP, NOON).asOf(NOON.plusSeconds(3_601))).breaks(contract, rule);
        assertThat(column(UNIX_TIMESTAMP, NOON, Instant.parse("9999-01-01T00:00:00Z"))
                        .asOf(NOON))
                .breaks(contract, rule);
        assertThatThrownBy(() -> assertThat(column(UNIX_TIMESTAMP, NOON)).satisfies(contract))
                .isInstanceOf(ContractException.class)
                .hasMessage("How old rows are depends on when they are judged: say it with TableRows.asOf(instant).");
    }

    @Test
    void keys_of_several_columns_and_foreign_keys_are_judged() throws IOException {
        TableContract orders = TableContract.of("orders")
                .withColumn("id", INT64)
                .withColumn("line", INT64)
                .withColumn("customer", INT64)
                .withRule(TableRule.unique("id", "line"))
                .withRule(TableRule.references("customer", "customers", "id"));
        Path customers = Files.writeString(directory.resolve("customers.csv"), "id\n7\n8.0\n");
        TableRows rows = TableRows.ofCsv(csv("id,line,customer", "1,1,7", "1,2,8", "1,,", "1,,"))
                .withOther("customers", TableRows.ofCsv(customers));

        assertThat(rows).satisfies(orders);
        assertThat(TableRows.ofCsv(csv("id,line,customer", "1,1,7", "1,1,9"))
                        .withOther("customers", TableRows.ofCsv(customers)))
                .breaks(orders, "(id, line) is unique", "customer is in id of customers");
        assertThatThrownBy(() -> assertThat(TableRows.ofCsv(csv("id,line,customer", "1,1,7")))
                        .satisfies(orders))
                .hasMessage(
                        "'customer is in id of customers' needs the rows of 'customers': give them with TableRows.withOther(\"customers\", rows).");
    }

    @Test
    void all_offenders_are_written_where_a_directory_is_named() throws IOException {
        @Nullable Object[] cells = new Object[12];
        java.util.Arrays.fill(cells, 5L);
        Path reports = directory.resolve("reports");

        assertThatThrownBy(() -> assertThat(column(INT64, cells))
                        .usingReportDirectory(reports)
                        .satisfies(TableContract.of("t").withColumn("x", INT64, between(0, 1))))
                .hasMessageContaining("row 9: 5%n    and 2 more%n  All offenders: ".formatted());

        try (var files = Files.list(reports)) {
            assertThat(Files.readString(files.findFirst().orElseThrow()))
                    .startsWith("\"severity\",\"rule\",\"place\",\"value\"\r\n")
                    .contains("\"CRITICAL\",\"x is between 0 and 1\",\"row 11\",\"5\"\r\n");
        }
    }

    @Test
    void soft_assertions_collect_several() {
        SoftAssertions softly = new SoftAssertions();
        TableContract contract = TableContract.of("t").withColumn("x", INT64, between(0, 1));
        softly.proxy(TableRowsAssert.class, TableRows.class, column(INT64, 5L)).satisfies(contract);
        softly.proxy(TableRowsAssert.class, TableRows.class, column(INT64, 6L)).satisfies(contract);

        assertThat(softly.errorsCollected()).hasSize(2);
    }

    @Test
    void a_rule_that_cannot_be_said_of_a_type_is_refused_when_the_contract_is_made() {
        assertThatThrownBy(() -> TableContract.of("t").withColumn("x", STRING, between(0, 1)))
                .hasMessage("Column 'x' is of type STRING, of which 'is between 0 and 1' cannot be said.");
        assertThatThrownBy(() -> between(1, 0)).hasMessage("Nothing is between 1 and 0.");
        assertThatThrownBy(() -> matches("[")).hasMessageStartingWith("'[' is no regular expression: ");
        assertThatThrownBy(() -> TableContract.of("t").withRule(TableRule.unique("x")))
                .hasMessage("'x is unique' is on the column 'x', which contract 't' does not have.");
        assertThatThrownBy(() -> TableContract.of("t").judge(column(INT64, 1L)))
                .hasMessage("Contract 't' says nothing: give it columns or rules.");
    }
}
