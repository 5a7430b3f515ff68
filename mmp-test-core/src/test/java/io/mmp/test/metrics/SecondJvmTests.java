package io.mmp.test.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.metrics.BusyTestCases.FlakyTestCase;
import io.mmp.test.metrics.BusyTestCases.HaltingTestCase;
import io.mmp.test.metrics.BusyTestCases.SkipRateTestCase;
import io.mmp.test.metrics.CountedTestCases.OutcomesTestCase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs tests in a JVM of their own and the guard in another, as a build does. */
@Tag("integration")
class SecondJvmTests {

    @TempDir
    Path directory;

    @Test
    void the_guard_passes_at_14_percent_skips() throws Exception {
        runTestsOfWhichAreSkipped(14);

        SecondJvm guard = SecondJvm.guard("--groups", "unit", directory.toString());

        assertThat(guard.output()).endsWith("All limits are kept.\n");
        assertThat(guard.code()).isZero();
    }

    @Test
    void the_guard_fails_at_15_percent_skips() throws Exception {
        runTestsOfWhichAreSkipped(15);

        SecondJvm guard = SecondJvm.guard("--groups", "unit", directory.toString());

        assertThat(guard.output()).endsWith("""
                        Group 'unit' skipped 15 of 100 tests (15.0 %), the limit is less than 15.0 %.
                        1 violation.
                        """);
        assertThat(guard.code()).isEqualTo(1);
    }

    @Test
    void the_guard_tells_a_flaky_from_a_failing_test() throws Exception {
        run(OutcomesTestCase.class, FlakyTestCase.class, FlakyTestCase.class);

        SecondJvm guard = SecondJvm.guard("--groups", "unit", "--max-skips", "50%", directory.toString());

        assertThat(guard.output())
                .containsPattern("\nunit +7 +3 +1 +1 +1 +1 +42\\.9 % +1 +1 ")
                .endsWith("""
                        Group 'unit' had 1 failed test, the limit is 0: %s > fails().
                        1 violation.
                        """.formatted(OutcomesTestCase.class.getName()));
        assertThat(guard.code()).isEqualTo(1);
    }

    @Test
    void the_guard_fails_on_time() throws Exception {
        runTestsOfWhichAreSkipped(0);

        SecondJvm guard = SecondJvm.guard("--groups", "unit", "--max-time", "unit=1ms", directory.toString());

        assertThat(guard.output()).containsPattern("\nGroup 'unit' took \\d+\\.\\d{3} s, the limit is 0\\.001 s\\.\n");
        assertThat(guard.code()).isEqualTo(1);
    }

    @Test
    void the_guard_fails_on_missing_groups() throws Exception {
        runTestsOfWhichAreSkipped(0);

        SecondJvm guard = SecondJvm.guard(directory.toString());

        assertThat(guard.output()).endsWith("""
                        Group 'integration' had 0 tests, the limit is at least 1.
                        Group 'e2e' had 0 tests, the limit is at least 1.
                        2 violations.
                        """);
        assertThat(guard.code()).isEqualTo(1);
    }

    @Test
    void the_guard_fails_on_a_leak() throws Exception {
        runTestsOfWhichAreSkipped(0);
        Files.writeString(
                directory.resolve("leaks.1.json"),
                "{\"schema\": 1, \"leaks\": [{\"what\": \"port 6379\", \"owner\": \"CacheTests\"}]}");

        SecondJvm guard = SecondJvm.guard("--groups", "unit", directory.toString());

        assertThat(guard.output()).endsWith("""
                        The tests left 1 thing behind, the limit is 0: port 6379 of CacheTests.
                        1 violation.
                        """);
        assertThat(guard.code()).isEqualTo(1);
    }

    @Test
    void the_guard_fails_on_a_jvm_that_died() throws Exception {
        SecondJvm.tests(directory, List.of(), HaltingTestCase.class);
        runTestsOfWhichAreSkipped(0);

        SecondJvm guard = SecondJvm.guard("--groups", "unit", directory.toString());

        assertThat(guard.output())
                .containsPattern("\n1 of 2 test JVMs died before the tests ended, the limit is 0: process \\d+ in \\Q"
                        + System.getProperty("user.dir") + "\\E\\.\n");
        assertThat(guard.code()).isEqualTo(1);
    }

    @Test
    void the_guard_refuses_a_directory_without_metrics() throws Exception {
        assertThat(SecondJvm.guard(directory.toString()))
                .isEqualTo(new SecondJvm(
                        2,
                        "No file tests.*.json is in %s. Was mmp.metrics.dir set when the tests ran?\n"
                                .formatted(directory)));
    }

    private void runTestsOfWhichAreSkipped(int percent) throws Exception {
        SecondJvm tests =
                SecondJvm.tests(directory, List.of("-Dmmp.test.metrics.skips=" + percent), SkipRateTestCase.class);
        assertThat(tests.code()).as(tests.output()).isZero();
    }

    private void run(Class<?>... testClasses) throws Exception {
        SecondJvm tests = SecondJvm.tests(directory, List.of(), testClasses);
        assertThat(tests.code()).as(tests.output()).isZero();
    }
}
