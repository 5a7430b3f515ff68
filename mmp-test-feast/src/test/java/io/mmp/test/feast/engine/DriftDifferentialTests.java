package io.mmp.test.feast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.drift.DriftCheck;
import io.mmp.test.drift.DriftFinding.Outcome;
import io.mmp.test.drift.DriftReport;
import io.mmp.test.drift.DriftTest;
import io.mmp.test.engine.Engine;
import io.mmp.test.engine.EngineTable;
import io.mmp.test.feast.history.EngineUnderTest;
import io.mmp.test.table.JdbcTables;
import io.mmp.test.table.Table;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Judges the drift of generated tables in an engine and here, and expects the same reports, to the last bit.
 *
 * <p>The system property {@code mmp.engine.cases} says how many pairs of tables.
 */
@Tag("e2e")
@ExtendWith(LocalEngines.class)
class DriftDifferentialTests {

    private static final int CASES = Integer.getInteger("mmp.engine.cases", 10);

    private static final List<String> COLUMNS = List.of(
            "i INTEGER",
            "l BIGINT",
            "f REAL",
            "d DOUBLE PRECISION",
            "n DECIMAL(18,4)",
            "s VARCHAR",
            "b BOOLEAN",
            "t TIMESTAMP WITH TIME ZONE",
            "x DOUBLE PRECISION",
            "p DECIMAL(38,10)",
            "w BIGINT",
            "y REAL");

    /** Odd values of the first columns; those of the others are drawn. */
    private static final List<List<String>> VALUES = List.of(
            List.of("0", "1", "5", "-1", "2147483647", "-2147483648"),
            List.of("0", "1", "9007199254740993", "9007199254740992", "9223372036854775807", "-9223372036854775808"),
            List.of("0", "'-0'", "0.1", "'NaN'", "'Infinity'", "16777216", "'-Infinity'", "'1e-45'"),
            List.of("0", "'-0'", "0.1", "'NaN'", "'-Infinity'", "'Infinity'", "'5e-324'", "0.30000000000000004"),
            List.of("0", "1.5", "1.50", "-0.0001", "99999999999999.9999", "0.1"),
            List.of(
                    "''",
                    "'a'",
                    "'A'",
                    "'a '",
                    "' a'",
                    "'é'",
                    "'e\u0301'",
                    "'it''s'",
                    "'😀'",
                    "'a\n'",
                    "'ß'",
                    "'ss'",
                    "'" + "long ".repeat(2_000) + "'",
                    "'" + "long ".repeat(2_000) + "!'",
                    "'null'",
                    "'NaN'"),
            List.of("true", "false"),
            List.of("'2026-01-01 12:00:00+00:00'"));

    /** All tests, those of categories first as they are found; and those of numbers alone, which take few values too. */
    private static final List<DriftCheck> CHECKS = List.of(
            DriftCheck.standard(),
            DriftCheck.of(DriftTest.psi(), DriftTest.jensenShannon(), DriftTest.chiSquare(), DriftTest.psi(3)),
            DriftCheck.of(DriftTest.kolmogorovSmirnov(), DriftTest.psi(40), DriftTest.wasserstein())
                    .withLevel(0.3));

    /** All tests at once, for engines that take long to answer. */
    private static final DriftCheck ALL = DriftCheck.of(
            DriftTest.kolmogorovSmirnov(),
            DriftTest.wasserstein(),
            DriftTest.psi(),
            DriftTest.jensenShannon(),
            DriftTest.chiSquare(),
            DriftTest.unseenCategories(),
            DriftTest.missingShare());

    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);

    /** Draw rows whose odd values are as frequent as these weights say. */
    private static List<List<String>> rows(Random random, int count, double shift) {
        List<List<String>> rows = new ArrayList<>();
        List<String> odd = new ArrayList<>(Collections.nCopies(60, "'%s'"));
        odd.addAll(List.of("'NaN'", "'-0'", "0", "'-Infinity'", "'Infinity'", "NULL"));
        for (int row = 0; row < count; row++) {
            List<String> cells = new ArrayList<>();
            for (List<String> values : VALUES) {
                int drawn = (int) (values.size() * Math.pow(random.nextDouble(), 1 + shift));
                cells.add(random.nextInt(8) == 0 ? "NULL" : values.get(drawn));
            }
            cells.add(odd.get(random.nextInt(odd.size())).formatted(random.nextGaussian() + shift));
            cells.add(String.format(Locale.ROOT, "%s.%010d", random.nextLong(), random.nextInt(Integer.MAX_VALUE)));
            cells.add(String.valueOf(random.nextLong() >> random.nextInt(20)));
            cells.add(odd.get(random.nextInt(odd.size())).formatted((float) (random.nextInt(30) * 0.1 + shift)));
            rows.add(cells);
        }
        return rows;
    }

    /** Judge generated tables there, and here as DuckDB gives them; of tables of which one is here, too. */
    private void assertSame(Place there, int cases) throws SQLException {
        forEachPair(there, cases, (engine, number, before, now) -> {
            EngineTable reference = engine.table("reference_rows");
            EngineTable current = engine.table("current_rows");
            for (DriftCheck check : CHECKS) {
                DriftReport expected = check.compare(before, now);
                assertSame(number, check.compare(reference, current), expected);
                assertSame(number, check.compare(before, current), expected);
                assertSame(number, check.compare(reference, now), expected);
            }
        });
    }

    /** Judge some generated tables there, by all tests. */
    private void assertSameByAll(Place there, int cases) throws SQLException {
        forEachPair(
                there,
                cases,
                (engine, number, before, now) -> assertSame(
                        number,
                        ALL.compare(engine.table("reference_rows"), engine.table("current_rows")),
                        ALL.compare(before, now)));
    }

    private interface Pair {
        void judge(Engine engine, int number, Table before, Table now);
    }

    private void forEachPair(Place there, int cases, Pair pair) throws SQLException {
        Random random = new Random(20261129);
        try (there;
                Place here = Place.duckdb()) {
            Engine engine = there.engine();
            for (int i = 0; i < Math.max(1, cases); i++) {
                Table before = fill(random, "reference_rows", here, there, 0);
                Table now = fill(random, "current_rows", here, there, random.nextInt(3) * 0.2);
                pair.judge(engine, i, before, now);
            }
        }
        assertThat(outcomes).as("the cases have drift, and none").containsKeys(Outcome.DRIFT, Outcome.NO_DRIFT);
    }

    private void assertSame(int number, DriftReport found, DriftReport expected) {
        expected.findings().forEach(finding -> outcomes.merge(finding.outcome(), 1, Integer::sum));
        assertThat(found.findings()).as("case %s", number).isEqualTo(expected.findings());
        assertThat(found).as("case %s", number).isEqualTo(expected).hasToString(expected.toString());
    }

    private static Table fill(Random random, String name, Place here, Place there, double shift) throws SQLException {
        int count = random.nextInt(10) == 0 ? random.nextInt(3) : random.nextInt(300);
        List<List<String>> rows = rows(random, count, shift);
        here.create(name, COLUMNS, rows);
        there.create(name, COLUMNS, rows);
        return JdbcTables.readInZone(here.connection(), "SELECT * FROM " + name, ZoneOffset.UTC);
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
    @Tag("nightly")
    void spark_judges_as_it_is_judged_here(LocalSpark spark) throws SQLException {
        assertSameByAll(Place.of(EngineUnderTest.spark(spark.url())), CASES / 10);
    }

    @Test
    @Tag("nightly")
    void trino_judges_as_it_is_judged_here(LocalTrino trino) throws SQLException {
        assertSameByAll(Place.of(EngineUnderTest.trino(trino.url())), CASES / 5);
    }
}
