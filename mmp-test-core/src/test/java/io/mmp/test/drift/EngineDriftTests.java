package io.mmp.test.drift;

import static io.mmp.test.drift.DriftAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.drift.DriftFinding.Outcome;
import io.mmp.test.engine.Engine;
import io.mmp.test.engine.EngineException;
import io.mmp.test.engine.EngineTable;
import io.mmp.test.table.JdbcTables;
import io.mmp.test.table.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Judges drift in DuckDB; that other engines judge the same is tried beside the feature stores, whose tests have them. */
class EngineDriftTests {

    private static final DriftCheck CHECK = DriftCheck.standard();
    private static final DriftCheck NUMBERS =
            DriftCheck.of(DriftTest.kolmogorovSmirnov(), DriftTest.psi(), DriftTest.jensenShannon(), DriftTest.psi(50));

    /** Rows by their number, spread evenly; a seed makes others. */
    private static final String ROWS = """
            SELECT i AS id,
              CASE WHEN (i * 31 + %1$s) %% 50 = 0 THEN NULL ELSE exp((i * 389 + %1$s * 7) %% 1009 / 300e0 + %3$s) END AS amount,
              CAST((i * 5 + %1$s) %% 7 AS INTEGER) AS items,
              ['Türkiye', '日本', 'España', 'españa', 'España ', NULL][CAST((i * 7 + %1$s) %% 6 + 1 AS INTEGER)] AS country,
              (i * 3 + %1$s) %% 10 < 3 AS is_fraud,
              TIMESTAMP '2026-01-01' + to_seconds(i) AS at
            FROM range(%2$s) r(i)""";

    @TempDir
    private Path directory;

    private String url = "";
    private Engine engine = Engine.at("jdbc:duckdb:");

    @BeforeEach
    void make_tables() throws SQLException {
        url = "jdbc:duckdb:" + directory.resolve("ml.duckdb");
        engine = Engine.at(url).withProperties(Map.of("duckdb.read_only", "true"));
        execute("CREATE TABLE last_week AS " + ROWS.formatted(1, 3_000, 0));
        execute("CREATE TABLE today AS " + ROWS.formatted(2, 2_000, 0));
        execute("CREATE TABLE shifted AS " + ROWS.formatted(3, 2_000, 0.5));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private EngineTable table(String name) {
        return engine.table(name);
    }

    private Table here(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return JdbcTables.read(connection, query);
        }
    }

    /** The engine is opened so that nothing can be written. */
    @Test
    void drift_is_found_where_the_rows_are() {
        DriftCheck check = CHECK.withoutColumns("id");

        assertThat(check.compare(table("last_week"), table("today"))).hasNoDrift();
        assertThat(check.compare(table("last_week"), table("shifted"))).hasDriftOnlyIn("amount");
        assertThatThrownBy(() -> assertThat(check.compare(table("last_week"), table("shifted")))
                        .hasNoDrift())
                .hasMessage("""

                        Expecting no drift of 2000 current rows from 3000 at level 0.05, but
                         1 of 11 findings are drift:
                          amount: Kolmogorov-Smirnov distance 0.151 reaches the critical 0.0509 of 2940 and 1960 values, p 0.000000000000000000000085, effect 0.151 above the floor of 0.02 (medians 5.35 and 8.85)""".replace("\n", System.lineSeparator()));
    }

    @Test
    void the_report_is_that_of_the_same_rows_here() throws SQLException {
        Table before = here("FROM last_week");
        Table now = here("FROM shifted");
        for (DriftCheck check : List.of(CHECK, NUMBERS)) {
            DriftReport expected = check.compare(before, now);

            assertThat((Object) check.compare(table("last_week"), table("shifted")))
                    .isEqualTo(expected);
            assertThat((Object) check.compare(before, table("shifted"))).isEqualTo(expected);
            assertThat((Object) check.compare(table("last_week"), now)).isEqualTo(expected);
        }
    }

    @Test
    void each_engine_of_two_is_asked_for_its_own() throws SQLException {
        Engine other = Engine.at(url).withProperties(Map.of("duckdb.read_only", "true"));
        DriftCheck check = DriftCheck.of(DriftTest.kolmogorovSmirnov(), DriftTest.wasserstein());

        assertThat((Object) check.compare(table("last_week"), other.table("shifted")))
                .isEqualTo(check.compare(here("FROM last_week"), here("FROM shifted")));
    }

    @Test
    void texts_are_told_apart_by_their_letters_whatever_the_collation_is() throws SQLException {
        String letters = "SELECT CASE WHEN i < 50 THEN 'A' ELSE 'a' END AS s FROM range(500) r(i)";
        execute("CREATE TABLE plain AS " + letters);
        execute("CREATE TABLE folded (s VARCHAR COLLATE NOCASE)");
        execute("INSERT INTO folded " + letters);

        assertThat(CHECK.compare(table("plain"), table("folded"))).hasNoDrift();
        assertThat(CHECK.compare(engine.query("SELECT 'A' AS s FROM range(500)"), table("folded")))
                .hasDriftOnlyIn("s");
    }

    @Test
    void a_table_without_rows_is_inconclusive() {
        EngineTable none = engine.query("FROM today WHERE false");

        assertThat(CHECK.withoutColumns("id").compare(table("last_week"), none).findings())
                .extracting(DriftFinding::outcome)
                .containsOnly(Outcome.INCONCLUSIVE);
    }

    @Test
    void timestamps_are_left_out_as_they_are_here() {
        Engine utc = engine.withZone(ZoneOffset.UTC);

        assertThat(CHECK.compare(utc.table("last_week"), utc.table("today")).leftOut())
                .containsExactly("at (UNIX_TIMESTAMP)");
        assertThat(CHECK.compare(table("last_week"), table("today")).leftOut()).isEmpty();
        assertThatThrownBy(() -> CHECK.withColumns("at").compare(table("last_week"), table("today")))
                .isInstanceOf(DriftException.class)
                .hasMessage(
                        "Column 'at' has timestamps without a time zone: say which one is meant. Leave it out with withoutColumns, or convert it where it is read.");
    }

    @Test
    void what_is_missing_or_of_another_kind_is_named() {
        assertThatThrownBy(() -> CHECK.compare(table("last_week"), table("tomorrow")))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("tomorrow");
        assertThatThrownBy(() -> CHECK.compare(engine.query("SELECT 1 AS a, 2 AS b"), engine.query("SELECT 1 AS b")))
                .hasMessage(
                        "Column 'a' is missing: the reference has [a, b], the current table [b]. Leave it out with withoutColumns, or mend the data.");
        assertThatThrownBy(() -> CHECK.compare(engine.query("SELECT 1 AS a"), engine.query("SELECT 'x' AS a")))
                .hasMessageStartingWith(
                        "Column 'a' is of type INT32 in the reference and STRING in the current table: ");
    }

    @Test
    void what_cannot_be_judged_as_here_is_refused_by_name() {
        EngineTable times = engine.query("SELECT TIME '12:00:00' AS opened FROM range(100)");
        assertThatThrownBy(() -> CHECK.compare(times, times))
                .isInstanceOf(DriftException.class)
                .hasMessageContaining("times of day are not compared. Leave it out with withoutColumns,");
        assertThatThrownBy(() -> CHECK.withJointTest().compare(table("last_week"), table("today")))
                .isInstanceOf(DriftException.class)
                .hasMessage(
                        "The joint test draws rows, which those of 'last_week' in an engine are not numbered for: read a sample of them with JdbcTables.read and compare that, or leave out withJointTest.");
    }

    @Test
    void many_different_values_stay_in_the_engine_or_are_refused() {
        EngineTable many = engine.query("SELECT 'user ' || i AS id, i * 0.1e0 AS x FROM range(100001) r(i)");
        EngineTable enough = engine.query("SELECT 'user ' || i AS id, i * 0.1e0 AS x FROM range(100000) r(i)");

        assertThat(DriftCheck.of(DriftTest.kolmogorovSmirnov(), DriftTest.psi())
                        .withColumns("x")
                        .compare(many, many))
                .hasNoDrift();
        assertThat(DriftCheck.of(DriftTest.wasserstein()).withColumns("x").compare(enough, enough))
                .hasNoDrift();
        assertThatThrownBy(() -> CHECK.withColumns("id").compare(enough, many))
                .isInstanceOf(DriftException.class)
                .hasMessageStartingWith("Column 'id' of the query SELECT 'user ' || i")
                .hasMessageEndingWith(
                        "has more than 100000 different values, which are too many to be fetched: is it an identifier? Leave it out with withoutColumns, or compare a sample of the rows with Engine.query.");
        assertThatThrownBy(() ->
                        DriftCheck.of(DriftTest.wasserstein()).withColumns("x").compare(many, many))
                .isInstanceOf(DriftException.class)
                .hasMessageEndingWith(
                        "has more than 100000 different values, which are too many to be fetched: compare two tables of one Engine by kolmogorovSmirnov(), psi() or jensenShannon(), or a sample of the rows with Engine.query.");
    }

    @Test
    void more_values_than_have_arrays_here_are_refused_by_tests_that_need_them() {
        EngineTable most = engine.query("SELECT 1e0 AS x FROM range(10000001)");

        assertThat(DriftCheck.of(DriftTest.missingShare()).compare(most, most)).hasNoDrift();
        assertThatThrownBy(() -> DriftCheck.of(DriftTest.kolmogorovSmirnov()).compare(most, most))
                .isInstanceOf(DriftException.class)
                .hasMessageEndingWith(
                        "has 20000002 values to compare, but this test takes at most 20000000: compare a sample of the rows with Engine.query, or use psi() or jensenShannon().");
    }

    @Test
    void two_samples_of_two_values_are_as_far_apart_as_any() {
        for (int n = 1; n < 13; n++) {
            for (int m = 1; m < 13; m++) {
                for (int a = 0; a <= n; a++) {
                    for (int b = 0; b <= m; b++) {
                        long distance = Math.abs((long) a * m - (long) b * n);
                        int[] cut = EngineNumbers.cut(distance, n, m);
                        assertThat((long) cut[0] * m - (long) cut[1] * n).isEqualTo(distance);
                        assertThat(cut[0]).isBetween(0, n);
                        assertThat(cut[1]).isBetween(0, m);
                    }
                }
            }
        }
    }
}
