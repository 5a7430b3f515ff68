package io.mmp.test.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
@EnabledIfSmallDisk
class SmallDiskTests {

    private static final long SIZE = 3 * 1024 * 1024 + 4096;

    @Test
    void a_disk_is_empty_and_has_its_size() {
        try (SmallDisk disk = SmallDisk.ofSize(SIZE)) {
            assertThat(disk.path()).isEmptyDirectory();
            assertThat(disk.freeBytes()).isEqualTo(SIZE);
            assertThat(disk).hasToString("disk of 3149824 bytes at " + disk.path());
        }
    }

    @Test
    void a_full_disk_takes_no_byte_until_it_is_freed() throws IOException {
        try (SmallDisk disk = SmallDisk.ofSize(SIZE)) {
            Path file = Files.writeString(disk.path().resolve("kept"), "kept");
            disk.fill();
            disk.fill();

            assertThat(disk.freeBytes()).isZero();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> Files.writeString(disk.path().resolve("new"), "x"))
                    .withMessageContaining("No space left on device");
            assertThat(file).hasContent("kept");

            disk.free();
            disk.free();
            assertThat(disk.freeBytes()).isEqualTo(SIZE - 4096);
            assertThat(Files.writeString(disk.path().resolve("new"), "x")).hasContent("x");
        }
    }

    @Test
    void a_disk_full_of_files_takes_no_further_one_but_bytes() throws IOException {
        try (SmallDisk disk = SmallDisk.ofSize(SIZE, 20)) {
            Path file = Files.writeString(disk.path().resolve("kept"), "kept");
            disk.fillFiles();
            disk.fillFiles();

            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> Files.createFile(disk.path().resolve("new")))
                    .withMessageContaining("No space left on device");
            assertThat(Files.write(file, new byte[100_000])).hasSize(100_000);

            disk.free();
            assertThat(Files.createFile(disk.path().resolve("new"))).exists();
        }
    }

    @Test
    void outages_fill_and_free_it() throws Exception {
        try (SmallDisk disk = SmallDisk.ofSize(SIZE, 20)) {
            for (Outage outage :
                    List.of(ProcessFaults.diskFull("store", disk), ProcessFaults.filesExhausted("store", disk))) {
                Path file = disk.path().resolve("file");
                outage.strike();
                assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> Files.writeString(file, "x"))
                        .withMessageContaining("No space left on device");
                Files.deleteIfExists(file);
                outage.mend();
                assertThat(Files.writeString(file, "x")).hasContent("x");
                Files.delete(file);
            }
            assertThat(ProcessFaults.diskFull("store", disk)).hasToString("disk of store full");
            assertThat(ProcessFaults.filesExhausted("store", disk)).hasToString("disk of store full of files");
        }
    }

    @Test
    void a_closed_disk_is_gone_also_while_something_is_open_there() throws IOException {
        SmallDisk disk = SmallDisk.ofSize(SIZE);
        try (BufferedReader open =
                Files.newBufferedReader(Files.writeString(disk.path().resolve("file"), "open"))) {
            disk.close();
            disk.close();
            assertThat(disk.path()).doesNotExist();
            assertThat(mounts()).doesNotContain(disk.path().toString());
            assertThat(open.readLine()).isEqualTo("open");
        }
    }

    /** What asks for its working directory, as a JVM does, gets a path by which its files are on the disk too. */
    @Test
    void a_process_that_runs_there_finds_its_files_by_their_absolute_paths() throws Exception {
        try (SmallDisk disk = SmallDisk.ofSize(SIZE)) {
            List<String> command = DiskMain.command("write-in-working-directory");
            Process process =
                    new ProcessBuilder(command).directory(disk.path().toFile()).start();
            assertThat(process.waitFor()).isZero();
            assertThat(disk.path().resolve("file")).hasContent("written");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait", "return", "halt"})
    void nothing_stays_mounted_however_the_jvm_ends(String ending, @TempDir Path temp) throws Exception {
        Path directory = Files.createDirectory(temp.resolve("a temp directory"));
        List<String> command = DiskMain.command(ending);
        command.add(1, "-Djava.io.tmpdir=" + directory);
        Process jvm = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path disk = Path.of(jvm.inputReader(UTF_8).readLine());
        if (ending.equals("wait")) {
            assertThat(disk.resolve("file")).hasContent("written");
            jvm.destroyForcibly();
        }
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(disk).doesNotExist();
            try (Stream<Path> files = Files.walk(temp)) {
                assertThat(files.filter(file -> file.toString().contains("jvm-")))
                        .isEmpty();
            }
            assertThat(mounts()).doesNotContain(disk.getFileName().toString());
            assertThat(holders(disk)).isEmpty();
        });
    }

    @Test
    void sizes_of_nothing_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmallDisk.ofSize(0))
                .withMessage("The size of a disk must be positive, but is 0 bytes.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmallDisk.ofSize(1, 1))
                .withMessage("A disk must have room for 2 files, but has it for 1.");
    }

    private static String mounts() throws IOException {
        return Files.readString(Path.of("/proc/self/mounts"));
    }

    private static List<String> holders(Path disk) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(command -> command.contains("mmp-test-disk " + disk.getParent()))
                .toList();
    }
}
