package io.mmp.test.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What should have gone with its JVM, and has not. */
@Tag("integration")
class LeftoversOfJvmsTests {

    private final Path gone = Path.of(LeftoversTests.nameOfGoneJvm());
    private final long jvm = JvmDirectory.pidIn(gone);
    private final long self = ProcessHandle.current().pid();

    @Test
    void a_server_is_found_by_the_process_id_of_its_jvm() throws IOException {
        ProcessBuilder command = new ProcessBuilder("sleep", "300");
        command.environment()
                .putAll(Map.of("MMP_TEST_COOKIE", "1", "MMP_TEST_JVM", gone.toString(), "MMP_TEST_OWNER", "a test"));
        Process orphan = command.start();
        try {
            assertThat(Leftovers.of(List.of(jvm), Duration.ZERO))
                    .singleElement()
                    .satisfies(leak -> assertThat(leak.describe())
                            .matches("Left behind by a test: process %s \\(.*sleep 300\\), \\d+ s old\\."
                                    .formatted(orphan.pid())));
            assertThat(Leftovers.of(List.of(self), Duration.ZERO)).isEmpty();
        } finally {
            orphan.destroyForcibly();
        }
    }

    @Test
    void a_directory_is_found_by_the_process_id_of_its_jvm(@TempDir Path parent) throws IOException {
        Path directory = Files.createDirectory(parent.resolve(gone));
        Files.createDirectory(parent.resolve(JvmDirectory.nameFor(self)));

        assertThat(JvmDirectory.abandonedBy(List.of(jvm, self), parent)).containsExactly(directory);
        assertThat(JvmDirectory.abandonedBy(List.of(self), parent)).isEmpty();
        assertThat(JvmDirectory.abandonedBy(List.of(jvm), parent.resolve("none")))
                .isEmpty();
    }
}
