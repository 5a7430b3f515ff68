package io.mmp.test.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.mmp.test.database.PostgresServer;
import io.mmp.test.database.RedisServer;
import io.mmp.test.redis.RedisClient;
import io.mmp.test.redis.RedisErrorException;
import io.mmp.test.server.HealthCheck;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.ServerSpec;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Shows what real stores do when their disk is full, and that they lose nothing that they have confirmed. */
@Tag("e2e")
@EnabledIfSmallDisk
class FullDiskTests {

    private static final String VALUE = "x".repeat(1000);

    @Test
    void redis_refuses_writes_on_a_full_disk_and_takes_them_again_and_loses_none() throws Exception {
        assumeThat(RedisServer.isInstalled()).as("Redis is installed").isTrue();
        try (SmallDisk disk = SmallDisk.ofSize(16 << 20);
                ManagedServer redis = ManagedServer.start(RedisServer.spec().withWorkingDirectory(disk.path()))) {
            Outage outage = ProcessFaults.diskFull("redis", disk);
            int confirmed;
            try (RedisClient client = RedisClient.open(redis.uri())) {
                confirmed = set(client, 0, 100);
                outage.strike();
                confirmed = set(client, confirmed, 10_000);
                assertThat(confirmed).isLessThan(10_100);
                assertThatExceptionOfType(RedisErrorException.class)
                        .isThrownBy(() -> client.call("SET", "late", "x"))
                        .satisfies(refused -> assertThat(refused.error())
                                .isEqualTo("MISCONF Errors writing to the AOF file: No space left on device"));
                assertThat(client.call("EXISTS", "late"))
                        .as("reads are answered")
                        .isEqualTo("0");
                outage.mend();
                await().atMost(Duration.ofSeconds(10))
                        .ignoreException(RedisErrorException.class)
                        .until(() -> "OK".equals(client.call("SET", "late", "x")));
            }
            redis.kill();
            redis.restart();
            try (RedisClient client = RedisClient.open(redis.uri())) {
                assertThat(client.call("DBSIZE")).isEqualTo(Integer.toString(confirmed + 1));
            }
        }
    }

    /** The negative control: what does not write to its disk does not notice, and loses all when it is killed. */
    @Test
    void redis_that_keeps_all_in_memory_notices_nothing_and_loses_all() throws Exception {
        assumeThat(RedisServer.isInstalled()).as("Redis is installed").isTrue();
        ServerSpec durable = RedisServer.spec();
        String[] command = durable.command().toArray(String[]::new);
        command[Arrays.asList(command).indexOf("--appendonly") + 1] = "no";
        ServerSpec forgetful = ServerSpec.of("forgetful", command).withScheme("redis");
        try (SmallDisk disk = SmallDisk.ofSize(16 << 20);
                ManagedServer redis = ManagedServer.start(
                        forgetful.withHealth(HealthCheck.tcp()).withWorkingDirectory(disk.path()))) {
            disk.fill();
            try (RedisClient client = RedisClient.open(redis.uri())) {
                assertThat(set(client, 0, 1000)).isEqualTo(1000);
            }
            redis.kill();
            redis.restart();
            try (RedisClient client = RedisClient.open(redis.uri())) {
                assertThat(client.call("DBSIZE")).isEqualTo("0");
            }
        }
    }

    @Test
    void postgres_refuses_rows_on_a_full_disk_and_keeps_those_that_it_has_confirmed() throws Exception {
        assumeThat(PostgresServer.isInstalled()).as("PostgreSQL is installed").isTrue();
        try (SmallDisk disk = SmallDisk.ofSize(128 << 20);
                ManagedServer postgres =
                        ManagedServer.start(PostgresServer.spec().withWorkingDirectory(disk.path()))) {
            Outage outage = ProcessFaults.diskFull("postgres", disk);
            AtomicInteger confirmed = new AtomicInteger();
            try (Connection connection = connect(postgres);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE events (id int PRIMARY KEY, text text)");
                insert(statement, confirmed, 100);
                outage.strike();
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> insert(statement, confirmed, 10_000))
                        .satisfies(refused -> assertThat(refused.getSQLState()).isEqualTo("53100"))
                        .withMessageContaining("ERROR: could not extend file \"")
                        .withMessageContaining("No space left on device");
                assertThat(count(statement)).as("reads are answered").isEqualTo(confirmed.get());
                outage.mend();
                insert(statement, confirmed, 100);
            }
            postgres.kill();
            postgres.restart();
            try (Connection connection = connect(postgres);
                    Statement statement = connection.createStatement()) {
                assertThat(count(statement)).isEqualTo(confirmed.get()).isGreaterThanOrEqualTo(200);
            }
        }
    }

    /** The negative control: on a disk that has room nothing is refused. */
    @Test
    void postgres_on_a_disk_that_was_freed_takes_all_rows() throws Exception {
        assumeThat(PostgresServer.isInstalled()).as("PostgreSQL is installed").isTrue();
        try (SmallDisk disk = SmallDisk.ofSize(128 << 20);
                ManagedServer postgres =
                        ManagedServer.start(PostgresServer.spec().withWorkingDirectory(disk.path()));
                Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE events (id int PRIMARY KEY, text text)");
            disk.fill();
            disk.free();
            insert(statement, new AtomicInteger(), 10_000);
            assertThat(count(statement)).isEqualTo(10_000);
        }
    }

    /** Set keys until Redis refuses one, and return how many there are then. */
    private static int set(RedisClient client, int from, int count) throws IOException {
        for (int key = from; key < from + count; key++) {
            try {
                client.call("SET", "key-" + key, VALUE);
            } catch (RedisErrorException refused) {
                return key;
            }
        }
        return from + count;
    }

    /** Insert rows, each in a transaction of its own, and count those that are confirmed. */
    private static void insert(Statement statement, AtomicInteger confirmed, int count) throws SQLException {
        for (int row = 0; row < count; row++) {
            statement.execute("INSERT INTO events VALUES (%s, '%s')".formatted(confirmed, VALUE));
            confirmed.incrementAndGet();
        }
    }

    private static int count(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM events")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static Connection connect(ManagedServer postgres) throws SQLException {
        return DriverManager.getConnection(PostgresServer.jdbcUrl(postgres, "postgres"));
    }
}
