package io.mmp.test.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class LockFileAcrossJvmsTests {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(100);

    @TempDir
    Path directory;

    @Test
    void four_jvms_never_overlap_and_take_turns() throws IOException {
        int owners = 4;
        Path file = directory.resolve("contended.lock");
        List<LockingJvm> jvms = new ArrayList<>();
        try {
            for (int i = 0; i < owners; i++) {
                jvms.add(LockingJvm.start("journal", file));
            }
            for (LockingJvm jvm : jvms) {
                assertThat(jvm.line()).isEqualTo("ready");
            }
            for (LockingJvm jvm : jvms) {
                jvm.proceed();
            }
            Journal journal = new Journal(2_500);
            for (int i = 0; i < owners; i++) {
                journal.add(i, String.join("\n", jvms.get(i).lines()));
            }
            journal.isCompleteFor(owners).hasNoOverlap().isFair(owners);
        } finally {
            jvms.forEach(LockingJvm::close);
        }
    }

    @Test
    void a_timeout_names_the_process_that_holds_the_lock() throws IOException {
        Path file = directory.resolve("held.lock");
        try (LockingJvm holder = LockingJvm.start("hold", file)) {
            assertThat(holder.line()).isEqualTo("held");

            Throwable timeout = catchThrowable(() -> LockFile.acquire(file, SHORT));

            assertThat(timeout).isInstanceOf(LockTimeoutException.class);
            assertThat(LockFileTests.messageWithoutTimes(timeout))
                    .isEqualTo(
                            "Waited T for lock file %s, held by process %s on %s (LockingJvm.hold) since T, for T.",
                            file, holder.pid(), LockFileTests.hostName());
        }
    }

    @Test
    void a_timeout_names_those_who_wait_too() throws IOException {
        Path file = directory.resolve("queue.lock");
        Path claims = directory.resolve("lock.claims");
        LockFile lock = LockFile.acquire(file, SHORT, "the holder");
        try (LockingJvm waiter = LockingJvm.start("hold", file)) {
            await().atMost(LONG).untilAsserted(() -> assertThat(claims).isDirectoryContaining("glob:**.waiting"));

            Throwable timeout = catchThrowable(() -> LockFile.acquire(file, SHORT));

            assertThat(LockFileTests.messageWithoutTimes(timeout))
                    .isEqualTo(
                            "Waited T for lock file %s, held by this process %s on %s (the holder) since T, for T;"
                                    + " waiting too: process %s on %s (LockingJvm.hold) since T, for T.",
                            file,
                            ProcessHandle.current().pid(),
                            LockFileTests.hostName(),
                            waiter.pid(),
                            LockFileTests.hostName());
            lock.close();
            assertThat(waiter.line()).isEqualTo("held");
            assertThat(claims).isDirectoryNotContaining("glob:**.waiting");
        }
    }

    @Test
    void a_lock_is_free_when_its_process_was_killed() throws IOException {
        Path file = directory.resolve("orphaned.lock");
        try (LockingJvm holder = LockingJvm.start("hold", file)) {
            assertThat(holder.line()).isEqualTo("held");
            assertThat(LockFile.tryAcquire(file)).isEmpty();
            holder.kill();

            LockFile.tryAcquire(file).orElseThrow().close();
        }
    }

    @Test
    void a_killed_holder_is_not_named() throws IOException {
        Path file = directory.resolve("stale.lock");
        try (LockingJvm killed = LockingJvm.start("hold", file)) {
            assertThat(killed.line()).isEqualTo("held");
            killed.kill();
        }
        assertThat(directory.resolve("lock.claims")).isNotEmptyDirectory();

        assertThat(new Claims(file).describe())
                .isEqualTo("held by a process that is not recorded in " + directory.resolve("lock.claims"));
        assertThat(directory.resolve("lock.claims")).isEmptyDirectory();
    }

    @Test
    void a_holder_keeps_the_lock_while_others_of_its_jvm_fail_to_take_it() throws IOException {
        Path file = directory.resolve("kept.lock");
        LockFile lock = LockFile.acquire(file, LONG);
        assertThat(LockFile.tryAcquire(file)).isEmpty();
        assertThatExceptionOfType(LockTimeoutException.class).isThrownBy(() -> LockFile.acquire(file, SHORT));
        assertThat(LockingJvm.attempt("try", file)).isEqualTo("busy");

        lock.close();
        assertThat(LockingJvm.attempt("try", file)).isEqualTo("free");
    }

    @Test
    void a_lock_whose_object_is_garbage_is_still_held() throws IOException {
        Path file = directory.resolve("lost.lock");
        try (LockingJvm loser = LockingJvm.start("lose", file)) {
            assertThat(loser.line()).isEqualTo("lost");

            assertThat(LockingJvm.attempt("try", file)).isEqualTo("busy");
        }
    }

    @Test
    void a_program_that_locks_the_whole_file_is_kept_out() throws IOException {
        Path file = directory.resolve("foreign.lock");
        try (LockingJvm holder = LockingJvm.start("hold", file)) {
            assertThat(holder.line()).isEqualTo("held");

            assertThat(LockingJvm.attempt("try-whole-file", file)).isEqualTo("busy");
        }
        assertThat(LockingJvm.attempt("try-whole-file", file)).isEqualTo("free");
    }
}
