package io.mmp.test.measure;

import static io.mmp.test.measure.MeasureAssertions.assertThat;
import static io.mmp.test.measure.Measured.times;
import static io.mmp.test.measure.Measured.walls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class MeasurementBaselineTests {

    private static final double[] SECONDS = {1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009};

    @TempDir
    Path directory;

    private Path file;
    private Baseline baseline;

    @BeforeEach
    void name() {
        file = directory.resolve("baselines/training.json");
        baseline = Baseline.at(file);
    }

    @Test
    void the_same_again_passes_and_what_is_slower_fails() {
        baseline.record(walls(SECONDS).measurement());
        assertThat(walls(SECONDS).measurement()).isNoSlowerThan(baseline);
        Measurement slower = walls(times(10, 1200)).measurement();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(slower).isNoSlowerThan(baseline))
                .withMessageContaining(
                        "The location of 10 wall times is 196 ms above that of 10 wall times of the baseline, at least ")
                .withMessageContaining(" with 98.3 % confidence: above 100 ms.")
                .withMessageContaining("The location of 10 CPU times is ");
        assertThat(slower).isNoSlowerThan(baseline.withTolerance(0.3));
    }

    @Test
    void few_rounds_are_inconclusive() {
        baseline.record(walls(1000).measurement());
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(walls(1000).measurement()).isNoSlowerThan(baseline))
                .withMessageStartingWith("%nInconclusive: The location of 1 wall time is 0 ms above ".formatted());
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> assertThat(walls(1000).measurement())
                        .usingSkipsForInconclusive()
                        .isNoSlowerThan(baseline));
    }

    @Test
    void a_neighbour_is_no_regression() {
        baseline.record(walls(SECONDS).measurement());
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(walls(times(10, 2000)).busy(0.5).measurement())
                        .isNoSlowerThan(baseline))
                .withMessageStartingWith("%nInconclusive: The location of 10 wall times is ".formatted())
                .withMessageContaining(
                        "But the machine was busy: tasks waited for a CPU in 90 % of the time, other processes used 85 % of the CPUs. Without that the median would have been from 1 s to 2 s.");
    }

    @Test
    void a_regression_beside_a_neighbour_is_one() {
        baseline.record(walls(SECONDS).measurement());
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(walls(times(10, 4000)).busy(0.5).measurement())
                        .isNoSlowerThan(baseline))
                .withMessageStartingWith("%nThe location of 10 wall times is ".formatted());
    }

    @Test
    void it_is_written_only_when_asked_for() throws IOException {
        Measurement measurement = walls(SECONDS).measurement();
        assertThatExceptionOfType(MeasureException.class)
                .isThrownBy(() -> assertThat(measurement).isNoSlowerThan(baseline))
                .withMessage("The baseline %s does not exist. Write it with -Dmmp.measure.baseline=update.", file);
        assertThat(file).doesNotExist();
        updating("update", () -> assertThat(measurement).isNoSlowerThan(baseline));
        String written = Files.readString(file);
        assertThat(measurement).isNoSlowerThan(baseline);
        assertThat(file).hasContent(written);
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
        assertThatExceptionOfType(MeasureException.class)
                .isThrownBy(() -> updating("yes", () -> assertThat(measurement).isNoSlowerThan(baseline)))
                .withMessage("mmp.measure.baseline is update or nothing, but is 'yes'.");
    }

    @Test
    void measurements_of_other_names_and_machines_stay() {
        Baseline other = baseline.withMachine(machine("cores", "64"));
        other.record(named("a", 1));
        baseline.record(named("a", 2));
        baseline.record(named("b", 3));
        baseline.record(named("a", 4));
        BaselineFile read = BaselineFile.read(file);
        assertThat(read.machines()).containsOnlyKeys(Machine.here(), machine("cores", "64"));
        assertThat(read.machines().get(Machine.here()))
                .containsOnlyKeys("a", "b")
                .hasEntrySatisfying(
                        "a", recorded -> assertThat(recorded.wallMillis()).containsExactly(4.0));
        assertThat(read.machines().get(machine("cores", "64")))
                .hasEntrySatisfying(
                        "a", recorded -> assertThat(recorded.wallMillis()).containsExactly(1.0));
    }

    @Test
    void a_name_that_is_missing_is_an_error() {
        baseline.record(named("a", 1));
        baseline.record(named("b", 1));
        assertThatExceptionOfType(MeasureException.class)
                .isThrownBy(() -> assertThat(named("c", 1)).isNoSlowerThan(baseline))
                .withMessage(
                        "The baseline %s has no measurement 'c' of this machine; it has a, b. Write it with -Dmmp.measure.baseline=update.",
                        file);
    }

    @Test
    void another_machine_is_not_compared_but_named() {
        baseline.withMachine(machine("cores", "64")).record(walls(SECONDS).measurement());
        Measurement slower = walls(times(10, 9000)).measurement();
        String reason =
                "The baseline %s does not know this machine: cores is %s here, 64 there. 'training' was not compared. Write that of this machine with -Dmmp.measure.baseline=update, or say so by withUnknownMachine."
                        .formatted(file, Machine.here().properties().get("cores"));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(slower).isNoSlowerThan(baseline))
                .withMessage(System.lineSeparator() + "Inconclusive: " + reason);
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(
                        () -> assertThat(slower).isNoSlowerThan(baseline.withUnknownMachine(UnknownMachine.IS_SKIPPED)))
                .withMessage(reason);
        assertThat(slower).isNoSlowerThan(baseline.withUnknownMachine(UnknownMachine.IS_RECORDED));
        assertThat(BaselineFile.read(file).machines()).hasSize(2);
    }

    @Test
    void other_threads_are_other_figures() {
        baseline.record(walls(SECONDS).measurement());
        Measurement calling = Rounds.of(1).withThreads(MeasuredThreads.CALLING).run("training", () -> {});
        assertThatExceptionOfType(MeasureException.class)
                .isThrownBy(() -> assertThat(calling).isNoSlowerThan(baseline))
                .withMessage(
                        "The baseline %s has a measurement 'training' of threads ALL, but this one is of threads CALLING. Measure the same, or write it again with -Dmmp.measure.baseline=update.",
                        file);
    }

    @Test
    void what_has_no_rounds_is_neither_recorded_nor_compared() {
        Measurement none = walls().measurement();
        assertThatExceptionOfType(MeasureException.class)
                .isThrownBy(() -> baseline.record(none))
                .withMessage("A baseline cannot be recorded: no round of training was measured.");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(none).isNoSlowerThan(baseline))
                .withMessageContaining("Expecting figures to compare, but no round of training was measured.");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void a_tolerance_is_a_share(double tolerance) {
        assertThatExceptionOfType(MeasureException.class)
                .isThrownBy(() -> baseline.withTolerance(tolerance))
                .withMessage(
                        "The tolerance must be a number from 0 on, such as 0.1 for 10 %, but is " + tolerance + ".");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"io.mmp.test.measure.baseline/1\" | \"x/2\" | has schema 'x/2', but this version reads 'io.mmp.test.measure.baseline/1'.",
                "\"machines\" | \"machine\" | the file has an unknown 'machine'.",
                "\"cores\" | \"core\" | machines[0].machine has an unknown 'core'.",
                "\"wallMillis\" | \"wall\" | machines[0].measurements.training has an unknown 'wall'.",
                "1.0 | \"NaN\" | machines[0].measurements.training.wallMillis must be a list of numbers from 0 on, but is NaN.",
                "1.0 | -1 | machines[0].measurements.training.wallMillis must be a list of numbers from 0 on, but is -1.",
                "1.0 | 1e999 | machines[0].measurements.training.wallMillis must be a list of numbers from 0 on, but is 1E+999.",
                "1.0 | 1, 2 | machines[0].measurements.training must be of as many rounds in each list, but is 2, 2 and 1.",
                "\"ALL\" | \"SOME\" | machines[0].measurements.training.threads must be ALL or CALLING, but is SOME.",
                "\"ALL\" | null | machines[0].measurements.training.threads must be a string, but is missing.",
                "{ | [ | is not JSON: expected",
            })
    void a_damaged_file_says_where(String text, String damaged, String message) throws IOException {
        baseline.record(walls(1).measurement());
        Files.writeString(file, Files.readString(file).replace(text, damaged));
        String before = Files.readString(file);
        assertThatExceptionOfType(MeasureException.class)
                .isThrownBy(() -> assertThat(walls(1).measurement()).isNoSlowerThan(baseline))
                .withMessageStartingWith("The baseline " + file)
                .withMessageContaining(message);
        // It may have what nobody can measure again.
        assertThatExceptionOfType(MeasureException.class).isThrownBy(() -> baseline.record(walls(1).measurement()));
        assertThat(file).hasContent(before);
    }

    @Test
    void a_file_that_cannot_be_written_is_an_error() throws IOException {
        Files.writeString(directory.resolve("baselines"), "a file, no directory");
        assertThatExceptionOfType(MeasureException.class)
                .isThrownBy(() -> baseline.record(walls(1).measurement()))
                .withMessageStartingWith("The baseline %s cannot be written (", file);
    }

    @Test
    void threads_that_record_at_once_lose_nothing() throws InterruptedException {
        List<Thread> threads = new ArrayList<>(IntStream.range(0, 8)
                .mapToObj(i -> new Thread(() -> baseline.record(named("m" + i, i + 1))))
                .toList());
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(BaselineFile.read(file).machines().get(Machine.here())).hasSize(8);
    }

    private static Measurement named(String name, double millis) {
        return new Measurement(
                name, MeasuredThreads.ALL, walls(millis).measurement().rounds());
    }

    private static Machine machine(String property, String value) {
        Map<String, String> properties = new LinkedHashMap<>(Machine.here().properties());
        properties.put(property, value);
        return new Machine(properties);
    }

    private static void updating(String value, Runnable task) {
        System.setProperty("mmp.measure.baseline", value);
        try {
            task.run();
        } finally {
            System.clearProperty("mmp.measure.baseline");
        }
    }
}
