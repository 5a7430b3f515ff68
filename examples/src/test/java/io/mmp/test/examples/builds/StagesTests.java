package io.mmp.test.examples.builds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.condition.EnabledIfExecutable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code .ci/stages} with a shell script in place of Maven, which prints what it was asked to do. */
@Tag("integration")
@EnabledIfExecutable("bash")
class StagesTests {

    @TempDir
    Path directory;

    @BeforeEach
    void take_a_copy() throws IOException {
        Files.createDirectory(directory.resolve(".ci"));
        Files.copy(Path.of("../.ci/stages"), directory.resolve(".ci/stages"));
        Path maven = Files.writeString(
                directory.resolve("mvn"),
                "#!/bin/sh\necho \"mvn $*\"\ncase \"$*\" in *\"-P$FAILING verify\") exit 7;; esac\n");
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void all_groups_run_in_their_order_if_none_fails() throws Exception {
        assertThat(stages("none")).isEqualTo("""
                mvn -B -ntp -q clean

                ==> unit
                mvn -B -ntp -o -Punit verify

                ==> integration
                mvn -B -ntp -o -Pintegration verify

                ==> e2e
                mvn -B -ntp -o -Pe2e verify
                exit code 0""");
    }

    @Test
    void a_group_that_fails_keeps_those_after_it_from_running() throws Exception {
        assertThat(stages("integration"))
                .endsWith("""
                mvn -B -ntp -o -Pintegration verify
                The group 'integration' has failed: those after it were not run.
                exit code 7""")
                .contains("-Punit verify")
                .doesNotContain("e2e");
        assertThat(stages("unit")).endsWith("""
                mvn -B -ntp -o -Punit verify
                The group 'unit' has failed: those after it were not run.
                exit code 7""").doesNotContain("integration", "e2e");
    }

    private String stages(String failing) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", ".ci/stages", "-o")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().put("FAILING", failing);
        builder.environment().merge("PATH", directory.toString(), (path, ours) -> ours + File.pathSeparator + path);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return output + "exit code " + process.waitFor();
    }
}
