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
import static io.mmp.test.contract.ColumnRule.shareBetween;
import static io.mmp.test.contract.ColumnRule.unique;
import static io.mmp.test.contract.ContractAssertions.assertThat;
import static io.mmp.test.contract.TableRule.references;
import static io.mmp.test.contract.TableRule.rowCountBetween;
import static io.mmp.test.table.ValueType.BOOL;
import static io.mmp.test.table.ValueType.DECIMAL;
import static io.mmp.test.table.ValueType.DOUBLE;
import static io.mmp.test.table.ValueType.FLOAT;
import static io.mmp.test.table.ValueType.INT64;
import static io.mmp.test.table.ValueType.STRING;
import static io.mmp.test.table.ValueType.UNIX_TIMESTAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mmp.test.engine.Engine;
import io.mmp.test.table.JdbcTables;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Judges each rule in DuckDB at its bounds, beside the same rows here, and counts how many values break it. */
class EngineRulesTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MICROSECOND = Duration.ofNanos(1000);

    private final String url = "jdbc:duckdb::memory:rules" + UUID.randomUUID();
    private final Engine engine = Engine.at(url).withZone(ZoneOffset.UTC);
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection(url);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Make a table with one column x of this type. */
    private void values(String type, String... literals) throws SQLException {
        execute("CREATE OR REPLACE TABLE odd (x %s)".formatted(type));
        for (String literal : literals) {
            execute("INSERT INTO odd VALUES (CAST(%s AS %s))".formatted(literal, type.replaceFirst(" COLLATE.*", "")));
        }
    }

    private Table here(String table) throws SQLException {
        return JdbcTables.readInZone(connection, "SELECT * FROM " + table, ZoneOffset.UTC);
    }

    /** Judge the table of this name there and here, by a contract of that name, and return the result of its last rule. */
    private RuleResult judge(TableContract contract, String table) throws SQLException {
        ContractResult found = contract.judge(TableRows.in(engine.table(table))
                .withOther("others", TableRows.in(engine.table("others")))
                .asOf(NOON));
        TableRows here = TableRows.of(here(table)).asOf(NOON);
        ContractResult expected =
                contract.judge(table.equals("pairs") ? here.withOther("others", TableRows.of(here("others"))) : here);
        assertThat(found.unjudged()).isEmpty();
        assertThat(printed(found)).isEqualTo(printed(expected));
        return found.rules().get(found.rules().size() - 1);
    }

    private static List<String> printed(ContractResult result) {
        return result.rules().stream()
                .map(rule -> "%s: %s of %s, %s, %s"
                        .formatted(rule.rule(), rule.count(), rule.judged(), rule.isBroken(), rule.sentence()))
                .sorted()
                .toList();
    }

    private RuleResult judge(ValueType type, ColumnRule rule) throws SQLException {
        return judge(TableContract.of("odd").withColumn("x", type, rule), "odd");
    }

    private RuleResult judge(TableRule rule) throws SQLException {
        return judge(
                TableContract.of("pairs")
                        .withColumn("i", INT64)
                        .withColumn("s", STRING)
                        .withRule(rule),
                "pairs");
    }

    /** So many values of so many break it. */
    private void assertBroken(ValueType type, ColumnRule rule, long broken, long judged) throws SQLException {
        RuleResult result = judge(type, rule);
        assertThat(result.count()).as(result.rule()).isEqualTo(broken);
        assertThat(result.judged()).as(result.rule()).isEqualTo(judged);
        assertThat(result.isBroken()).as(result.rule()).isEqualTo(broken > 0);
    }

    private void assertHolds(ValueType type, ColumnRule rule) throws SQLException {
        RuleResult result = judge(type, rule);
        assertThat(result.isBroken())
                .as(result.rule() + ": " + result.sentence())
                .isFalse();
    }

    private void assertFails(ValueType type, ColumnRule rule) throws SQLException {
        RuleResult result = judge(type, rule);
        assertThat(result.isBroken())
                .as(result.rule() + ": " + result.sentence())
                .isTrue();
    }

    @Test
    void integers_are_compared_at_each_bound() throws SQLException {
        values("BIGINT", "0", "1", "5", "-5", "9007199254740993", "NULL");
        assertBroken(INT64, notNull(), 1, 6);
        assertBroken(INT64, atLeast(0), 1, 5);
        assertBroken(INT64, above(0), 2, 5);
        assertBroken(INT64, atMost(5), 1, 5);
        assertBroken(INT64, below(5), 2, 5);
        assertBroken(INT64, atLeast(0.5), 2, 5);
        assertBroken(INT64, below(4.5), 2, 5);
        assertBroken(INT64, above(-5.5), 0, 5);
        assertBroken(INT64, atMost(9007199254740992L), 1, 5);
        assertBroken(INT64, atMost(9007199254740993L), 0, 5);
        assertBroken(INT64, atMost(new BigDecimal("1e30")), 0, 5);
        assertBroken(INT64, atLeast(new BigDecimal("1e30")), 5, 5);
        assertBroken(INT64, atMost(new BigDecimal("-1e30")), 5, 5);
        assertBroken(INT64, multipleOf(5), 2, 5);
        assertBroken(INT64, oneOf(0, 1.0, 5.5, 9007199254740992L), 3, 5);
        assertBroken(INT64, finite(), 0, 5);
    }

    @Test
    void floating_point_numbers_are_compared_by_what_they_are() throws SQLException {
        values("DOUBLE", "0", "'-0'", "0.1", "0.30000000000000004", "'NaN'", "'Infinity'", "'-Infinity'", "NULL");
        assertBroken(DOUBLE, notNull(), 2, 8);
        assertBroken(DOUBLE, atLeast(0), 1, 6);
        assertBroken(DOUBLE, above(0), 3, 6);
        assertBroken(DOUBLE, atMost(0.1), 2, 6);
        assertBroken(DOUBLE, below(0.1), 3, 6);
        assertBroken(DOUBLE, above(new BigDecimal("0.3")), 4, 6);
        assertBroken(DOUBLE, atMost(new BigDecimal("0.30000000000000003")), 2, 6);
        assertBroken(DOUBLE, atMost(new BigDecimal("0.30000000000000004")), 1, 6);
        assertBroken(DOUBLE, finite(), 2, 6);
        assertBroken(DOUBLE, oneOf(0, 0.1), 3, 6);
        // 0.0 and -0.0 are one key, and NaN is none.
        assertBroken(DOUBLE, unique(), 1, 6);
        values("REAL", "0.1", "16777216", "'NaN'");
        assertBroken(FLOAT, atMost(0.1), 1, 2);
        assertBroken(FLOAT, below(0.1), 2, 2);
        assertBroken(FLOAT, oneOf(0.1), 1, 2);
        assertBroken(FLOAT, oneOf(16777217), 2, 2);
    }

    @Test
    void decimals_texts_and_booleans_are_compared_exactly() throws SQLException {
        values("DECIMAL(18,4)", "0", "1.5", "1.5001", "-0.0001", "NULL");
        assertBroken(DECIMAL, between(0, new BigDecimal("1.5")), 2, 4);
        assertBroken(DECIMAL, above(0), 2, 4);
        assertBroken(DECIMAL, oneOf(1.5, 0), 2, 4);
        values("VARCHAR COLLATE NOCASE", "''", "'a'", "'A'", "'ab'", "'it''s'", "'😀'", "NULL");
        assertBroken(STRING, length(1, 2), 2, 6);
        assertBroken(STRING, length(0, 4), 0, 6);
        assertBroken(STRING, matches("[a-z]+"), 4, 6);
        assertBroken(STRING, oneOf("a", "it's"), 4, 6);
        assertBroken(STRING, unique(), 0, 6);
        values("BOOLEAN", "true", "false", "NULL");
        assertBroken(BOOL, oneOf(true), 1, 2);
    }

    @Test
    void timestamps_are_compared_with_instants_between_them() throws SQLException {
        values(
                "TIMESTAMP WITH TIME ZONE",
                "'2026-01-01 12:00:00+00:00'",
                "'2026-01-01 12:00:00.000001+00:00'",
                "'1969-12-31 23:59:59.999999+00:00'",
                "NULL");
        assertBroken(UNIX_TIMESTAMP, atMost(NOON), 1, 3);
        assertBroken(UNIX_TIMESTAMP, atLeast(NOON), 1, 3);
        assertBroken(UNIX_TIMESTAMP, atLeast(NOON.plusNanos(1)), 2, 3);
        assertBroken(UNIX_TIMESTAMP, atMost(NOON.plusNanos(999)), 1, 3);
        assertBroken(UNIX_TIMESTAMP, oneOf(NOON, NOON.plusNanos(1)), 2, 3);
        values("TIMESTAMP_NS", "'2026-01-01 12:00:00'", "'2026-01-01 12:00:00.000000001'");
        assertBroken(UNIX_TIMESTAMP, atMost(NOON), 1, 2);
        assertBroken(UNIX_TIMESTAMP, oneOf(NOON.plusNanos(1)), 1, 2);
    }

    @Test
    void a_date_has_no_time_of_day() throws SQLException {
        values("TIMESTAMP", "'2026-01-01 00:00:00'", "'1969-12-31 00:00:00'", "'2026-01-01 00:00:00.000001'");
        RuleResult result = judge(TableContract.of("odd").withDateColumn("x"), "odd");
        assertThat(result.count()).isEqualTo(1);
        assertThat(result.judged()).isEqualTo(3);
    }

    @Test
    void most_values_may_be_as_few_as_the_share_says() throws SQLException {
        values("BIGINT", "0", "0", "0", "0", "0", "0", "0", "0", "1", "1");
        assertHolds(INT64, atMost(0).mostly(0.8));
        assertFails(INT64, atMost(0).mostly(0.81));
        assertHolds(INT64, unique().mostly(0.2));
        assertFails(INT64, unique().mostly(0.21));
        assertHolds(INT64, shareBetween(1, 0.2, 0.2));
        assertFails(INT64, shareBetween(1, 0, 0.19));
        assertFails(INT64, shareBetween(1, 0.21, 1));
        assertHolds(INT64, quantileBetween(0.8, 0, 0));
        assertFails(INT64, quantileBetween(0.81, 0, 0));
        assertHolds(INT64, quantileBetween(0.81, 1, 1));
        assertFails(INT64, quantileBetween(0.8, 1, 1));
        values("DOUBLE", "1", "NULL", "'NaN'", "3");
        assertHolds(DOUBLE, nullShareAtMost(0.5));
        assertFails(DOUBLE, nullShareAtMost(0.49));
        assertHolds(DOUBLE, meanBetween(2, 2));
        assertFails(DOUBLE, meanBetween(2.1, 3));
        assertHolds(DOUBLE, shareBetween(3, 0.5, 0.5));
        assertHolds(DOUBLE, notNull().mostly(0.5));
        assertFails(DOUBLE, notNull().mostly(0.51));
    }

    @Test
    void rows_are_fresh_up_to_their_age_and_not_of_the_future() throws SQLException {
        for (String type : List.of("TIMESTAMP WITH TIME ZONE", "TIMESTAMP_NS")) {
            values(type, "'2026-01-01 11:00:00+00:00'", "'2026-01-01 10:00:00+00:00'", "NULL");
            assertHolds(UNIX_TIMESTAMP, freshWithin(HOUR));
            assertFails(UNIX_TIMESTAMP, freshWithin(HOUR.minus(MICROSECOND)));
            values(type, "'2026-01-01 12:00:00+00:00'");
            assertHolds(UNIX_TIMESTAMP, freshWithin(HOUR));
            values(type, "'2026-01-01 12:00:00.000001+00:00'", "'2026-01-01 12:00:00+00:00'");
            assertThat(judge(UNIX_TIMESTAMP, freshWithin(HOUR)).count()).isEqualTo(1);
            assertFails(UNIX_TIMESTAMP, freshWithin(HOUR));
            values(type, "'1969-12-31 23:00:00+00:00'");
            assertFails(UNIX_TIMESTAMP, freshWithin(HOUR));
        }
    }

    @Test
    void keys_are_told_apart_by_all_their_columns() throws SQLException {
        execute(
                "CREATE TABLE pairs AS SELECT * FROM (VALUES (1::BIGINT, 'a'), (1, 'A'), (1, 'a'), (1, 'a'), (2, 'a'), (NULL, 'a'), (NULL, 'a'), (3, NULL)) p(i, s)");
        execute("CREATE TABLE others AS SELECT * FROM (VALUES (1::BIGINT, 'a'), (2, 'A'), (NULL, 'a')) o(oi, os)");
        RuleResult twice = judge(TableRule.unique("i", "s"));
        assertThat(twice.count()).isEqualTo(2);
        assertThat(twice.judged()).isEqualTo(5);
        RuleResult missing = judge(references(List.of("i", "s"), "others", List.of("oi", "os")));
        assertThat(missing.count()).isEqualTo(2);
        assertThat(missing.judged()).isEqualTo(5);
        RuleResult one = judge(references("i", "others", "oi"));
        assertThat(one.count()).isEqualTo(1);
        assertThat(one.judged()).isEqualTo(6);
        assertThat(judge(rowCountBetween(8, 8)).isBroken()).isFalse();
        assertThat(judge(rowCountBetween(9, 10)).isBroken()).isTrue();
        assertThat(judge(rowCountBetween(1, 7)).isBroken()).isTrue();
    }

    @Test
    void ten_rows_are_shown_ten_thousand_written_and_all_counted(@TempDir Path directory) throws Exception {
        execute("CREATE TABLE odd AS SELECT CAST(i AS BIGINT) AS x FROM range(10005) t(i)");
        TableContract contract = TableContract.of("odd").withColumn("x", INT64, below(0));
        RuleResult shown =
                contract.judge(TableRows.in(engine.table("odd"))).rules().get(0);
        assertThat(shown.count()).isEqualTo(10_005);
        assertThat(shown.first()).hasSize(10);
        assertThat(catchThrowable(() -> assertThat(TableRows.in(engine.table("odd")))
                        .usingReportDirectory(directory)
                        .satisfies(contract)))
                .hasMessageContaining("10005 of 10005 values break it");
        try (Stream<Path> files = Files.list(directory)) {
            Path file = files.findFirst().orElseThrow();
            assertThat(Files.readAllLines(file)).hasSize(10_001);
        }
    }
}
