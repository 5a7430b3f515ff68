package io.mmp.test.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuReadingTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    Path root;

    @Test
    void the_machine_s_pressure_and_the_share_of_others_are_differences_of_two_readings() throws IOException {
        write("proc/pressure/cpu", "some avg10=0.00 avg60=0.00 avg300=0.00 total=1000000\nfull avg10=0 total=7\n");
        write(
                "proc/stat",
                "cpu  100 0 100 5000 3 0 0 0 0 0\ncpu0 50 0 0 0 0 0 0 0 0 0\ncpu1 50 0 0 0 0 0 0 0 0 0\nintr 1\n");
        write("proc/loadavg", "3.00 2.00 1.00 1/2 3\n");
        CpuReading before = CpuReading.below(root);
        write("proc/pressure/cpu", "some avg10=0.00 avg60=0.00 avg300=0.00 total=1600000\n");
        write("proc/stat", "cpu  200 10 110 5080 3 1 2 7 0 0\ncpu0 1\ncpu1 1\n");
        CpuPressure pressure = CpuReading.between(before, CpuReading.below(root), SECOND, Duration.ofMillis(300));

        // 1.3 s of 2 s were used, 0.3 s of them by this JVM.
        assertThat(pressure).isEqualTo(new CpuPressure(0.6, 0.5, Double.NaN, 1.5));
        assertThat(pressure.isHigh()).isTrue();
        assertThat(pressure)
                .hasToString("tasks waited for a CPU in 60 % of the time, other processes used 50 % of the CPUs");
    }

    @Test
    void the_control_group_is_asked_before_the_machine() throws IOException {
        write("proc/self/cgroup", "0::/work.slice/job\n");
        write("proc/pressure/cpu", "some avg10=0.00 avg60=0.00 avg300=0.00 total=5\n");
        write("sys/fs/cgroup/work.slice/job/cpu.pressure", "some avg10=0.00 avg60=0.00 avg300=0.00 total=42\n");
        write("sys/fs/cgroup/work.slice/job/cpu.stat", "usage_usec 1\nnr_throttled 2\nthrottled_usec 250\n");
        CpuReading reading = CpuReading.below(root);
        assertThat(reading.waitMicros()).hasValue(42);
        assertThat(reading.throttledNanos()).hasValue(250_000);
    }

    @Test
    void the_older_control_groups_count_nanoseconds() throws IOException {
        write("proc/self/cgroup", "4:memory:/x\n3:cpu,cpuacct:/job\n0::/\n");
        write("sys/fs/cgroup/cpu,cpuacct/job/cpu.stat", "nr_periods 0\nnr_throttled 0\nthrottled_time 77\n");
        assertThat(CpuReading.below(root).throttledNanos()).hasValue(77);
        assertThat(CpuReading.below(root).waitMicros()).isEmpty();
    }

    @Test
    void without_the_group_s_own_directory_its_root_is_read() throws IOException {
        write("proc/self/cgroup", "0::/not/mounted/here\n1:cpu:/gone\n");
        write("sys/fs/cgroup/cpu.pressure", "some avg10=0.00 avg60=0.00 avg300=0.00 total=9\n");
        write("sys/fs/cgroup/cpu/cpu.stat", "throttled_time 5\n");
        assertThat(CpuReading.below(root).waitMicros()).hasValue(9);
        assertThat(CpuReading.below(root).throttledNanos()).hasValue(5);
    }

    @Test
    void a_system_that_tells_nothing_is_unknown_and_not_busy() {
        CpuReading nothing = CpuReading.below(root);
        CpuPressure pressure = CpuReading.between(nothing, nothing, SECOND, SECOND);
        assertThat(pressure).isEqualTo(CpuPressure.UNKNOWN);
        assertThat(pressure.isHigh()).isFalse();
        assertThat(pressure).hasToString("the machine does not tell who else used its CPUs");
        assertThat(CpuReading.between(nothing, nothing, Duration.ZERO, SECOND)).isEqualTo(CpuPressure.UNKNOWN);
    }

    @Test
    void damaged_files_are_as_if_they_were_not_there() throws IOException {
        write("proc/pressure/cpu", "some total=\n");
        write("proc/stat", "cpu 1 2\n");
        write("proc/loadavg", "٣.٥\n");
        write("proc/self/cgroup", "::\nx\n0::\n");
        CpuReading nothing = CpuReading.below(root);
        assertThat(CpuReading.between(nothing, nothing, SECOND, SECOND)).isEqualTo(CpuPressure.UNKNOWN);
    }

    @Test
    void without_stall_information_the_load_average_counts() {
        assertThat(new CpuPressure(Double.NaN, 0.5, Double.NaN, 1.2).isHigh()).isTrue();
        assertThat(new CpuPressure(Double.NaN, 0.5, Double.NaN, 0.9).isHigh()).isFalse();
        assertThat(new CpuPressure(Double.NaN, 0.05, Double.NaN, 5).isHigh()).isFalse();
        assertThat(new CpuPressure(Double.NaN, Double.NaN, Double.NaN, 1.25))
                .hasToString("the load average was 1.25 for each CPU");
    }

    @Test
    void waiting_for_one_s_own_threads_is_no_neighbour_and_a_quota_is() {
        assertThat(new CpuPressure(0.9, 0.02, 0, 4).isHigh()).isFalse();
        assertThat(new CpuPressure(0.0, 0.02, 0.5, 0).isHigh()).isTrue();
        assertThat(new CpuPressure(0.0, 0.02, 0.5, 0))
                .hasToString(
                        "tasks waited for a CPU in 0 % of the time, other processes used 2 % of the CPUs, the CPU quota held it back in 50 % of the time");
    }

    @Test
    void an_undisturbed_time_is_never_below_what_was_computed_nor_above_what_it_took() {
        Duration none = Duration.ZERO;
        assertThat(new CpuPressure(0.75, 0.9, 0, 4).undisturbed(SECOND, none, none))
                .isEqualTo(Duration.ofMillis(250));
        assertThat(new CpuPressure(1, 0.9, 0, 4).undisturbed(SECOND, Duration.ofMillis(400), none))
                .isEqualTo(Duration.ofMillis(400));
        assertThat(new CpuPressure(0.5, 0.9, 0.7, 4).undisturbed(SECOND, none, none))
                .isZero();
        assertThat(CpuPressure.UNKNOWN.undisturbed(SECOND, Duration.ofSeconds(9), none))
                .isEqualTo(SECOND);
    }

    @Test
    void rounds_are_weighted_by_their_time() {
        assertThat(CpuPressure.mean(
                        java.util.List.of(new CpuPressure(0, 0, 0, 1), new CpuPressure(1, 0.5, 0, 2)),
                        java.util.List.of(3.0, 1.0)))
                .isEqualTo(new CpuPressure(0.25, 0.125, 0, 1.25));
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
