package io.mmp.test.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateDirectoryTests {

    private final ExecutorService other = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        other.shutdownNow();
    }

    @Test
    void closing_removes_what_is_in_it_and_nothing_that_it_links_to(@TempDir Path elsewhere) throws IOException {
        Path kept = Files.createFile(elsewhere.resolve("kept"));
        PrivateDirectory directory = PrivateDirectory.create("test");
        Files.createFile(
                Files.createDirectories(directory.path().resolve("a/b")).resolve("file"));
        Files.createSymbolicLink(directory.path().resolve("link"), elsewhere);

        directory.close();
        directory.close();

        assertThat(directory.path()).doesNotExist();
        assertThat(kept).exists();
    }

    @Test
    void what_somebody_else_removes_at_the_same_time_is_no_error() throws Exception {
        for (int round = 0; round < 20; round++) {
            PrivateDirectory directory = PrivateDirectory.create("test");
            for (int file = 0; file < 100; file++) {
                Files.createFile(Files.createDirectories(directory.path().resolve("d" + file))
                        .resolve("file"));
            }
            Future<?> janitor = other.submit(directory::close);
            directory.close();
            janitor.get();
            assertThat(directory.path()).doesNotExist();
        }
    }

    @Test
    void what_is_still_written_to_for_a_moment_is_removed_when_that_is_over() throws Exception {
        PrivateDirectory directory = PrivateDirectory.create("test");
        CountDownLatch writing = new CountDownLatch(1);
        Future<Integer> writer = other.submit(() -> writeForAMoment(directory.path(), writing));
        writing.await();

        directory.close();

        assertThat(directory.path()).doesNotExist();
        assertThat(writer.get()).isPositive();
    }

    private static int writeForAMoment(Path directory, CountDownLatch writing) throws IOException {
        long end = System.nanoTime() + Duration.ofMillis(300).toNanos();
        int files = 0;
        try {
            while (System.nanoTime() < end) {
                Files.createFile(directory.resolve("file" + files++));
                writing.countDown();
            }
        } catch (NoSuchFileException removed) {
            // a rare gap between two files was enough
        }
        return files;
    }
}
