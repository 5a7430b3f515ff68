package io.mmp.test.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.engine.Engine;
import io.mmp.test.engine.EngineSession;
import io.mmp.test.table.JdbcTables;
import io.mmp.test.table.Table;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asks DuckDB for the ranks, counts and distances of numbers that tie, and expects those of the same numbers here. */
class EngineNumbersTests {

    private final String url = "jdbc:duckdb::memory:numbers" + UUID.randomUUID();
    private final Engine engine = Engine.at(url);
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection(url);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void values(String table, String type, List<String> literals) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE TABLE %s (x %s)".formatted(table, type));
            for (String literal : literals) {
                statement.execute("INSERT INTO %s VALUES (CAST(%s AS %s))"
                        .formatted(table, literal, type.replaceFirst(" COLLATE.*", "")));
            }
        }
    }

    private interface Comparing {
        void compare(ComparedColumn there, ComparedColumn here);
    }

    /** Take the column x of a table there and here. */
    private void inBoth(String table, Comparing comparing) throws SQLException {
        Table here = JdbcTables.read(connection, "SELECT x FROM " + table);
        inEngine(engineColumns -> comparing.compare(engineColumns.get(0), new LocalColumn(here.column("x"))), table);
    }

    private void inEngine(Consumer<List<ComparedColumn>> consumer, String... tables) {
        try (EngineSession session = EngineSession.open(engine)) {
            consumer.accept(Arrays.stream(tables)
                    .map(table -> new EngineDriftTable(session, engine.table(table))
                            .columns(List.of("x"))
                            .get(0))
                    .toList());
        }
    }

    @Test
    void quantiles_are_the_values_at_their_ranks_ties_or_not() throws SQLException {
        for (List<String> literals : List.of(
                List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"),
                List.of("1", "1", "1", "2", "2", "3", "3", "3", "3", "3", "4"),
                List.of("'Infinity'", "5", "'-Infinity'", "'-0'", "0", "'NaN'", "NULL", "0.1", "0.1"),
                List.of("7"))) {
            values("numbers", "DOUBLE", literals);
            inBoth("numbers", (there, here) -> {
                assertThat(there.missing()).isEqualTo(here.missing());
                assertThat(there.numbers().size()).isEqualTo(here.numbers().size());
                for (int parts = 2; parts < 13; parts++) {
                    assertThat(there.numbers().quantiles(parts))
                            .as("%s parts of %s", parts, literals)
                            .isEqualTo(here.numbers().quantiles(parts));
                }
            });
        }
        values("numbers", "DOUBLE", List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"));
        inBoth("numbers", (there, here) -> {
            assertThat(there.numbers().quantiles(2)).containsExactly(5);
            assertThat(there.numbers().quantiles(4)).containsExactly(3, 5, 8);
        });
    }

    @Test
    void a_value_at_an_edge_is_in_the_bin_below_it() throws SQLException {
        values("numbers", "DOUBLE", List.of("1", "2", "2", "3", "'-0'", "'Infinity'", "'NaN'", "NULL"));
        inBoth("numbers", (there, here) -> {
            double[] edges = {-0.0, 0, 1, Math.nextDown(2.0), 2, Math.nextUp(2.0), 3, Double.POSITIVE_INFINITY};
            assertThat(there.numbers().atMost(edges))
                    .containsExactly(1, 1, 2, 2, 4, 4, 5, 6)
                    .isEqualTo(here.numbers().atMost(edges));
        });
    }

    @Test
    void the_largest_distance_of_cumulative_shares_is_that_behind_all_that_tie() throws SQLException {
        List<List<String>> samples = List.of(
                List.of("1", "2", "2", "2", "3"),
                List.of("2", "2", "4", "5", "6", "7", "'NaN'"),
                List.of("'-0'", "0", "0", "NULL"),
                List.of("0", "0.1"),
                List.of("-1", "'Infinity'", "'-Infinity'", "2"));
        for (List<String> before : samples) {
            for (List<String> now : samples) {
                values("reference", "DOUBLE", before);
                values("current", "DOUBLE", now);
                Table reference = JdbcTables.read(connection, "FROM reference");
                Table current = JdbcTables.read(connection, "FROM current");
                double expected = new LocalColumn(current.column("x"))
                        .numbers()
                        .against(new LocalColumn(reference.column("x")).numbers())
                        .distributions()
                        .estimate();
                inEngine(
                        columns -> assertThat(columns.get(1)
                                        .numbers()
                                        .against(columns.get(0).numbers())
                                        .distributions()
                                        .estimate())
                                .as("%s and %s", before, now)
                                .isEqualTo(expected),
                        "reference",
                        "current");
            }
        }
    }

    @Test
    void categories_are_counted_by_their_letters_and_numbers_by_their_values() throws SQLException {
        values("numbers", "VARCHAR COLLATE NOCASE", List.of("'a'", "'A'", "'a'", "'a '", "''", "NULL"));
        inBoth(
                "numbers",
                (there, here) -> assertThat(there.counts())
                        .isEqualTo(here.counts())
                        .containsEntry("a", 2L)
                        .containsEntry("A", 1L)
                        .hasSize(4));
        values("numbers", "DOUBLE", List.of("0", "'-0'", "0.1", "'NaN'", "NULL", "0.1", "1e300"));
        inBoth(
                "numbers",
                (there, here) ->
                        assertThat(there.counts()).isEqualTo(here.counts()).hasSize(3));
        values("numbers", "DECIMAL(38,10)", List.of("0.1", "12345678901234567890.0000000001", "NULL", "0.1000"));
        inBoth(
                "numbers",
                (there, here) ->
                        assertThat(there.counts()).isEqualTo(here.counts()).hasSize(2));
    }

    @Test
    void few_values_are_as_many_as_the_limit_says() throws SQLException {
        values("numbers", "DOUBLE", List.of("1", "2", "2", "3", "NULL", "'NaN'"));
        inBoth("numbers", (there, here) -> {
            for (int different = 1; different < 6; different++) {
                assertThat(there.hasAtMost(different)).as("%s", different).isEqualTo(here.hasAtMost(different));
            }
            assertThat(there.hasAtMost(3)).isTrue();
            assertThat(there.hasAtMost(2)).isFalse();
        });
    }
}
