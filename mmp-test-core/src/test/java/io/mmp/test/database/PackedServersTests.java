package io.mmp.test.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.database.Programs.From;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.ServerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real servers from the programs in jars, as on a machine that has none of its own. */
@Tag("e2e")
class PackedServersTests {

    @TempDir
    static Path cache;

    @TempDir
    Path empty;

    @BeforeAll
    static void require_that_programs_are_packed_for_this_machine() {
        assumeTrue(
                new PackedPrograms(
                                PackedServersTests.class.getClassLoader(),
                                Programs.ofSystem().packed().architecture(),
                                Optional.empty())
                        .havePostgres(),
                "no programs are packed for this machine");
    }

    @Test
    void two_that_ask_at_once_unpack_once_and_postgres_runs() throws Exception {
        List<ManagedServer> servers = Stream.<Function<Programs, ServerSpec>>of(
                        PostgresServer::spec, PostgresServer::spec)
                .parallel()
                .map(spec -> ManagedServer.start(spec.apply(programs())))
                .toList();
        try {
            for (ManagedServer server : servers) {
                try (Connection connection = DriverManager.getConnection(PostgresServer.jdbcUrl(server, "postgres"))) {
                    assertThat(SeenDatabases.ask(connection, "SHOW server_version"))
                            .startsWith("17.");
                    connection.createStatement().execute("CREATE EXTENSION pgcrypto");
                }
            }
            servers.get(0).kill();
            servers.get(0).restart();
            assertThat(servers.get(0).isAlive()).isTrue();
        } finally {
            servers.forEach(ManagedServer::close);
        }
        assertThat(unpacked("postgres-")).hasSize(1);
    }

    @Test
    void redis_runs_and_is_unpacked_again_where_somebody_has_removed_it() throws Exception {
        Path program = programs().redis();
        assertThat(program).startsWith(cache).isExecutable();
        Files.delete(program);
        try (ManagedServer redis = ManagedServer.start(RedisServer.spec(programs()))) {
            assertThat(redis.log()).contains("Redis version=6.2");
        }
        assertThat(unpacked("redis-")).hasSize(1);
        assertThat(programs().haveRedis()).isTrue();
    }

    private Programs programs() {
        PackedPrograms packed = Programs.ofSystem().packed();
        return new Programs(
                From.AUTO,
                empty.toString(),
                empty,
                new PackedPrograms(packed.loader(), packed.architecture(), Optional.of(cache)));
    }

    /** Return what is in the cache but the locks. */
    private static List<Path> unpacked(String name) throws IOException {
        try (Stream<Path> files = Files.list(cache.resolve("programs"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(name))
                    .filter(file -> !file.getFileName().toString().contains(".lock"))
                    .toList();
        }
    }
}
