package io.mmp.test.feast.engine;

import static io.mmp.test.contract.ColumnRule.above;
import static io.mmp.test.contract.ColumnRule.atLeast;
import static io.mmp.test.contract.ColumnRule.atMost;
import static io.mmp.test.contract.ColumnRule.below;
import static io.mmp.test.contract.ColumnRule.between;
import static io.mmp.test.contract.ColumnRule.finite;
import static io.mmp.test.contract.ColumnRule.freshWithin;
import static io.mmp.test.contract.ColumnRule.length;
import static io.mmp.test.contract.ColumnRule.matches;
import static io.mmp.test.contract.ColumnRule.multipleOf;
import static io.mmp.test.contract.ColumnRule.notNull;
import static io.mmp.test.contract.ColumnRule.nullShareAtMost;
import static io.mmp.test.contract.ColumnRule.oneOf;
import static io.mmp.test.contract.ColumnRule.quantileBetween;
import static io.mmp.test.contract.ColumnRule.shareBetween;
import static io.mmp.test.contract.ColumnRule.unique;
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

import io.mmp.test.contract.ContractResult;
import io.mmp.test.contract.TableContract;
import io.mmp.test.contract.TableRows;
import io.mmp.test.contract.TableRule;
import io.mmp.test.engine.Engine;
import io.mmp.test.feast.history.EngineUnderTest;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Judges generated tables by one contract in an engine and here, and expects the same results.
 *
 * <p>The system property {@code mmp.engine.cases} says how many tables.
 */
@Tag("e2e")
@ExtendWith(LocalEngines.class)
class ContractDifferentialTests {

    private static final int CASES = Integer.getInteger("mmp.engine.cases", 10);

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static final List<String> COLUMNS = List.of(
            "id BIGINT",
            "i INTEGER",
            "f REAL",
            "d DOUBLE PRECISION",
            "n DECIMAL(18,4)",
            "s VARCHAR",
            "b BOOLEAN",
            "t TIMESTAMP WITH TIME ZONE",
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

    private static void fill(Place place, List<List<String>> rows) throws SQLException {
        place.create("odd", COLUMNS, rows);
        place.create(
                "others",
                List.of("oi INTEGER", "os VARCHAR", "od DOUBLE PRECISION"),
                List.of(
                        List.of("0", "'a'", "0"),
                        List.of("1", "'A'", "0.1"),
                        List.of("5", "''", "'NaN'"),
                        List.of("NULL", "'é'", "NULL"),
                        List.of("5", "'DE'", "0.5")));
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

    /** Judge generated tables there, and here as DuckDB gives them. */
    private static void assertSame(Place there, int cases) throws SQLException {
        Random random = new Random(20261129);
        try (there;
                Place here = Place.duckdb()) {
            Engine engine = there.engine();
            for (int i = 0; i < Math.max(1, cases); i++) {
                List<List<String>> rows = rows(random, random.nextInt(60));
                fill(here, rows);
                fill(there, rows);
                ContractResult expected = CONTRACT.judge(TableRows.ofQuery(here.connection(), "SELECT * FROM odd")
                        .asOf(NOON)
                        .withOther("others", TableRows.ofQuery(here.connection(), "SELECT * FROM others")));
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
        assertSame(Place.duckdb(), CASES);
    }

    @Test
    void postgresql_judges_as_it_is_judged_here() throws SQLException {
        assertSame(Place.postgresql(), CASES);
    }

    @Test
    void spark_judges_as_it_is_judged_here(LocalSpark spark) throws SQLException {
        assertSame(Place.of(EngineUnderTest.spark(spark.url())), CASES / 10);
    }

    @Test
    @Tag("nightly")
    void spark_judges_what_databricks_is_asked_as_it_is_judged_here(LocalSpark spark) throws SQLException {
        assertSame(Place.of(EngineUnderTest.databricks(spark.url())), CASES / 10);
    }

    @Test
    @Tag("nightly")
    void trino_judges_as_it_is_judged_here(LocalTrino trino) throws SQLException {
        assertSame(Place.of(EngineUnderTest.trino(trino.url())), CASES / 5);
    }
}
