package io.mmp.test.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks against Python's package {@code filelock}, as suites in Python use it. */
@Tag("e2e")
class FileLockPackageTests {

    private static Path python = Path.of("python3");

    @TempDir
    Path directory;

    @BeforeAll
    static void install() throws Exception {
        python = FileLockPackage.python();
    }

    @Test
    void a_python_suite_is_kept_out_while_java_has_both_locks() throws IOException {
        Path file = directory.resolve("java.lock");
        LockFile lock = LockFile.acquire(both(file));
        assertThat(attempt(file)).isEqualTo("busy");

        lock.close();
        assertThat(attempt(file)).isEqualTo("locked");
    }

    @Test
    void java_is_kept_out_while_a_python_suite_has_the_lock() throws IOException {
        Path file = directory.resolve("python.lock");
        try (PythonLock suite = PythonLock.ofPackage(python, file)) {
            assertThat(suite.line()).isEqualTo("locked");

            assertThatExceptionOfType(LockTimeoutException.class)
                    .isThrownBy(() -> LockFile.acquire(both(file).withTimeout(Duration.ofMillis(300))))
                    .withMessageContaining("held by process " + suite.pid() + " (");
        }
        LockFile.acquire(both(file)).close();
    }

    @Test
    void java_and_a_python_suite_never_overlap() throws Exception {
        Path file = directory.resolve("contended.lock");
        try (PythonLock suite = PythonLock.journal(python, file, Journal.SECTIONS)) {
            assertThat(suite.line()).isEqualTo("ready");
            Journal journal = new Journal(Journal.SECTIONS);
            journal.add(0, Journal.of(both(file), Journal.SECTIONS));
            journal.add(1, suite.rest());

            journal.isCompleteFor(2).hasNoOverlap();
        }
    }

    private static String attempt(Path file) throws IOException {
        try (PythonLock suite = PythonLock.ofPackage(python, file)) {
            return String.valueOf(suite.line());
        }
    }

    private static LockRequest both(Path file) {
        return LockRequest.of(file).withTimeout(Duration.ofSeconds(60)).withFlock();
    }
}
