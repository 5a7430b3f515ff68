package io.mmp.test.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.metrics.TestCases.HaltingTestCase;
import io.mmp.test.metrics.TestCases.OutcomesTestCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs tests in JVMs of their own. */
class SecondJvmTests {

    @TempDir
    Path directory;

    @Test
    void a_system_property_turns_metrics_on() throws Exception {
        run(OutcomesTestCase.class);

        JvmMetrics metrics = onlyFile();
        assertThat(metrics.finished()).isTrue();
        assertThat(Counts.of(metrics.tests())).isEqualTo(new Counts(1, 1, 1, 1, 1, 0, 0));
    }

    @Test
    void a_jvm_that_dies_leaves_a_file_that_says_so() throws Exception {
        run(HaltingTestCase.class);

        JvmMetrics metrics = onlyFile();
        assertThat(metrics.finished()).isFalse();
        assertThat(metrics.tests()).isEmpty();
    }

    private void run(Class<?> testClass) throws IOException, InterruptedException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D" + GroupMetricsListener.DIRECTORY + "=" + directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        TestRun.class.getName(),
                        testClass.getName())
                .inheritIO()
                .start();
        assertThat(jvm.waitFor()).isZero();
    }

    private JvmMetrics onlyFile() throws IOException {
        List<Path> files = TestRun.filesIn(directory);
        assertThat(files).hasSize(1);
        return JvmMetrics.read(files.get(0));
    }
}
