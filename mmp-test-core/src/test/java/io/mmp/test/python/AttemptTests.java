package io.mmp.test.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mmp.test.server.RequiredProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
class AttemptTests {

    private static final Duration LONG = Duration.ofSeconds(30);

    /** Has a child, as pip has while it builds, and says when both are there. */
    private static final String BUSY = """
            import subprocess, sys, time
            subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)", sys.argv[1]])
            open(sys.argv[1] + "/begun", "w").close()
            time.sleep(300)
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void requirePython() {
        RequiredProgram.require("python3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-KILL PID", "-TERM PID", "-TERM -PID", "-INT -PID", "-HUP -PID"})
    void what_runs_for_an_attempt_dies_with_the_jvm_however_that_is_ended(String signal) throws Exception {
        Attempt attempt = Attempt.beginIn(directory);
        Process jvm = InstallingJvm.step(attempt.directory(), BUSY);
        try {
            awaitBegun(attempt);
            assertThat(InstallingJvm.processesOf(attempt.directory())).hasSize(4); // JVM, keeper, step, child

            kill(signal.replace("PID", String.valueOf(jvm.pid())));

            assertThat(jvm.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(InstallingJvm.processesOf(attempt.directory()))
                            .isEmpty());
        } finally {
            InstallingJvm.processesOf(attempt.directory()).forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void the_step_dies_with_its_keeper() throws Exception {
        Attempt attempt = Attempt.beginIn(directory);
        Process jvm = InstallingJvm.step(
                attempt.directory(), "import sys, time\nopen(sys.argv[1] + '/begun', 'w').close()\ntime.sleep(300)");
        try {
            awaitBegun(attempt);
            ProcessHandle keeper = InstallingJvm.processesOf(attempt.directory()).stream()
                    .filter(process -> process.parent().equals(Optional.of(jvm.toHandle())))
                    .findFirst()
                    .orElseThrow();

            keeper.destroyForcibly();

            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(InstallingJvm.processesOf(attempt.directory()))
                            .isEmpty());
        } finally {
            InstallingJvm.processesOf(attempt.directory()).forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void an_attempt_is_not_removed_while_something_runs_for_it() throws Exception {
        Attempt attempt = Attempt.beginIn(directory);
        Attempt abandoned = Attempt.beginIn(directory);
        Process jvm = InstallingJvm.step(attempt.directory(), BUSY);
        try {
            awaitBegun(attempt);

            Attempt.removeAllIn(directory);

            assertThat(attempt.directory().resolve("begun")).exists();
            assertThat(abandoned.directory()).doesNotExist();
            jvm.destroyForcibly();
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(InstallingJvm.processesOf(attempt.directory()))
                            .isEmpty());
            Attempt.removeAllIn(directory);
            assertThat(attempt.directory()).doesNotExist();
        } finally {
            InstallingJvm.processesOf(attempt.directory()).forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void a_completed_attempt_is_for_those_who_may_read_the_cache() throws IOException {
        Attempt shared = Attempt.beginIn(withPermissions("rwxrwxrwx"));
        Attempt own = Attempt.beginIn(withPermissions("rwx------"));
        shared.complete();
        own.complete();

        assertThat(permissions(shared)).isEqualTo("rwxr-xr-x");
        assertThat(permissions(own)).isEqualTo("rwx------");
    }

    @Test
    void a_user_whom_no_password_file_has_installs_at_home_and_without_one_is_told_so() throws IOException {
        List<String> unknown = List.of("-Duser.home=?");
        assertThat(answer(Map.of("HOME", "/home/ci"), unknown)).isEqualTo("/home/ci/.cache/mmp-test");
        assertThat(answer(Map.of("HOME", "/home/ci"), List.of("-Duser.home=/root")))
                .isEqualTo("/root/.cache/mmp-test");
        assertThat(answer(Map.of("XDG_CACHE_HOME", "/var/cache"), unknown)).isEqualTo("/var/cache/mmp-test");
        assertThat(answer(Map.of("XDG_CACHE_HOME", "relative", "HOME", "/home/ci"), unknown))
                .isEqualTo("/home/ci/.cache/mmp-test");
        assertThat(answer(Map.of(), unknown))
                .isEqualTo("Python packages are installed once for a user, but this one has no home: user.home is '?',"
                        + " and HOME is not set. Set HOME, or name a directory with mmp.cache.dir.");
    }

    private static String answer(Map<String, String> environment, List<String> options) throws IOException {
        Process jvm = InstallingJvm.settings(environment, options);
        return new String(jvm.getInputStream().readAllBytes(), UTF_8).strip();
    }

    private Path withPermissions(String permissions) throws IOException {
        return Files.setPosixFilePermissions(
                Files.createTempDirectory(directory, "cache"), PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Attempt attempt) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(attempt.directory()));
    }

    private static void awaitBegun(Attempt attempt) {
        await().atMost(LONG).until(() -> Files.exists(attempt.directory().resolve("begun")));
    }

    private static void kill(String arguments) throws Exception {
        assertThat(new ProcessBuilder("sh", "-c", "kill " + arguments).start().waitFor())
                .isZero();
    }
}
