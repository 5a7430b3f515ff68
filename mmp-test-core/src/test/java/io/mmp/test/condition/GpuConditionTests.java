package io.mmp.test.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On programs that answer as those of a machine with GPUs do. */
@Tag("integration")
class GpuConditionTests {

    @TempDir
    Path bin;

    private final Map<String, String> environment = new HashMap<>();

    private Gpus find(String program, String script) throws IOException {
        Path file = bin.resolve(program);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        environment.put("PATH", bin.toString());
        return new GpuSearch(Duration.ofSeconds(2), environment).find();
    }

    @Test
    void the_memory_of_each_gpu_is_read() throws IOException {
        Gpus gpus = find("nvidia-smi", "echo 81559; echo 81559");

        assertThat(gpus).isEqualTo(new Gpus("nvidia-smi finds GPUs with [81559, 81559] MiB", List.of(81559L, 81559L)));
        assertThat(GpuCondition.judge(gpus, 2, 80_000).isDisabled()).isFalse();
        assertThat(GpuCondition.judge(gpus, 3, 0).getReason())
                .hasValue(
                        "[small-gpu] 3 with at least 0 MiB needed, but nvidia-smi finds GPUs with [81559, 81559] MiB");
        assertThat(GpuCondition.judge(gpus, 1, 81_560).getReason())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("[small-gpu] 1 with at least 81560 MiB"));
    }

    @Test
    void a_gpu_that_is_hidden_does_not_count() throws IOException {
        environment.put("CUDA_VISIBLE_DEVICES", "1");
        assertThat(find("nvidia-smi", "echo 1000; echo 2000").memoryMib()).containsExactly(2000L);
        environment.put("CUDA_VISIBLE_DEVICES", "1,5,0");
        assertThat(find("nvidia-smi", "echo 1000; echo 2000").memoryMib()).containsExactly(2000L);
        environment.put("CUDA_VISIBLE_DEVICES", "");
        assertThat(find("nvidia-smi", "echo 1000"))
                .isEqualTo(new Gpus("CUDA_VISIBLE_DEVICES hides all GPUs", List.of()));
    }

    @Test
    void a_driver_that_does_not_run_is_no_gpu() throws IOException {
        Gpus gpus = find("nvidia-smi", "echo 'NVIDIA-SMI has failed: 100 % of it'; exit 9");

        assertThat(GpuCondition.judge(gpus, 1, 0).getReason())
                .hasValue("[no-gpu] nvidia-smi finds none: NVIDIA-SMI has failed: 100 % of it");
    }

    @Test
    void a_driver_that_hangs_is_no_gpu_and_is_ended() throws IOException {
        long start = System.nanoTime();
        Gpus gpus = find("nvidia-smi", "sleep 321 & wait");

        assertThat(gpus.memoryMib()).isEmpty();
        assertThat(gpus.found()).endsWith("nounits' gave no answer within 2.0 s");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .noneMatch(process -> process.info().commandLine().orElse("").contains("sleep 321"));
    }

    @Test
    void the_memory_of_a_part_of_a_gpu_is_not_known() throws IOException {
        assertThat(find("nvidia-smi", "echo '[N/A]'").memoryMib()).containsExactly(0L);
    }

    @Test
    void a_gpu_of_amd_is_found() throws IOException {
        assertThat(find("rocm-smi", """
                        echo
                        echo 'device,VRAM Total Memory (B),VRAM Total Used Memory (B)'
                        echo 'card0,17163091968,12578816'""").memoryMib()).containsExactly(16368L);
    }

    @Test
    void a_test_is_skipped_with_a_code_or_fails_where_it_is_required() {
        environment.put("PATH", bin.toString());
        assumeTrue(
                new GpuSearch(Duration.ofSeconds(2), System.getenv())
                        .find()
                        .memoryMib()
                        .isEmpty(),
                "there is a GPU");

        assertThat(ConditionRun.of(GpuTestCase.class).skipped())
                .singleElement()
                .asString()
                .startsWith("[no-gpu] ");
        assertThat(ConditionRun.of(GpuTestCase.class, "mmp.gpu=required").failed())
                .singleElement()
                .asString()
                .startsWith("mmp.gpu is required. ");
        assertThat(ConditionRun.of(GpuTestCase.class, "mmp.gpu=off").skipped())
                .containsExactly("[gpu-off] mmp.gpu is off");
    }

    @Test
    void what_means_nothing_is_refused() {
        assertThat(ConditionRun.of(NoGpuTestCase.class).failed())
                .containsExactly(
                        "@EnabledIfGpu needs a count of at least 1 and no negative memory, not count = 0, memoryMib = 0");
    }

    @EnabledIfGpu
    static class GpuTestCase {
        @Test
        void runs() {}
    }

    @EnabledIfGpu(count = 0)
    static class NoGpuTestCase {
        @Test
        void runs() {}
    }
}
