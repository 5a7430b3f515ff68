package io.mmp.test.examples.builds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.condition.EnabledIfExecutable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mvn -Pbenchmark test} runs each benchmark by, with a shell in place of Java. */
@Tag("integration")
@EnabledIfExecutable("sh")
class BenchmarkSummaryTests {

    @TempDir
    Path directory;

    @BeforeEach
    void take_a_copy() throws IOException {
        Files.createDirectory(directory.resolve(".ci"));
        Files.copy(Path.of("../.ci/measure"), directory.resolve(".ci/measure"));
    }

    @Test
    void times_ratios_and_what_is_missing_are_summed_up() throws Exception {
        assertThat(measure("-c", "echo table; echo 'ours : theirs = 2 : 1'", "io.mmp.test.load.FastBenchmark"))
                .isEqualTo("\n== core: FastBenchmark\ntable\nours : theirs = 2 : 1\nexit code 0");
        measure("-c", "echo 'Docker is not here.'", "io.mmp.test.DockerBenchmark");
        measure("-c", "echo measured; echo 'MLflow: not measured. No Python.'", "io.mmp.test.MlflowBenchmark");

        assertThat(measure("--summary"))
                .contains("core-FastBenchmark  ", " s\n    ours : theirs = 2 : 1\n")
                .contains("core-DockerBenchmark  ", "    Docker is not here.\n")
                .contains("core-MlflowBenchmark  ", " s\n    MLflow: not measured. No Python.\n")
                .doesNotContain("table")
                .endsWith("exit code 0");
    }

    @Test
    void one_that_fails_keeps_no_other_from_running_and_fails_the_summary() throws Exception {
        assertThat(measure("-c", "echo so far; exit 3", "io.mmp.test.BrokenBenchmark"))
                .endsWith("so far\nexit code 0");
        measure("-c", "echo 3.0x", "io.mmp.test.GoodBenchmark");

        assertThat(measure("--summary"))
                .contains("core-BrokenBenchmark  failed with code 3\n", "core-GoodBenchmark  ", "    3.0x\n")
                .endsWith("exit code 1");
    }

    private String measure(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", ".ci/measure"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("BENCHMARK_JAVA", "sh");
        builder.environment().put("BENCHMARK_MODULE", "core");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return output + "exit code " + process.waitFor();
    }
}
