package io.mmp.test.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTests {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(100);

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void threads_never_overlap_and_take_turns() throws Exception {
        int owners = 4;
        Path file = directory.resolve("contended.lock");
        // On a busy machine the first may be through before the last has a thread.
        CyclicBarrier start = new CyclicBarrier(owners);
        List<Callable<String>> journals = new ArrayList<>();
        for (int i = 0; i < owners; i++) {
            journals.add(() -> {
                start.await();
                return Journal.of(file, LONG);
            });
        }

        Journal journal = new Journal(Journal.SECTIONS);
        List<Future<String>> results = threads.invokeAll(journals);
        for (int i = 0; i < owners; i++) {
            journal.add(i, results.get(i).get());
        }
        journal.isCompleteFor(owners).hasNoOverlap().isFair(owners);
    }

    @Test
    void a_lock_is_free_again_once_closed() {
        Path file = directory.resolve("again.lock");
        LockFile.acquire(file, SHORT).close();
        LockFile.acquire(file, SHORT).close();

        assertThat(directory)
                .isDirectoryRecursivelyContaining("glob:**.claims")
                .isDirectoryNotContaining("glob:**{.held,.waiting,.tmp}");
    }

    @Test
    void closing_twice_does_not_free_the_lock_of_the_next_owner() {
        Path file = directory.resolve("twice.lock");
        LockFile first = LockFile.acquire(file, SHORT);
        first.close();
        try (LockFile second = LockFile.acquire(file, SHORT)) {
            first.close();

            assertThat(LockFile.tryAcquire(file)).isEmpty();
            assertThat(second).isNotNull();
        }
    }

    @Test
    void any_thread_may_close_a_lock() throws Exception {
        Path file = directory.resolve("handed-over.lock");
        LockFile lock = LockFile.acquire(file, SHORT);
        threads.submit(lock::close).get();

        LockFile.tryAcquire(file).orElseThrow().close();
    }

    @Test
    void two_names_of_one_file_are_one_lock() throws Exception {
        Path file = Files.createFile(directory.resolve("named.lock"));
        Path link = Files.createSymbolicLink(directory.resolve("link.lock"), file);
        try (LockFile lock = LockFile.acquire(file, SHORT)) {
            assertThat(LockFile.tryAcquire(link)).isEmpty();
            assertThat(LockFile.tryAcquire(directory.resolve("../" + directory.getFileName() + "/named.lock")))
                    .isEmpty();
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void directories_are_made_and_different_files_are_different_locks() {
        try (LockFile one = LockFile.acquire(directory.resolve("new/deep/one.lock"), SHORT);
                LockFile two = LockFile.acquire(directory.resolve("new/deep/two.lock"), SHORT)) {
            assertThat(one).isNotSameAs(two);
        }
    }

    @Test
    void a_timeout_names_the_thread_that_holds_the_lock() throws IOException {
        Path file = directory.resolve("own.lock");
        try (LockFile lock = LockFile.acquire(file, SHORT)) {
            Throwable timeout = catchThrowable(() -> LockFile.acquire(file, SHORT));

            assertThat(timeout).isInstanceOf(LockTimeoutException.class);
            assertThat(messageWithoutTimes(timeout))
                    .isEqualTo(
                            "Waited T for lock file %s, held by this process %s on %s (thread '%s') since T, for T.",
                            file,
                            ProcessHandle.current().pid(),
                            hostName(),
                            Thread.currentThread().getName());
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void an_endless_timeout_is_allowed() {
        LockFile.acquire(directory.resolve("patient.lock"), ChronoUnit.FOREVER.getDuration())
                .close();
    }

    @Test
    void an_interrupt_ends_the_wait_and_leaves_the_lock_usable() {
        Path file = directory.resolve("interrupted.lock");
        LockFile lock = LockFile.acquire(file, SHORT, "the holder");
        FutureTask<Boolean> waiting = new FutureTask<>(() -> {
            Throwable interruption = catchThrowable(() -> LockFile.acquire(file, LONG));
            assertThat(interruption).isExactlyInstanceOf(LockException.class);
            assertThat(messageWithoutTimes(interruption))
                    .isEqualTo(
                            "Interrupted after T of waiting for lock file %s, held by this process %s on %s (the holder) since T, for T.",
                            file, ProcessHandle.current().pid(), hostName());
            return Thread.currentThread().isInterrupted();
        });
        Thread thread = new Thread(waiting);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        thread.interrupt();

        assertThat(waiting).succeedsWithin(LONG).isEqualTo(true);
        lock.close();
        LockFile.tryAcquire(file).orElseThrow().close();
    }

    @Test
    void a_path_that_cannot_be_a_lock_file_is_refused() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> LockFile.acquire(file.resolve("x.lock"), SHORT))
                .isExactlyInstanceOf(LockException.class)
                .hasMessage(
                        "Lock file %s/x.lock cannot be used (java.nio.file.FileAlreadyExistsException: %s)."
                                + " Its directory must be on a local disk and writable by this user.",
                        file, file);
        assertThatThrownBy(() -> LockFile.tryAcquire(directory))
                .isExactlyInstanceOf(LockException.class)
                .hasMessage(
                        "Lock file %s cannot be used (java.nio.file.FileSystemException: %s: is a directory)."
                                + " Its directory must be on a local disk and writable by this user.",
                        directory, directory);
    }

    static String messageWithoutTimes(Throwable failure) {
        return String.valueOf(failure.getMessage())
                .replaceAll("(?<=Waited |after |for )\\d+\\.\\d s", "T")
                .replaceAll("(?<=since )\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "T");
    }

    static String hostName() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    }
}
