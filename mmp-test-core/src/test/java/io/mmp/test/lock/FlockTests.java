package io.mmp.test.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Locks against a real Python, which takes either of the kernel's locks. */
@Tag("integration")
class FlockTests {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"flock", "lockf"})
    void python_is_kept_out_while_java_has_both_locks(String call) throws IOException {
        Path file = directory.resolve("java.lock");
        LockFile lock = LockFile.acquire(both(file, SHORT));
        assertThat(PythonLock.attempt(call, "LOCK_EX", file)).isEqualTo("busy");
        assertThat(PythonLock.attempt(call, "LOCK_SH", file)).isEqualTo("busy");

        lock.close();
        assertThat(PythonLock.attempt(call, "LOCK_EX", file)).isEqualTo("locked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flock", "lockf"})
    void java_waits_for_python_and_names_it(String call) throws IOException {
        Path file = directory.resolve("python.lock");
        try (PythonLock python = PythonLock.start(call, "LOCK_EX", file)) {
            assertThat(python.line()).isEqualTo("locked");

            Throwable timeout = catchThrowable(() -> LockFile.acquire(both(file, SHORT)));

            assertThat(timeout).isInstanceOf(LockTimeoutException.class);
            assertThat(LockFileTests.messageWithoutTimes(timeout))
                    .startsWith("Waited T for lock file " + file + ", held by process " + python.pid() + " (")
                    .contains("python");
        }
        LockFile.acquire(both(file, LONG)).close();
    }

    @Test
    void readers_of_both_languages_share() throws IOException {
        Path file = directory.resolve("shared.lock");
        LockRequest readers = both(file, LONG).withMode(LockMode.READ);
        try (LockFile one = LockFile.acquire(readers);
                LockFile other = LockFile.acquire(readers)) {
            assertThat(PythonLock.attempt("flock", "LOCK_SH", file)).isEqualTo("locked");
            assertThat(PythonLock.attempt("flock", "LOCK_EX", file)).isEqualTo("busy");
            assertThat(one).isNotSameAs(other);
        }
        assertThat(PythonLock.attempt("flock", "LOCK_EX", file)).isEqualTo("locked");
    }

    @Test
    void without_the_option_flock_is_not_noticed_and_lockf_is() throws IOException {
        Path file = directory.resolve("plain.lock");
        try (LockFile lock = LockFile.acquire(file, SHORT)) {
            assertThat(PythonLock.attempt("flock", "LOCK_EX", file)).isEqualTo("locked");
            assertThat(PythonLock.attempt("lockf", "LOCK_EX", file)).isEqualTo("busy");
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void both_locks_are_free_when_their_process_was_killed() throws IOException {
        Path file = directory.resolve("orphaned.lock");
        try (LockingJvm holder = LockingJvm.start("hold-flock", file)) {
            assertThat(holder.line()).isEqualTo("held");
            assertThat(PythonLock.attempt("flock", "LOCK_EX", file)).isEqualTo("busy");
            holder.kill();
        }
        await().atMost(Duration.ofSeconds(5))
                .until(() -> "locked".equals(PythonLock.attempt("flock", "LOCK_EX", file)));
    }

    @Test
    void no_shell_is_left_behind() {
        Path file = directory.resolve("clean.lock");
        LockFile.acquire(both(file, SHORT)).close();

        assertThat(ProcessHandle.current().descendants())
                .noneMatch(process -> process.info().commandLine().orElse("").contains(file.toString()));
    }

    @Test
    void a_machine_without_the_programs_is_told_what_it_needs() throws Exception {
        Path file = directory.resolve("bare.lock");
        Path errors = directory.resolve("errors");
        try (LockingJvm jvm = LockingJvm.start("hold-flock", file, Map.of("PATH", "/nowhere"), errors)) {
            assertThat(jvm.line()).isNull();
        }
        assertThat(Files.readString(errors))
                .contains("LockException: Lock file " + file + " cannot be locked with flock(2), which needs setsid, sh"
                        + " and flock in PATH and a writable file: Cannot run program \"setsid\"");
        Path noFlock = directory.resolve("bin");
        Files.createDirectory(noFlock);
        for (String program : new String[] {"setsid", "sh"}) {
            Files.createSymbolicLink(noFlock.resolve(program), Path.of("/usr/bin", program));
        }
        try (LockingJvm jvm = LockingJvm.start("hold-flock", file, Map.of("PATH", noFlock.toString()), errors)) {
            assertThat(jvm.line()).isNull();
        }
        assertThat(Files.readString(errors)).contains("a writable file: flock exited with code 127");
    }

    @Test
    void the_lock_is_taken_again_after_a_failed_attempt() throws IOException {
        Path file = directory.resolve("again.lock");
        try (PythonLock python = PythonLock.start("flock", "LOCK_EX", file)) {
            assertThat(python.line()).isEqualTo("locked");
            assertThatThrownBy(() -> LockFile.acquire(both(file, SHORT))).isInstanceOf(LockTimeoutException.class);

            LockFile.tryAcquire(file).orElseThrow().close();
        }
    }

    private static LockRequest both(Path file, Duration timeout) {
        return LockRequest.of(file).withTimeout(timeout).withFlock();
    }
}
