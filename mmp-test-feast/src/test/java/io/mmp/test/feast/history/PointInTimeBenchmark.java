package io.mmp.test.feast.history;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

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
        Path directory = Files.createTempDirectory("point-in-time-benchmark");
        Path features = directory.resolve("features.parquet");
        Path entities = directory.resolve("entities.parquet");
        Path script = directory.resolve("contenders.py");
        try {
            write(features, entities);
            List<Result> results = new ArrayList<>();
            results.add(run("mmp-test", java("JoinContender", features, entities)));
            results.add(run("DuckDB ASOF (JDBC)", java("DuckDbContender", features, entities)));
            String python = System.getProperty("mmp.feast.python");
            if (python != null) {
                Files.writeString(script, script());
                for (String contender : List.of("polars", "feast")) {
                    Path work = Files.createDirectory(directory.resolve(contender));
                    results.add(run(
                            contender,
                            List.of(
                                    python,
                                    script.toString(),
                                    contender,
                                    features.toString(),
                                    entities.toString(),
                                    work.toString())));
                }
            }
            print(results);
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String script() throws IOException {
        try (InputStream script = PointInTimeBenchmark.class.getResourceAsStream("contenders.py")) {
            Objects.requireNonNull(script, "contenders.py");
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
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

    private static List<String> java(String contender, Path features, Path entities) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx320m",
                "-cp",
                System.getProperty("java.class.path"),
                PointInTimeBenchmark.class.getPackageName() + "." + contender,
                features.toString(),
                entities.toString());
    }

    /** Run a contender, which prints one figure a line as {@code name=number}. */
    private static Result run(String contender, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<String, Double> figures = new LinkedHashMap<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(line -> {
                int equals = line.indexOf('=');
                figures.put(line.substring(0, equals), Double.valueOf(line.substring(equals + 1)));
            });
        }
        if (process.waitFor() != 0) {
            throw new IOException("failed: " + command);
        }
        return new Result(contender, figures);
    }

    private static void print(List<Result> results) {
        System.out.printf(Locale.ROOT, "%-26s", "");
        results.forEach(result -> System.out.printf(Locale.ROOT, "%28s", result.contender()));
        System.out.println();
        results.get(0).figures().forEach((figure, own) -> {
            System.out.printf(Locale.ROOT, "%-26s", figure);
            for (Result result : results) {
                Double value = result.figures().get(figure);
                System.out.printf(
                        "%28s", value == null ? "-" : String.format(Locale.ROOT, "%.2f (%6.2fx)", value, value / own));
            }
            System.out.println();
        });
    }

    private record Result(String contender, Map<String, Double> figures) {}
}
