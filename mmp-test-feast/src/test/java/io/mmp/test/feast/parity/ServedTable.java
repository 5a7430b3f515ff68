package io.mmp.test.feast.parity;

import static io.mmp.test.table.ValueType.DOUBLE;
import static io.mmp.test.table.ValueType.INT64;
import static io.mmp.test.table.ValueType.STRING;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.engine.Engine;
import io.mmp.test.feast.history.EngineSource;
import io.mmp.test.feast.redis.FeastRedisWriter;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.redis.RedisClient;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A table in an engine with three rows of each entity, and a Redis that serves the one of each that counts at {@link #AS_OF}.
 *
 * <p>Which that is, is known by arithmetic: of one entity in ten the first row, of the others the second. The third is of the future.
 *
 * @param url of the engine
 * @param project under which Redis has the values
 */
public record ServedTable(String url, URI redis, String project, int keys) {

    public static final FeatureView VIEW = FeatureView.named("customer_stats")
            .withJoinKey("customer_id", INT64)
            .withFeature("balance", DOUBLE)
            .withFeature("orders", INT64)
            .withFeature("segment", STRING)
            .withCreatedTimestamp("created");

    public static final Instant AS_OF = Instant.parse("2026-01-01T10:00:00Z");

    private static final Instant START = Instant.parse("2026-01-01T07:00:00Z");
    private static final Pattern CALLS = Pattern.compile("cmdstat_hmget:calls=(\\d+)");

    /** In the order of time, as rows are appended. */
    private static final String TABLE = """
            CREATE TABLE customer_stats AS
            SELECT CAST(7 * k - 300000 AS BIGINT) AS customer_id, event_timestamp,
                event_timestamp + 300 * INTERVAL '1 second' AS created,
                CASE WHEN k %% 11 <> 3 THEN CAST(31 * k + 17 * j AS DOUBLE PRECISION) / 8 END AS balance,
                CAST(5 * k + j AS BIGINT) AS orders,
                'segment-' || CAST(k %% 97 AS VARCHAR) || '-' || CAST(j AS VARCHAR) AS segment
            FROM (
                SELECT k, j, TIMESTAMPTZ '2026-01-01 07:00:00+00'
                    + (CASE WHEN j = 2 THEN 18000 WHEN j = 1 AND k %% 10 = 9 THEN 14400 ELSE 3600 * j END + k %% 3600)
                    * INTERVAL '1 second' AS event_timestamp
                FROM generate_series(0, %s) entity(k), generate_series(0, 2) version(j)
            ) rows_of_all
            ORDER BY event_timestamp, customer_id
            """;

    /** What is wrong of an entity in Redis. */
    public enum Fault {
        /** The number of orders. */
        WRONG,
        /** There is nothing. */
        MISSING,
        /** All values are those of the row before. */
        STALE
    }

    /** Make the table, and fill Redis. */
    public static ServedTable fill(String url, URI redis, String project, int keys) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE.formatted(keys - 1));
            if (url.startsWith("jdbc:postgresql")) {
                statement.execute("CREATE INDEX ON customer_stats (customer_id)");
                statement.execute("ANALYZE customer_stats");
            }
        }
        ServedTable table = new ServedTable(url, redis, project, keys);
        try (FeastRedisWriter writer = new FeastRedisWriter(redis, project)) {
            for (int k = 0; k < keys; k++) {
                writer.write(VIEW, key(k), event(k, right(k)), values(k, right(k)));
            }
        }
        return table;
    }

    public EngineSource source() {
        return EngineSource.of(VIEW, Engine.at(url).table("customer_stats"));
    }

    static long id(long k) {
        return 7 * k - 300_000;
    }

    private static List<Long> key(long k) {
        return List.of(id(k));
    }

    static int right(long k) {
        return k % 10 == 9 ? 0 : 1;
    }

    private static Instant event(long k, int row) {
        return START.plusSeconds(3_600L * row + k % 3_600);
    }

    private static List<@Nullable Object> values(long k, int row) {
        return Arrays.asList(
                k % 11 == 3 ? null : (31.0 * k + 17 * row) / 8, 5 * k + row, "segment-" + k % 97 + "-" + row);
    }

    /** Serve something wrong of some entities. */
    public void plant(Map<Integer, Fault> faults) throws IOException {
        try (FeastRedisWriter writer = new FeastRedisWriter(redis, project)) {
            for (Map.Entry<Integer, Fault> fault : faults.entrySet()) {
                int k = fault.getKey();
                switch (fault.getValue()) {
                    case MISSING -> writer.delete(VIEW, key(k));
                    case STALE -> writer.write(VIEW, key(k), event(k, right(k) - 1), values(k, right(k) - 1));
                    case WRONG -> {
                        List<@Nullable Object> values = values(k, right(k));
                        values.set(1, 5L * k + right(k) + 1_000);
                        writer.write(VIEW, key(k), event(k, right(k)), values);
                    }
                }
            }
        }
    }

    /** Serve of these entities what is right again. */
    public void mend(Iterable<Integer> entities) throws IOException {
        try (FeastRedisWriter writer = new FeastRedisWriter(redis, project)) {
            for (int k : entities) {
                writer.write(VIEW, key(k), event(k, right(k)), values(k, right(k)));
            }
        }
    }

    /** Return of how many entities Redis was asked for values since it was last asked this, by its own count. */
    long takeAsked() throws IOException {
        try (RedisClient client = RedisClient.open(redis)) {
            Matcher calls = CALLS.matcher(new String((byte[]) client.call("INFO", "commandstats"), UTF_8));
            long asked = calls.find() ? Long.parseLong(calls.group(1)) : 0;
            client.call("CONFIG", "RESETSTAT");
            return asked;
        }
    }
}
