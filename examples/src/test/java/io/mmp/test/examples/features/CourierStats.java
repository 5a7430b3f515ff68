package io.mmp.test.examples.features;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.table.JdbcTables;
import io.mmp.test.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/** The table that seed.sql makes, in a database inside this JVM. */
final class CourierStats {

    private static final String COURIERS = "SELECT DISTINCT courier_id FROM courier_stats UNION SELECT 99";

    private CourierStats() {}

    /** Return all rows. */
    static Table rows() {
        return rowsWith("");
    }

    /** Return all rows, after a fault was planted in them with SQL. */
    static Table rowsWith(String fault) {
        return read(fault, "SELECT * FROM courier_stats");
    }

    /** Return all rows that the same SQL makes in another database. */
    static Table rowsIn(String jdbcUrl) {
        return read(jdbcUrl, "", "SELECT * FROM courier_stats");
    }

    /** Return the rows that were written after an instant, and not after another one. */
    static Table writtenBetween(Instant from, Instant to) {
        return read("", "SELECT * FROM courier_stats WHERE created > '%s' AND created <= '%s'".formatted(from, to));
    }

    /** Return all couriers, and one who was never there. */
    static Table couriers() {
        return read("", COURIERS);
    }

    /** Return the same couriers at an instant. */
    static Table couriersAt(Instant instant) {
        return read("", "SELECT *, TIMESTAMPTZ '%s' AS event_timestamp FROM (%s)".formatted(instant, COURIERS));
    }

    /** Return rows to train on: some couriers at, just before and just after each instant at which a value begins or expires. */
    static Table boundaries() {
        return read("", """
                SELECT DISTINCT courier_id, event_timestamp + shift AS event_timestamp
                FROM courier_stats
                CROSS JOIN (VALUES (INTERVAL '0 hours'), (INTERVAL '24 hours')) AS ends (ttl)
                CROSS JOIN (VALUES (-1), (0), (1)) AS sides (side)
                CROSS JOIN LATERAL (SELECT ttl + side * INTERVAL '1 microsecond' AS shift) AS shifts
                WHERE courier_id IN (1, 11, 50)
                ORDER BY 1, 2""");
    }

    private static Table read(String fault, String query) {
        return read("jdbc:duckdb:", fault, query);
    }

    private static Table read(String jdbcUrl, String fault, String query) {
        try (InputStream seed = CourierStats.class.getResourceAsStream("/features/seed.sql");
                Connection database = DriverManager.getConnection(jdbcUrl);
                Statement statement = database.createStatement()) {
            statement.execute(new String(seed.readAllBytes(), UTF_8) + fault);
            return JdbcTables.read(database, query);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
