package io.mmp.test.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.metrics.BusyTestCases.FlakyTestCase;
import io.mmp.test.metrics.CountedTestCases.OutcomesTestCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("reads what the JVM logs")
class ListenerConfigurationTests {

    @TempDir
    Path directory;

    @Test
    void nothing_is_written_unless_a_directory_is_configured() throws IOException {
        TestRun.execute(Map.of(GroupMetricsListener.DIRECTORY, " "), OutcomesTestCase.class);

        assertThat(TestRun.filesIn(directory)).isEmpty();
    }

    @Test
    void a_directory_that_cannot_be_written_is_told_and_does_not_break_the_run() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        List<String> warnings = warningsOf(Map.of(GroupMetricsListener.DIRECTORY, file.toString()));

        assertThat(warnings)
                .hasSize(2)
                .allSatisfy(warning -> assertThat(warning)
                        .startsWith("File %s/tests.".formatted(file))
                        .endsWith(".json could not be written (java.nio.file.FileAlreadyExistsException: %s); "
                                        .formatted(file)
                                + "MetricsGuard will not know the tests of this JVM"));
        assertThat(file).isEmptyFile();
    }

    @Test
    void a_group_that_cannot_be_named_is_told_and_does_not_break_the_run() throws IOException {
        List<String> warnings = warningsOf(Map.of(
                GroupMetricsListener.DIRECTORY, directory.toString(), GroupMetricsListener.GROUPS, "unit,../e2e"));

        assertThat(warnings)
                .containsExactly("No metrics are written: '../e2e' cannot be the name of a group: "
                        + "use letters, digits, '-' and '_', but not 'total'");
        assertThat(TestRun.filesIn(directory)).isEmpty();
    }

    /** Run a test class to its end and return what was logged meanwhile, by JUnit too. */
    private static List<String> warningsOf(Map<String, String> parameters) {
        List<String> warnings = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord message) {
                if (message.getLevel().intValue() >= Level.WARNING.intValue()) {
                    warnings.add(message.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        FlakyTestCase.ATTEMPTS.set(0);
        try {
            TestRun.execute(parameters, FlakyTestCase.class);
        } finally {
            root.removeHandler(handler);
        }
        assertThat(FlakyTestCase.ATTEMPTS).hasValue(1);
        return warnings;
    }
}
