package io.mmp.test.isolation;

import io.mmp.test.container.SharedContainer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Prints what a place inside a shared server costs a test, against a container of its own, in one run. */
public final class IsolationBenchmark {

    private static final int CONTAINERS = 5;
    private static final int PLACES = 50;
    private static final int TABLES = 60;

    private IsolationBenchmark() {}

    /** Run it; needs Docker and the images of {@code .ci/images}. */
    public static void main(String[] args) throws Exception {
        System.out.printf(
                Locale.ROOT,
                "%-52s %10s %s%n",
                "from nothing to a first query, and gone again",
                "median",
                "of a container");
        postgres();
        redis();
    }

    private static void postgres() throws Exception {
        double own = print("Postgres container of its own, 60 tables", 0, median(CONTAINERS, () -> {
            try (SharedContainer container = ServerImages.startPostgres();
                    Connection connection = ServerImages.postgresIn(container).connect()) {
                tables(connection);
            }
            return null;
        }));
        try (SharedContainer container = ServerImages.startPostgres();
                PostgresTemplate template = PostgresTemplate.ensure(
                        ServerImages.postgresIn(container), "bench", IsolationBenchmark::tables)) {
            print("Postgres database from a template", own, median(PLACES, () -> {
                try (PostgresDatabase database = template.newDatabase();
                        Connection connection = database.connect()) {
                    return connection.isValid(1);
                }
            }));
        }
    }

    private static void redis() throws Exception {
        double own = print("Redis container of its own", 0, median(CONTAINERS, () -> {
            try (SharedContainer container = ServerImages.startRedis();
                    RedisConnection connection = ServerImages.redisIn(container).connect()) {
                return connection.send("PING");
            }
        }));
        try (SharedContainer container = ServerImages.startRedis()) {
            SharedRedis server = ServerImages.redisIn(container);
            print("Redis keyspace", own, median(PLACES, () -> {
                try (RedisKeyspace keyspace = RedisKeyspace.open(server);
                        RedisConnection connection = RedisConnection.to(server.host(), server.port())) {
                    connection.send("AUTH", keyspace.user(), keyspace.password());
                    return connection.send("SET", keyspace.prefix() + "key", "value");
                }
            }));
            print("Redis database", own, median(PLACES, () -> {
                try (RedisDatabase database = RedisDatabase.open(server);
                        RedisConnection connection = server.connect()) {
                    connection.send("SELECT", String.valueOf(database.index()));
                    return connection.send("SET", "key", "value");
                }
            }));
        }
    }

    private static void tables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int table = 0; table < TABLES; table++) {
                statement.execute("CREATE TABLE t%s (id serial PRIMARY KEY, name text, value float8)".formatted(table));
            }
        }
    }

    private static double median(int times, Callable<?> action) throws Exception {
        action.call(); // warm
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            action.call();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        return millis[times / 2];
    }

    private static double print(String what, double own, double millis) {
        String ratio = own == 0 ? "1" : String.format(Locale.ROOT, "1/%.0f", own / millis);
        System.out.printf(Locale.ROOT, "%-52s %7.1f ms %s%n", what, millis, ratio);
        return millis;
    }
}
