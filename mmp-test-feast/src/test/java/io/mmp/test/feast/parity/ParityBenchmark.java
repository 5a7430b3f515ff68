package io.mmp.test.feast.parity;

import io.mmp.test.feast.benchmark.Contest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Compares the comparison of two tables, with causes, with the plain equality of Polars and the comparisons of datacompy, on the same
 * Parquet files and one after the other.
 *
 * <p>A million rows of one key and five features, in another order each; once equal, once with one faulty feature in every hundredth row.
 * Each contender has a process of its own. Polars and datacompy take part where the system property {@code mmp.feast.python} names a
 * Python that has them.
 */
final class ParityBenchmark {

    private static final String EXPECTED = """
            COPY (
                SELECT i AS driver_id,
                    CASE WHEN random() < 0.01 THEN NULL ELSE random() END AS conv_rate,
                    CASE WHEN random() < 0.01 THEN NULL ELSE random()::FLOAT END AS acc_rate,
                    CASE WHEN random() < 0.01 THEN NULL ELSE (random() * 1000)::BIGINT END AS trips,
                    random() * 5 AS rating,
                    TIMESTAMPTZ '2026-01-01 00:00:00+00' + to_microseconds((random() * 30 * 86400e6)::BIGINT) AS last_trip
                FROM range(1000000) t(i) ORDER BY random()
            ) TO '%s' (FORMAT parquet)
            """;
    private static final String SHUFFLED = "COPY (FROM '%s' ORDER BY random()) TO '%s' (FORMAT parquet)";
    private static final String FAULTY = """
            COPY (
                SELECT driver_id,
                    CASE WHEN driver_id %% 500 = 1 THEN conv_rate::FLOAT::DOUBLE ELSE conv_rate END AS conv_rate,
                    CASE WHEN driver_id %% 500 = 102 THEN NULL ELSE acc_rate END AS acc_rate,
                    CASE WHEN driver_id %% 500 = 203 THEN trips + 1 ELSE trips END AS trips,
                    CASE WHEN driver_id %% 500 = 304 THEN rating + 1e-9 ELSE rating END AS rating,
                    CASE WHEN driver_id %% 500 = 405 THEN last_trip + INTERVAL 1 HOUR ELSE last_trip END AS last_trip
                FROM '%s' ORDER BY random()
            ) TO '%s' (FORMAT parquet)
            """;

    private ParityBenchmark() {}

    /** Print the CPU seconds, wall seconds and memory of each contender, and their ratios to ours. */
    public static void main(String[] args) throws Exception {
        try (Contest contest = new Contest(ParityBenchmark.class)) {
            Path expected = contest.file("expected.parquet");
            Path equal = contest.file("equal.parquet");
            Path differing = contest.file("differing.parquet");
            write(expected, equal, differing);
            contest.runJava("mmp-test", "320m", "ParityContender", expected, equal, differing);
            for (String contender : List.of("polars", "datacompy-polars", "datacompy-pandas")) {
                contest.runPython(contender, expected, equal, differing);
            }
            contest.print();
        }
    }

    private static void write(Path expected, Path equal, Path differing) throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            // One thread, or the seeded numbers would go to other rows in each run.
            statement.execute("SET threads = 1");
            statement.execute("SELECT setseed(0.42)");
            statement.execute(EXPECTED.formatted(expected));
            statement.execute(SHUFFLED.formatted(expected, equal));
            statement.execute(FAULTY.formatted(expected, differing));
        }
    }
}
