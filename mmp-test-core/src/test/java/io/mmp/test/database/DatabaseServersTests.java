package io.mmp.test.database;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.RequiredProgram;
import io.mmp.test.server.ServerStartException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("e2e")
class DatabaseServersTests {

    private static final String RUNNING_IN =
            "SELECT count(*) FROM pg_stat_activity WHERE pid = %s AND state = 'active' AND query LIKE 'DO %%'";

    @Test
    void postgres_keeps_its_data_over_a_crash_and_a_restart() throws Exception {
        requirePostgres();
        try (ManagedServer postgres = ManagedServer.start(PostgresServer.spec())) {
            ask(postgres, "CREATE TABLE answers AS SELECT 42 AS answer");

            postgres.kill();
            assertThatThrownBy(() -> ask(postgres, "SELECT answer FROM answers"))
                    .isInstanceOf(SQLException.class);
            postgres.restart();

            assertThat(ask(postgres, "SELECT answer FROM answers")).isEqualTo("42");
            assertThat(postgres.uri()).hasScheme("postgresql");
        }
    }

    @Test
    void postgres_runs_from_a_directory_through_a_link(@TempDir Path directory) throws Exception {
        requirePostgres();
        Path programs = Files.createSymbolicLink(
                directory.resolve("bin"), Programs.ofSystem().postgres());
        try (ManagedServer postgres = ManagedServer.start(PostgresServer.spec(programs))) {
            assertThat(ask(postgres, "SELECT 42")).isEqualTo("42");
        }
    }

    @Test
    void a_directory_without_postgres_is_refused_before_anything_starts(@TempDir Path directory) {
        assertThatThrownBy(() -> PostgresServer.spec(directory))
                .isInstanceOf(ServerStartException.class)
                .hasMessage(
                        "Directory %s has no postgres and no initdb that can be run. Name the directory with the programs of PostgreSQL, such as /usr/lib/postgresql/16/bin.",
                        directory);
    }

    @Test
    void postgres_servers_at_once_do_not_share_anything_and_leave_nothing() throws Exception {
        requirePostgres();
        List<ManagedServer> servers = Stream.generate(PostgresServer::spec)
                .limit(2)
                .parallel()
                .map(ManagedServer::start)
                .toList();
        try {
            ask(servers.get(0), "CREATE TABLE mine AS SELECT 1 AS one");
            assertThat(ask(servers.get(1), "SELECT to_regclass('mine')")).isNull();
        } finally {
            servers.forEach(ManagedServer::close);
        }
        assertThat(servers).noneMatch(ManagedServer::isAlive);
    }

    @Test
    void a_postgres_server_stops_although_somebody_is_connected() throws Exception {
        requirePostgres();
        try (ManagedServer postgres = ManagedServer.start(PostgresServer.spec());
                Connection connection = connect(postgres)) {
            assertThat(connection.isValid(1)).isTrue();
            postgres.stop();
            assertThat(postgres.log()).contains("database system is shut down");
        }
    }

    /** Each connection has a process of its own, in a session of its own, whose environment PostgreSQL has overwritten. */
    @Test
    void a_paused_postgres_server_answers_nobody_until_it_is_resumed() throws Exception {
        requirePostgres();
        try (ManagedServer postgres = ManagedServer.start(PostgresServer.spec());
                Connection connection = connect(postgres)) {
            assertThat(connection.isValid(1)).isTrue();

            postgres.pause();
            assertThat(connection.isValid(1)).isFalse();
            postgres.resume();
            assertThat(ask(postgres, "SELECT 42")).isEqualTo("42");

            postgres.pause();
            postgres.stop();
            assertThat(postgres.log()).contains("database system is shut down");
        }
    }

    /** Such a process notices late or never that its parent is gone, leads a session of its own and has overwritten its environment. */
    @Test
    void a_query_of_a_postgres_server_that_is_killed_ends_with_it() throws Exception {
        requirePostgres();
        try (ManagedServer postgres = ManagedServer.start(PostgresServer.spec());
                Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            ResultSet answer = statement.executeQuery("SELECT pg_backend_pid()");
            answer.next();
            ProcessHandle backend = ProcessHandle.of(answer.getLong(1)).orElseThrow();
            CompletableFuture<Void> query = CompletableFuture.runAsync(
                    () -> assertThatThrownBy(() -> statement.execute("DO 'BEGIN LOOP END LOOP; END'"))
                            .isInstanceOf(SQLException.class));
            await().until(() -> "1".equals(ask(postgres, RUNNING_IN.formatted(backend.pid()))));

            postgres.kill();

            try {
                await().atMost(Duration.ofSeconds(5)).until(() -> !backend.isAlive());
            } finally {
                backend.destroyForcibly(); // the connection cannot be closed while it runs
            }
            query.join();
        }
    }

    @Test
    void redis_keeps_its_data_over_a_crash_and_a_restart() throws Exception {
        RequiredProgram.require("redis-server");
        try (ManagedServer redis = ManagedServer.start(RedisServer.spec())) {
            assertThat(say(redis, "SET answer 42")).isEqualTo("+OK");
            redis.kill();
            redis.restart();
            assertThat(say(redis, "GET answer")).isEqualTo("$2");
            assertThat(redis.uri()).hasScheme("redis");
        }
    }

    @Test
    void databases_listen_on_the_loopback_interface_only() throws Exception {
        requirePostgres();
        RequiredProgram.require("redis-server");
        Optional<InetAddress> outside = outsideAddress();
        assumeTrue(outside.isPresent(), "this machine has no other network interface");
        try (ManagedServer postgres = ManagedServer.start(PostgresServer.spec());
                ManagedServer redis = ManagedServer.start(RedisServer.spec())) {
            for (int port : new int[] {postgres.port(), redis.port()}) {
                assertThatThrownBy(() -> new Socket(outside.get(), port).close())
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("refused");
            }
        }
    }

    private static void requirePostgres() {
        assumeTrue(PostgresServer.isInstalled(), "PostgreSQL is not installed");
    }

    private static Connection connect(ManagedServer postgres) throws SQLException {
        return DriverManager.getConnection(PostgresServer.jdbcUrl(postgres, "postgres"));
    }

    private static String ask(ManagedServer postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private static String say(ManagedServer redis, String command) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), redis.port())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
        }
    }

    private static Optional<InetAddress> outsideAddress() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && address.getAddress().length == 4)
                .findFirst();
    }
}
