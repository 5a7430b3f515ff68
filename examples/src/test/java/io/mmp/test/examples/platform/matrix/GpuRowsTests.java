package io.mmp.test.examples.platform.matrix;

import static io.mmp.test.measure.MeasureAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmp.test.condition.EnabledIfGpu;
import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.checklist.NegativeControl;
import io.mmp.test.measure.PairedMeasurement;
import io.mmp.test.measure.Rounds;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * N3: the same training on a GPU and on the CPU, in turns.
 *
 * <p>The training is the command in the system property {@code matrix.training}, which is called with {@code gpu} and with {@code cpu}: a frame of GPU programs
 * is some gigabytes, and nothing for a library of tests to install.
 */
@Tag("e2e")
class GpuRowsTests {

    private static final double FACTOR = 2;

    @Test
    @EnabledIfGpu
    @ChecklistItem("N3")
    void a_training_on_the_gpu_takes_less_than_half_of_its_time_on_the_cpu(TestReporter reporter) {
        String command = System.getProperty("matrix.training", "");
        assumeTrue(!command.isBlank(), "[no-gpu-training] matrix.training names no training");
        List<String> training = List.of(command.strip().split("\\s+"));

        PairedMeasurement pair = Rounds.of(5)
                .withWarmUp(1)
                .runPaired("on the GPU", () -> run(training, "gpu"), "on the CPU", () -> run(training, "cpu"));

        reporter.publishEntry(ChecklistItem.FIGURE, pair.toString());
        assertThat(pair).isFasterByFactor(FACTOR);
    }

    /** The judgement itself, on programs of a ratio that is known: it accepts a sixth of the work, where the machine lets it. */
    @Test
    void a_sixth_of_the_work_is_faster_by_two() {
        PairedMeasurement pair =
                Rounds.of(5).withWarmUp(1).runPaired("a sixth", () -> compute(1), "the whole", () -> compute(6));

        assertThat(pair).usingSkipsForInconclusive().isFasterByFactor(FACTOR);
    }

    @Test
    @NegativeControl("N3")
    void a_training_that_takes_as_long_on_both_is_found() {
        PairedMeasurement pair =
                Rounds.of(5).withWarmUp(1).runPaired("on one", () -> compute(2), "on another", () -> compute(2));

        assertThatThrownBy(() -> assertThat(pair).isFasterByFactor(FACTOR))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("'on one' should be faster than 'on another' by the factor 2. ");
    }

    private static void run(List<String> training, String device) throws IOException, InterruptedException {
        int code = new ProcessBuilder(
                        Stream.concat(training.stream(), Stream.of(device)).toList())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        assertThat(code).as("exit code of the training on %s", device).isZero();
    }

    /** Multiply matrices, which is what a training does. */
    private static void compute(int times) {
        double[] sum = new double[200 * 200];
        for (int time = 0; time < times; time++) {
            for (int i = 0; i < 200; i++) {
                for (int k = 0; k < 200; k++) {
                    for (int j = 0; j < 200; j++) {
                        sum[i * 200 + j] += (i + k) * 0.5 * (k - j);
                    }
                }
            }
        }
        assertThat(sum[1]).isNotNaN();
    }
}
