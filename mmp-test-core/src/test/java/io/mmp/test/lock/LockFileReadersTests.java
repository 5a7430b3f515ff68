package io.mmp.test.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class LockFileReadersTests {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(100);

    @TempDir
    Path directory;

    @Test
    void readers_of_one_jvm_share_a_lock_until_the_last_has_gone() throws IOException {
        Path file = directory.resolve("shared.lock");
        LockFile first = read(file, SHORT);
        LockFile second = read(file, SHORT);
        assertThat(LockFile.tryAcquire(file)).isEmpty();
        assertThat(LockingJvm.attempt("try", file)).isEqualTo("busy");

        first.close();
        assertThat(LockFile.tryAcquire(file)).isEmpty();
        assertThat(LockingJvm.attempt("try", file)).isEqualTo("busy");

        second.close();
        assertThat(LockingJvm.attempt("try", file)).isEqualTo("free");
        LockFile.tryAcquire(file).orElseThrow().close();
    }

    @Test
    void readers_of_two_jvms_share_a_lock() throws IOException {
        Path file = directory.resolve("shared.lock");
        LockFile ours = read(file, SHORT);
        try (LockingJvm other = LockingJvm.start("hold-read", file)) {
            assertThat(other.line()).isEqualTo("held");
            ours.close();

            assertThat(LockFile.tryAcquire(file)).isEmpty();
            read(file, SHORT).close();
        }
        LockFile.tryAcquire(file).orElseThrow().close();
    }

    @Test
    void a_writer_keeps_readers_out() throws IOException {
        Path file = directory.resolve("written.lock");
        try (LockFile writer = LockFile.acquire(file, SHORT)) {
            assertThatExceptionOfType(LockTimeoutException.class).isThrownBy(() -> read(file, SHORT));
            assertThat(writer).isNotNull();
        }
        try (LockingJvm writer = LockingJvm.start("hold", file)) {
            assertThat(writer.line()).isEqualTo("held");
            assertThatExceptionOfType(LockTimeoutException.class).isThrownBy(() -> read(file, SHORT));
        }
        read(file, SHORT).close();
    }

    /** Reader after reader comes before the last has gone, so that the lock is never free by itself. */
    @Test
    void readers_that_come_and_go_do_not_starve_a_writer_of_another_jvm() throws IOException {
        Path file = directory.resolve("busy.lock");
        Deque<LockFile> readers = new ArrayDeque<>();
        readers.add(read(file, SHORT));
        try (LockingJvm writer = LockingJvm.start("hold", file)) {
            await().atMost(LONG).until(() -> waiters(file) == 1);
            await().atMost(LONG).pollInterval(Duration.ofMillis(5)).until(() -> readerGivesWay(file));
            readers.remove().close();

            assertThat(writer.line()).isEqualTo("held");
        }
        read(file, LONG).close();
    }

    private static boolean readerGivesWay(Path file) {
        try (LockFile next = read(file, Duration.ofMillis(20))) {
            return next == null;
        } catch (LockTimeoutException behindTheWriter) {
            return true;
        }
    }

    @Test
    void a_reader_that_waits_behind_a_writer_does_not_keep_it_waiting() throws Exception {
        Path file = directory.resolve("ordered.lock");
        LockFile first = read(file, SHORT);
        try (LockingJvm writer = LockingJvm.start("hold", file)) {
            await().atMost(LONG).until(() -> waiters(file) == 1);
            FutureTask<LockFile> second = new FutureTask<>(() -> read(file, LONG));
            new Thread(second).start();
            await().atMost(LONG).until(() -> waiters(file) == 2);
            first.close();

            assertThat(writer.line()).isEqualTo("held");
            assertThat(second).isNotDone();
            writer.kill();
            second.get().close();
        }
        LockFile.tryAcquire(file).orElseThrow().close();
    }

    private static long waiters(Path file) throws IOException {
        try (Stream<Path> claims = Files.list(file.resolveSibling("lock.claims"))) {
            return claims.filter(claim -> claim.toString().endsWith(".waiting")).count();
        }
    }

    private static LockFile read(Path file, Duration timeout) {
        return LockFile.acquire(LockRequest.of(file).withMode(LockMode.READ).withTimeout(timeout));
    }
}
