package io.mmp.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class MountsTests {

    @Test
    void mount_points_below_a_directory_are_found_by_their_whole_names() {
        String mounts = """
                tmpfs /a\\040b/disk tmpfs rw 0 0
                tmpfs /a\\040b tmpfs rw 0 0
                tmpfs /a\\040b-other/disk tmpfs rw 0 0
                tmpfs /a\\040b/back\\134slash tmpfs rw 0 0
                odd
                """;
        assertThat(Mounts.below(Path.of("/a b"), mounts)).containsExactly("/a b/disk", "/a b/back\\slash");
    }

    /** What cleans up after a JVM may have been killed with it. */
    @Test
    void a_disk_that_a_jvm_has_left_mounted_is_taken_away_by_the_next_one(@TempDir Path temp) throws Exception {
        assumeThat(ProcessPath.current()).as("mounts are Linux'").isEqualTo(ProcessPath.LINUX);
        String gone = JvmDirectory.nameFor(ProcessHandle.current().pid()).replaceAll("-\\d+-(\\d+)$", "-99999999-$1");
        Path disk = Files.createDirectories(temp.resolve(gone).resolve("a disk"));
        assumeThat(exitCode("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()))
                .as("a disk can be mounted")
                .isZero();

        JvmDirectory.removeLeftovers(temp);

        assertThat(temp).isEmptyDirectory();
    }

    private static int exitCode(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
