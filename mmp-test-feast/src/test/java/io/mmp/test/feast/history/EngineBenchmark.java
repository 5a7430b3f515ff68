package io.mmp.test.feast.history;

import io.mmp.test.database.PostgresServer;
import io.mmp.test.engine.EngineSession;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.table.Table;
import io.mmp.test.table.ValueType;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Compares the judgement of a training set in an engine with the engine's own COUNT over the join that made it.
 *
 * <p>A million training rows and a million feature rows of 10,001 entities, one of which has a third of all rows; a feature row a minute, so that
 * the right row can be told without a search, and the plain join is an equi-join. The first argument is the number of rows.
 */
final class EngineBenchmark {

    private static final int ROUNDS = 3;
    private static final FeatureView VIEW = FeatureView.named("stats")
            .withJoinKey("id", ValueType.INT64)
            .withFeature("trips", ValueType.INT64)
            .withFeature("rate", ValueType.DOUBLE);
    private static final FeatureView CREATED = VIEW.withCreatedTimestamp("created");

    private static final String ROWS = """
            SELECT id, TIMESTAMP '2026-01-01 00:00:00' AT TIME ZONE 'UTC' + n * INTERVAL '1 minute' + %s AS %s%s, id + n AS trips,
                CAST(n AS DOUBLE PRECISION) / 7 AS rate
            FROM (SELECT CAST(0 AS BIGINT) AS id, i AS n FROM %s UNION ALL SELECT 1 + i %% 10000 AS id, CAST(floor(i / 10000.0) AS BIGINT) AS n FROM %s) r
            """;

    private EngineBenchmark() {}

    /** Print the seconds of each question, and its ratio to the plain join. */
    public static void main(String[] args) throws Exception {
        long rows = args.length == 0 ? 1_000_000 : Long.parseLong(args[0]);
        String url = "jdbc:duckdb::memory:benchmark";
        try (Connection keepsIt = DriverManager.getConnection(url)) {
            EngineUnderTest duckdb = EngineUnderTest.duckdb("benchmark");
            measure("DuckDB", duckdb, keepsIt, "range(%s) t(i)", rows);
            comparePlans(duckdb);
            try (Statement statement = keepsIt.createStatement()) {
                print(
                        "DuckDB",
                        "COUNT over ASOF JOIN",
                        seconds(
                                () -> statement.execute(
                                        "SELECT COUNT(*), SUM(f.trips) FROM training t ASOF JOIN features f ON t.id = f.id AND t.event_timestamp >= f.event_timestamp")),
                        0);
            }
        }
        if (PostgresServer.isInstalled()) {
            try (ManagedServer server = ManagedServer.start(PostgresServer.spec());
                    Connection connection = DriverManager.getConnection(PostgresServer.jdbcUrl(server, "postgres"))) {
                measure(
                        "PostgreSQL",
                        EngineUnderTest.postgres(PostgresServer.jdbcUrl(server, "postgres")),
                        connection,
                        "generate_series(0, %s - 1) t(i)",
                        rows);
            }
        }
    }

    private static void measure(String name, EngineUnderTest engine, Connection connection, String range, long rows)
            throws Exception {
        String few = range.formatted(rows / 3);
        String many = range.formatted(rows - rows / 3);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE features AS "
                    + ROWS.formatted(
                            "INTERVAL '0 seconds'",
                            "event_timestamp",
                            ", TIMESTAMP '2026-01-01 00:00:00' AT TIME ZONE 'UTC' + n * INTERVAL '1 minute' AS created",
                            few,
                            many));
            statement.execute("CREATE TABLE training AS "
                    + ROWS.formatted("INTERVAL '30 seconds'", "event_timestamp", "", few, many));
            statement.execute("ANALYZE");
            double plain = seconds(
                    () -> statement.execute(
                            "SELECT COUNT(*), SUM(f.trips) FROM training t JOIN features f ON t.id = f.id AND t.event_timestamp - INTERVAL '30 seconds' = f.event_timestamp"));
            print(name, "COUNT over the same join", plain, 0);
            for (FeatureView view : List.of(VIEW, CREATED)) {
                print(
                        name,
                        view.createdTimestamp().isEmpty()
                                ? "isPointInTimeCorrect"
                                : "isPointInTimeCorrect, with created timestamps",
                        seconds(() -> judge(engine, view)),
                        plain);
            }
        }
    }

    /** Count the wrong rows by either plan, one after the other in each round. */
    private static void comparePlans(EngineUnderTest duckdb) {
        for (Visibility visibility : List.of(Visibility.EVENT_TIME, Visibility.EVENT_TIME.withKnowledgeTime())) {
            for (FeatureView view : List.of(VIEW, VIEW.withTtl(Duration.ofMinutes(1)), CREATED)) {
                comparePlans(duckdb, view, visibility);
            }
        }
    }

    private static void comparePlans(EngineUnderTest duckdb, FeatureView view, Visibility visibility) {
        TrainingSet set = TrainingSet.in(duckdb.engine(), "training").with(view, "features");
        try (EngineSession session = EngineSession.open(set.table().engine())) {
            EngineSource source = set.sources().get(0);
            RowsSql rows = RowsSql.of(session, set, source, visibility, 1);
            String window = new PointInTimeSql(rows, view.ttl()).countOfWrong();
            String asOf = new AsOfJoinSql(rows, view.ttl()).countOfWrong();
            double[] ratios = new double[ROUNDS];
            double[] seconds = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                Table ofWindow = session.read(window, set);
                long between = System.nanoTime();
                Table ofAsOf = session.read(asOf, set);
                seconds[round] = (between - start) / 1e9;
                ratios[round] = (System.nanoTime() - between) / 1e9 / seconds[round];
                if (!ofWindow.row(0)
                        .values()
                        .toString()
                        .equals(ofAsOf.row(0).values().toString())) {
                    throw new IllegalStateException(
                            "The window finds %s, the ASOF join %s".formatted(ofWindow.row(0), ofAsOf.row(0)));
                }
            }
            Arrays.sort(ratios);
            Arrays.sort(seconds);
            System.out.printf(
                    Locale.ROOT,
                    "DuckDB      count of wrong rows, %s%s%s: window %.2f s, ASOF join %.2f times%n",
                    visibility.clock(),
                    view.ttl().isZero() ? "" : ", TTL",
                    view.createdTimestamp().isPresent() ? ", created timestamps" : "",
                    seconds[ROUNDS / 2],
                    ratios[ROUNDS / 2]);
        }
    }

    private static void judge(EngineUnderTest engine, FeatureView view) {
        TrainingSet set = TrainingSet.in(engine.engine(), "training").with(view, "features");
        try (EngineSession session = EngineSession.open(set.table().engine())) {
            long wrong = new EngineCheck(session, set, set.sources().get(0), Visibility.EVENT_TIME, 1)
                    .find()
                    .wrong();
            if (wrong != 0) {
                throw new IllegalStateException(wrong + " rows are wrong");
            }
        }
    }

    private interface Task {
        void run() throws SQLException;
    }

    private static double seconds(Task task) throws SQLException {
        double[] seconds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            task.run();
            seconds[round] = (System.nanoTime() - start) / 1e9;
        }
        Arrays.sort(seconds);
        return seconds[ROUNDS / 2];
    }

    private static void print(String engine, String what, double seconds, double plain) {
        System.out.printf(
                Locale.ROOT,
                "%-11s %-45s %8.2f s%s%n",
                engine,
                what,
                seconds,
                plain == 0 ? "" : String.format(Locale.ROOT, " (%.1f times)", seconds / plain));
    }
}
