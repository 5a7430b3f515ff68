package io.mmp.test.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends a second JVM in every way there is and counts what its group leaves behind. */
@Tag("integration")
class ServiceGroupCleanupTests {

    @TempDir
    Path temp;

    private final String mark = UUID.randomUUID().toString();

    /** A proxy's thread must not keep a JVM alive either. */
    @ParameterizedTest
    @ValueSource(strings = {"close", "return", "exit", "halt", "kill"})
    void nothing_survives_a_jvm_that_ends_by(String ending) throws Exception {
        Path output = temp.resolve("output");
        Process owner = new ProcessBuilder(PartMain.command(GroupOwnerMain.class, ending, mark))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(output).contains("ready") || !owner.isAlive());
        if (ending.equals("kill")) {
            assertThat(marked()).hasSizeGreaterThanOrEqualTo(2);
            owner.destroyForcibly();
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> !owner.isAlive());
        assertThat(Files.readString(output)).contains("ready");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(marked()).isEmpty());
    }

    @Test
    void a_group_of_processes_needs_neither_testcontainers_nor_yaml() throws Exception {
        List<String> command = new ArrayList<>(List.of(PartMain.command(GroupOwnerMain.class, "close", mark)));
        command.set(
                command.indexOf("-cp") + 1,
                Pattern.compile(File.pathSeparator)
                        .splitAsStream(System.getProperty("java.class.path"))
                        .filter(entry -> !entry.matches(".*(testcontainers|docker-java|snakeyaml).*\\.jar"))
                        .collect(Collectors.joining(File.pathSeparator)));
        Path output = temp.resolve("output");
        Process owner = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(owner.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(output))
                .contains("ready")
                .contains(
                        "Compose files are read by org.snakeyaml:snakeyaml-engine, and run by org.testcontainers:testcontainers, but org/")
                .contains(" is not there: add it to the test class path.");
        assertThat(owner.exitValue()).isZero();
    }

    /** The processes that have our mark in their environment, found without any help of the code under test. */
    private List<String> marked() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> read(process.resolve("environ")).contains("MMP_GROUP_MARK=" + mark))
                    .map(Path::toString)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), UTF_8);
        } catch (IOException gone) {
            return "";
        }
    }
}
