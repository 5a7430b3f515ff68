package io.mmp.test.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same library, loaded twice into one JVM, as application servers and build tools do. */
@Tag("integration")
class LockFileAcrossClassLoadersTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private URLClassLoader otherLoader;

    @BeforeEach
    void loadAgain() {
        otherLoader = new URLClassLoader(
                new URL[] {locationOf(LockFile.class), locationOf(Journal.class)},
                ClassLoader.getPlatformClassLoader());
    }

    private static URL locationOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @AfterEach
    void unload() throws Exception {
        otherLoader.close();
    }

    @Test
    void one_class_loader_is_kept_out_while_another_holds_the_lock() throws Exception {
        Path file = directory.resolve("one.lock");
        LockFile lock = LockFile.acquire(file, TIMEOUT);
        // Nothing refers to the lock but its channel, which keeps it; were it garbage, it would be given away here.
        System.gc();
        assertThat(tryAcquireInOtherLoader(file)).isEmpty();
        // An attempt that opened the lock file would have dropped the lock by closing it.
        assertThat(LockingJvm.attempt("try", file)).isEqualTo("busy");
        lock.close();

        AutoCloseable other = tryAcquireInOtherLoader(file).orElseThrow();
        assertThat(LockFile.tryAcquire(file)).isEmpty();
        other.close();
    }

    @Test
    void class_loaders_never_overlap_and_take_turns() throws Exception {
        Path file = directory.resolve("contended.lock");
        Method journalInOtherLoader =
                otherLoader.loadClass(Journal.class.getName()).getDeclaredMethod("of", Path.class, Duration.class);
        journalInOtherLoader.setAccessible(true);
        // Once before the race, so that it is not won by whoever loads the classes first.
        tryAcquireInOtherLoader(file).orElseThrow().close();
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<String> ours = threads.submit(() -> {
                start.await();
                return Journal.of(file, TIMEOUT);
            });
            Future<Object> theirs = threads.submit(() -> {
                start.await();
                return journalInOtherLoader.invoke(null, file, TIMEOUT);
            });

            Journal journal = new Journal(Journal.SECTIONS);
            journal.add(0, ours.get());
            journal.add(1, (String) theirs.get());
            journal.isCompleteFor(2).hasNoOverlap().isFair(2);
        } finally {
            threads.shutdownNow();
        }
    }

    private Optional<AutoCloseable> tryAcquireInOtherLoader(Path file) throws Exception {
        Method tryAcquire = otherLoader.loadClass(LockFile.class.getName()).getMethod("tryAcquire", Path.class);
        assertThat(tryAcquire.getDeclaringClass()).isNotSameAs(LockFile.class);
        return ((Optional<?>) tryAcquire.invoke(null, file)).map(AutoCloseable.class::cast);
    }
}
