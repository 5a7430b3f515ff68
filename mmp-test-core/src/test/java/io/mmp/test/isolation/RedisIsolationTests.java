package io.mmp.test.isolation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.server.HealthCheck;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.RequiredProgram;
import io.mmp.test.server.ServerSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("e2e")
class RedisIsolationTests {

    private static ManagedServer process;
    private static SharedRedis server;

    @BeforeAll
    static void start() {
        RequiredProgram.require("redis-server");
        process = ManagedServer.start(ServerSpec.of(
                        "redis",
                        "redis-server",
                        "--port",
                        "{port}",
                        "--save",
                        "",
                        "--databases",
                        "3",
                        "--requirepass",
                        "secret")
                .withHealth(HealthCheck.logLine(Pattern.compile("Ready to accept connections"))));
        server = SharedRedis.at("127.0.0.1", process.port()).withPassword("secret");
    }

    @AfterAll
    static void stop() {
        if (process != null) {
            process.close();
        }
    }

    @Test
    void a_keyspace_reaches_its_own_keys_and_channels_and_no_other() {
        try (RedisKeyspace one = RedisKeyspace.open(server);
                RedisKeyspace other = RedisKeyspace.open(server);
                RedisConnection connection = connect(one)) {
            assertThat(connection.send("SET", one.prefix() + "user:7", "42")).isEqualTo("OK");
            assertThat(connection.send("GET", one.prefix() + "user:7")).isEqualTo("42");
            assertThat(connection.send("PUBLISH", one.prefix() + "events", "x")).isEqualTo("0");

            assertRefused(connection, "GET", other.prefix() + "user:7");
            assertRefused(connection, "PUBLISH", other.prefix() + "events", "x");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"FLUSHDB", "FLUSHALL", "SHUTDOWN", "KEYS *", "SELECT 1", "SWAPDB 0 1", "CONFIG GET *", "ACL LIST"
            })
    void a_keyspace_cannot_touch_what_belongs_to_all(String command) {
        try (RedisKeyspace keyspace = RedisKeyspace.open(server);
                RedisConnection connection = connect(keyspace)) {
            assertRefused(connection, command.split(" "));
        }
    }

    @Test
    void a_closed_keyspace_leaves_no_key_and_no_user_and_the_keys_of_others() {
        try (RedisConnection all = server.connect();
                RedisKeyspace other = RedisKeyspace.open(server)) {
            all.send("SET", other.prefix() + "mine", "1");
            RedisKeyspace keyspace = RedisKeyspace.open(server);
            for (int key = 0; key < 2500; key++) {
                all.send("SET", keyspace.prefix() + key, "x");
            }

            // Libraries write keys that are no texts.
            byte[] key = (keyspace.prefix() + "k\u00ff").getBytes(ISO_8859_1);
            all.call(List.of(RedisConnection.utf8("SET"), key, new byte[] {0, -1}));
            assertThat((byte[]) all.call(List.of(RedisConnection.utf8("GET"), key)))
                    .containsExactly(0, -1);

            keyspace.close();

            assertThat(all.send("DBSIZE")).isEqualTo("1");
            assertThat(all.send("ACL", "USERS").toString())
                    .contains(other.user())
                    .doesNotContain(keyspace.user());
            assertThatThrownBy(() -> connect(keyspace)).hasMessageContaining("WRONGPASS");
        }
    }

    @Test
    void each_database_is_empty_and_taken_by_one_test_at_a_time() {
        try (RedisDatabase one = RedisDatabase.open(server)) {
            put(one);
            RedisDatabase other = RedisDatabase.open(server);
            assertThat(other.index()).isNotEqualTo(one.index());
            assertThat(size(other)).isEqualTo("0");
            put(other);

            assertThatThrownBy(() -> RedisDatabase.open(server))
                    .isInstanceOf(IsolationException.class)
                    .hasMessage(
                            "All 2 databases of the Redis server at %s are taken. Start it with a larger '--databases'.",
                            server);

            other.close();
            try (RedisDatabase again = RedisDatabase.open(server)) {
                assertThat(again.index()).isEqualTo(other.index());
                assertThat(size(again)).isEqualTo("0");
                assertThat(size(one)).isEqualTo("1");
            }
        }
    }

    @Test
    void the_database_of_a_jvm_that_was_killed_is_empty_for_the_next() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeldRedisDatabase.class.getName(),
                        String.valueOf(server.port()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int theirs = Integer.parseInt(jvm.inputReader().readLine());
        try (RedisDatabase mine = RedisDatabase.open(server)) {
            assertThat(mine.index()).isNotEqualTo(theirs);

            jvm.destroyForcibly().waitFor();

            try (RedisDatabase next = RedisDatabase.open(server)) {
                assertThat(next.index()).isEqualTo(theirs);
                assertThat(size(next)).isEqualTo("0");
            }
        }
    }

    @Test
    void a_wrong_password_is_told_without_showing_it() {
        SharedRedis locked = SharedRedis.at("127.0.0.1", server.port()).withPassword("wrong");

        assertThatThrownBy(() -> RedisKeyspace.open(locked))
                .isInstanceOf(IsolationException.class)
                .hasMessage(
                        "The Redis server at %s refused AUTH: WRONGPASS invalid username-password pair or user is disabled.",
                        server);
    }

    @Test
    void a_server_that_is_not_there_is_named() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            port = socket.getLocalPort();
        }
        assertThatThrownBy(() -> RedisDatabase.open(SharedRedis.at("127.0.0.1", port)))
                .isInstanceOf(IsolationException.class)
                .hasMessage(
                        "The Redis server at 127.0.0.1:%s cannot be reached: java.net.ConnectException: Connection refused",
                        port);
    }

    private static void assertRefused(RedisConnection connection, String... command) {
        assertThatThrownBy(() -> connection.send(command))
                .isInstanceOf(IsolationException.class)
                .hasMessageStartingWith("The Redis server at %s refused %s: NOPERM ", server, command[0]);
    }

    private static RedisConnection connect(RedisKeyspace keyspace) {
        RedisConnection connection = RedisConnection.to(server.host(), server.port());
        connection.send("AUTH", keyspace.user(), keyspace.password());
        return connection;
    }

    static void put(RedisDatabase database) {
        send(database, "SET", "key", "value");
    }

    private static Object size(RedisDatabase database) {
        return send(database, "DBSIZE");
    }

    private static Object send(RedisDatabase database, String... command) {
        try (RedisConnection connection = database.server().connect()) {
            connection.send("SELECT", String.valueOf(database.index()));
            return connection.send(command);
        }
    }
}
