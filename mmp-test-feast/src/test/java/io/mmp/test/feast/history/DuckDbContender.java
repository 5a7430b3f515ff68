package io.mmp.test.feast.history;

import io.mmp.test.feast.benchmark.Contender;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/** The ASOF join of DuckDB, as a contender of the benchmark: corrections first, then the join, then the TTL. */
final class DuckDbContender {

    private static final String JOIN = """
            CREATE OR REPLACE TABLE joined AS
            WITH latest AS (
                SELECT driver_id, event_timestamp, unnest(arg_max(
                    struct_pack(conv_rate := conv_rate, acc_rate := acc_rate, trips := trips), created))
                FROM %1$s GROUP BY driver_id, event_timestamp
            )
            SELECT e.driver_id, e.event_timestamp,
                CASE WHEN e.event_timestamp - f.event_timestamp <= INTERVAL 7 DAY THEN f.conv_rate END AS conv_rate,
                CASE WHEN e.event_timestamp - f.event_timestamp <= INTERVAL 7 DAY THEN f.acc_rate END AS acc_rate,
                CASE WHEN e.event_timestamp - f.event_timestamp <= INTERVAL 7 DAY THEN f.trips END AS trips
            FROM %2$s e ASOF LEFT JOIN latest f ON e.driver_id = f.driver_id AND e.event_timestamp >= f.event_timestamp
            """;

    private DuckDbContender() {}

    /** Measure the join of two Parquet files: features and entity rows. */
    public static void main(String[] args) throws Exception {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            Contender.measure(
                    "read and join", () -> statement.execute(JOIN.formatted("'" + args[0] + "'", "'" + args[1] + "'")));
            statement.execute("CREATE TABLE features AS FROM '" + args[0] + "'");
            statement.execute("CREATE TABLE entities AS FROM '" + args[1] + "'");
            Contender.measure("join", () -> statement.execute(JOIN.formatted("features", "entities")));
            Contender.finish();
            for (String feature : new String[] {"conv_rate", "acc_rate", "trips"}) {
                printFigure(statement, "values of " + feature, "count(" + feature + ")");
            }
            printFigure(statement, "sum of trips", "sum(trips)");
        }
    }

    private static void printFigure(Statement statement, String name, String expression) throws Exception {
        try (ResultSet rows = statement.executeQuery("SELECT " + expression + " FROM joined")) {
            rows.next();
            Contender.print(name, rows.getDouble(1));
        }
    }
}
