package io.mmp.test.recovery;

import static io.mmp.test.recovery.RecoveryAssertions.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.database.PostgresServer;
import io.mmp.test.fault.Fault;
import io.mmp.test.fault.FaultProxy;
import io.mmp.test.fault.Outage;
import io.mmp.test.redis.RedisClient;
import io.mmp.test.server.HealthCheck;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.RequiredProgram;
import io.mmp.test.server.ServerSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real stores under SIGKILL and behind a cut connection. */
@Tag("e2e")
class RealStoresRecoveryTests {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void redis_that_syncs_always_has_each_acknowledged_write_exactly_once() throws Exception {
        RequiredProgram.require("redis-server");
        try (ManagedServer redis = ManagedServer.start(redis("--appendonly", "yes", "--appendfsync", "always"))) {
            Writes writes = Writes.of("row-", id -> ask(redis, "RPUSH", "rows", id));
            RecoveryTimes times = watching(redis).repeated(3, Outage.kill("redis", redis), writes);

            assertThat(times).hasMeanTimeToRecoveryBelow(Duration.ofMinutes(5)).eachRecoversWithin(LIMIT);
            assertThat(rows(redis)).hasExactlyOnce(writes);
            assertThat(times.results()).allMatch(result -> result.work().done() > 0);
        }
    }

    @Test
    void redis_that_keeps_nothing_is_found_to_lose_what_it_acknowledged() throws Exception {
        RequiredProgram.require("redis-server");
        try (ManagedServer redis = ManagedServer.start(redis("--appendonly", "no"))) {
            Writes writes = Writes.of("row-", id -> ask(redis, "RPUSH", "rows", id));
            writes.once();
            ContentDigest before = rows(redis);
            RecoveryResult result = watching(redis).during(Outage.kill("redis", redis), writes);

            assertThat(result).recoversWithin(LIMIT);
            ContentDigest after = rows(redis);
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(after).hasExactlyOnce(writes))
                    .withMessageContaining(" lost:%n  lost: row-1, row-2".formatted());
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(after).hasLostNothingOf(before))
                    .withMessageEndingWith("of the 1 row there were before 1 lost:%n  lost: row-1".formatted());
        }
    }

    @Test
    void postgres_recovers_from_a_kill_and_from_a_cut_connection_and_has_the_same_rows() throws Exception {
        assumeTrue(PostgresServer.isInstalled(), "there are no programs of PostgreSQL");
        try (ManagedServer postgres = ManagedServer.start(PostgresServer.spec());
                FaultProxy proxy = FaultProxy.inFrontOf(postgres.uri())) {
            String url = "jdbc:postgresql://127.0.0.1:%s/postgres?user=%s&connectTimeout=5&socketTimeout=5"
                    .formatted(proxy.uri().getPort(), PostgresServer.USER);
            execute(url, "CREATE TABLE rows (id text)");
            execute(url, "INSERT INTO rows VALUES ('first')");
            ContentDigest before = rows(url);
            Writes writes = Writes.of("row-", id -> execute(url, "INSERT INTO rows VALUES ('" + id + "')"));
            Recovery recovery = Recovery.watching(Probe.of("SELECT", () -> rows(url)));

            RecoveryResult killed = recovery.during(Outage.kill("postgres", postgres), writes);
            RecoveryResult cut = recovery.during(Outage.of(proxy, Fault.down()), writes);

            assertThat(killed).isDetectedWithin(LIMIT).recoversWithin(LIMIT);
            assertThat(cut).isDetectedWithin(LIMIT).recoversWithin(LIMIT);
            assertThat(cut.work().failed()).isPositive();
            assertThat(rows(url)).hasLostNothingOf(before).hasExactlyOnce(writes);
            execute(url, "INSERT INTO rows VALUES ('row-1')");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertThat(rows(url)).hasExactlyOnce(writes))
                    .withMessageEndingWith("1 doubled:%n  doubled: row-1 (2 times)".formatted());
        }
    }

    private static Recovery watching(ManagedServer redis) {
        return Recovery.watching(Probe.of("PING", () -> ask(redis, "PING")))
                .withInterval(Duration.ofMillis(20))
                .withHold(Duration.ofMillis(300));
    }

    private static ServerSpec redis(String... persistence) {
        List<String> command =
                new ArrayList<>(List.of("redis-server", "--port", "{port}", "--bind", "127.0.0.1", "--save", ""));
        command.addAll(List.of(persistence));
        return ServerSpec.of("redis", command.toArray(String[]::new))
                .withScheme("redis")
                .withHealth(HealthCheck.logLine(Pattern.compile("Ready to accept connections")));
    }

    private static Object ask(ManagedServer redis, String... command) throws IOException {
        try (RedisClient client = RedisClient.open(redis.uri())) {
            return requireNonNull(client.call(command));
        }
    }

    private static ContentDigest rows(ManagedServer redis) throws IOException {
        List<?> rows = (List<?>) ask(redis, "LRANGE", "rows", "0", "-1");
        return ContentDigest.ofIds(rows.stream()
                .map(row -> row instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : row)
                .toList());
    }

    private static ContentDigest rows(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return ContentDigest.of(connection, "SELECT id FROM rows", "id");
        }
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
