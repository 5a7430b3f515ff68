package io.mmp.test.feast.history;

import io.mmp.test.feast.benchmark.Contest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Compares the point-in-time join with the ASOF joins of DuckDB and Polars, on the same Parquet files and one after the other.
 *
 * <p>A million entity rows, a million feature rows of 10,000 entities over 30 days, three features, 5 % corrections, 1 % nulls, a TTL of
 * seven days. Each contender has a process of its own, and seven rounds; Feast has one, because it takes minutes. Polars and the DuckDB
 * offline store of Feast take part where the system property {@code mmp.feast.python} names a Python that has them.
 */
final class PointInTimeBenchmark {

    private static final String FEATURES = """
            COPY (
                WITH base AS (
                    SELECT i, (random() * 10000)::BIGINT AS driver_id,
                        TIMESTAMPTZ '2026-01-01 00:00:00+00' + to_microseconds((random() * 30 * 86400e6)::BIGINT) AS event_timestamp
                    FROM range(952381) t(i)
                ), events AS (
                    SELECT i, driver_id, event_timestamp, event_timestamp + INTERVAL 5 MINUTE AS created FROM base
                    UNION ALL
                    SELECT i, driver_id, event_timestamp, event_timestamp + INTERVAL 1 DAY FROM base WHERE mod(i, 20) = 0
                )
                SELECT driver_id, event_timestamp, created,
                    CASE WHEN random() < 0.01 THEN NULL ELSE random() END AS conv_rate,
                    CASE WHEN random() < 0.01 THEN NULL ELSE random()::FLOAT END AS acc_rate,
                    CASE WHEN random() < 0.01 THEN NULL ELSE (random() * 1000)::BIGINT END AS trips
                FROM events ORDER BY random()
            ) TO '%s' (FORMAT parquet)
            """;
    private static final String ENTITIES = """
            COPY (
                SELECT (random() * 10200)::BIGINT AS driver_id,
                    TIMESTAMPTZ '2026-01-01 00:00:00+00' + to_microseconds((random() * 30 * 86400e6)::BIGINT) AS event_timestamp
                FROM range(1000000)
            ) TO '%s' (FORMAT parquet)
            """;

    private PointInTimeBenchmark() {}

    /** Print the CPU seconds, wall seconds and memory of each contender, and their ratios to ours. */
    public static void main(String[] args) throws Exception {
        try (Contest contest = new Contest(PointInTimeBenchmark.class)) {
            Path features = contest.file("features.parquet");
            Path entities = contest.file("entities.parquet");
            write(features, entities);
            contest.runJava("mmp-test", "320m", "JoinContender", features, entities);
            contest.runJava("DuckDB ASOF (JDBC)", "320m", "DuckDbContender", features, entities);
            for (String contender : List.of("polars", "feast")) {
                contest.runPython(contender, features, entities, Files.createDirectory(contest.file(contender)));
            }
            contest.print();
        }
    }

    private static void write(Path features, Path entities) throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            // One thread, or the seeded numbers would go to other rows in each run.
            statement.execute("SET threads = 1");
            statement.execute("SELECT setseed(0.42)");
            statement.execute(FEATURES.formatted(features));
            statement.execute(ENTITIES.formatted(entities));
        }
    }
}
