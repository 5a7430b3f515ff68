package io.mmp.test.metrics;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mmp.test.metrics.BusyTestCases.FlakyAfterAllTestCase;
import io.mmp.test.metrics.BusyTestCases.FlakyTestCase;
import io.mmp.test.metrics.BusyTestCases.ParallelTestCase;
import io.mmp.test.metrics.BusyTestCases.ReportingTestCase;
import io.mmp.test.metrics.BusyTestCases.StrangeNamesTestCase;
import io.mmp.test.metrics.CountedTestCases.AfterAllFailsTestCase;
import io.mmp.test.metrics.CountedTestCases.BeforeAllAbortsTestCase;
import io.mmp.test.metrics.CountedTestCases.BeforeAllFailsTestCase;
import io.mmp.test.metrics.CountedTestCases.DisabledTestCase;
import io.mmp.test.metrics.CountedTestCases.InvocationsTestCase;
import io.mmp.test.metrics.CountedTestCases.OutcomesTestCase;
import io.mmp.test.metrics.CountedTestCases.TaggedTestCase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupMetricsListenerTests {

    @TempDir
    Path directory;

    @Test
    void each_outcome_is_told_with_its_reason() throws IOException {
        JvmMetrics metrics = TestRun.of(directory, OutcomesTestCase.class);

        String type = OutcomesTestCase.class.getName();
        assertThat(metrics.tests())
                .extracting(TestResult::test, TestResult::outcome, TestResult::reason)
                .containsExactlyInAnyOrder(
                        tuple(type + " > passes()", Outcome.PASSED, ""),
                        tuple(type + " > fails()", Outcome.FAILED, "1 is not 2"),
                        tuple(type + " > aborts()", Outcome.ABORTED, "no licence"),
                        tuple(type + " > is_disabled()", Outcome.DISABLED, "issue 12"),
                        tuple(
                                type + " > is_skipped()",
                                Outcome.SKIPPED,
                                "System property [mmp.test.metrics.absent] does not exist ==> no GPU"));
        assertThat(metrics.finished()).isTrue();
        assertThat(metrics.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(metrics.directory()).isEqualTo(System.getProperty("user.dir"));
    }

    @Test
    void the_file_sums_up_each_group() throws IOException {
        TestRun.of(directory, OutcomesTestCase.class);

        Tree file = Tree.read(TestRun.filesIn(directory).get(0), "io.mmp.test.metrics.jvm/1");
        Tree unit = file.optional("groups").orElseThrow().optional("unit").orElseThrow();
        assertThat(unit.members().get("tests")).hasToString("5");
        assertThat(unit.members().get("skipRate")).hasToString("0.6");
        assertThat(unit.list("skipReasons"))
                .extracting(skip -> skip.text("code"))
                .containsExactly("aborted", "disabled", "skipped");
        assertThat(unit.list("slowest")).hasSize(5);
    }

    @Test
    void a_disabled_class_counts_what_can_be_known_of_its_tests() throws IOException {
        assertThat(TestRun.of(directory, DisabledTestCase.class).tests())
                .hasSize(3)
                .allSatisfy(test -> assertThat(test)
                        .extracting(TestResult::outcome, TestResult::reason)
                        .containsExactly(Outcome.DISABLED, "rewritten later"));
    }

    @Test
    void a_failure_before_all_fails_each_test_in_its_own_group() throws IOException {
        assertThat(TestRun.of(directory, BeforeAllFailsTestCase.class).tests())
                .extracting(TestResult::group, TestResult::outcome, TestResult::reason)
                .containsExactlyInAnyOrder(
                        tuple("integration", Outcome.FAILED, "port 5432 is in use"),
                        tuple("e2e", Outcome.FAILED, "port 5432 is in use"),
                        tuple("integration", Outcome.FAILED, "port 5432 is in use"));
    }

    @Test
    void an_assumption_before_all_aborts_each_test() throws IOException {
        assertThat(TestRun.of(directory, BeforeAllAbortsTestCase.class).tests())
                .extracting(TestResult::outcome, TestResult::reason)
                .containsExactly(tuple(Outcome.ABORTED, "no Docker"), tuple(Outcome.ABORTED, "no Docker"));
    }

    @Test
    void a_failure_after_all_counts_as_one_failed_test() throws IOException {
        String type = AfterAllFailsTestCase.class.getName();
        assertThat(TestRun.of(directory, AfterAllFailsTestCase.class).tests())
                .extracting(TestResult::test, TestResult::outcome, TestResult::reason)
                .containsExactly(
                        tuple(type + " > one()", Outcome.PASSED, ""), tuple(type, Outcome.FAILED, "still running"));
    }

    @Test
    void invocations_count_and_their_method_counts_only_if_it_breaks() throws IOException {
        Map<String, Outcome> outcomes = TestRun.of(directory, InvocationsTestCase.class).tests().stream()
                .collect(toMap(
                        test -> test.test().replace(InvocationsTestCase.class.getName() + " > ", ""),
                        TestResult::outcome));

        assertThat(outcomes)
                .containsOnly(
                        Map.entry("parameterized(int) > 1 is even", Outcome.FAILED),
                        Map.entry("parameterized(int) > 2 is even", Outcome.PASSED),
                        Map.entry("parameterized(int) > 4 is even", Outcome.PASSED),
                        Map.entry("repeated() > repetition 1 of 2", Outcome.PASSED),
                        Map.entry("repeated() > repetition 2 of 2", Outcome.PASSED),
                        Map.entry("dynamic() > a", Outcome.PASSED),
                        Map.entry("dynamic() > b", Outcome.FAILED),
                        Map.entry("without_arguments(int)", Outcome.FAILED),
                        Map.entry("breaking() > 1 / 1", Outcome.PASSED),
                        Map.entry("breaking()", Outcome.FAILED));
    }

    @Test
    void the_heaviest_tag_makes_the_group() throws IOException {
        assertThat(TestRun.of(directory, TaggedTestCase.class).tests())
                .extracting(test -> test.test().substring(test.test().lastIndexOf("> ") + 2), TestResult::group)
                .containsExactlyInAnyOrder(
                        tuple("inherits()", "integration"),
                        tuple("adds_a_heavier_one()", "e2e"),
                        tuple("adds_a_lighter_one()", "integration"),
                        tuple("inherits_from_outside()", "integration"),
                        tuple("made", "integration"));
    }

    @Test
    void groups_can_be_named_and_the_first_takes_the_untagged() throws IOException {
        Map<String, String> parameters = Map.of(
                GroupMetricsListener.DIRECTORY, directory.toString(), GroupMetricsListener.GROUPS, "other, slow,e2e");

        assertThat(TestRun.of(parameters, directory, TaggedTestCase.class).tests())
                .extracting(TestResult::group)
                .containsExactlyInAnyOrder("other", "e2e", "other", "slow", "slow");
    }

    @Test
    void waits_that_tests_report_are_summed_up() throws IOException {
        JvmMetrics metrics = TestRun.of(directory, ReportingTestCase.class);

        assertThat(metrics.times().get("unit"))
                .extracting(Times::lockWait, Times::containerStart)
                .containsExactly(Duration.ofMillis(324), Duration.ofMillis(1500));
        assertThat(metrics.tests()).extracting(TestResult::lockWait).containsExactly(Duration.ofMillis(304));
    }

    @Test
    void a_test_that_is_run_again_counts_once_by_its_last_attempt() throws IOException {
        FlakyTestCase.ATTEMPTS.set(0);
        TestRun.of(directory, FlakyTestCase.class);
        JvmMetrics metrics = TestRun.of(directory, FlakyTestCase.class);

        assertThat(Counts.of(metrics.tests())).isEqualTo(new Counts(2, 0, 0, 0, 0, 1, 1));
        assertThat(metrics.tests())
                .filteredOn(TestResult::isFlaky)
                .extracting(TestResult::test)
                .containsExactly(FlakyTestCase.class.getName() + " > flickers()");
    }

    @Test
    void a_class_that_could_be_torn_down_in_the_end_counts_as_flaky() throws IOException {
        FlakyAfterAllTestCase.ATTEMPTS.set(0);
        TestRun.of(directory, FlakyAfterAllTestCase.class);
        JvmMetrics metrics = TestRun.of(directory, FlakyAfterAllTestCase.class);

        assertThat(Counts.of(metrics.tests())).isEqualTo(new Counts(2, 0, 0, 0, 0, 1, 1));
    }

    @Test
    void parallel_tests_are_all_counted_and_their_common_time_once() throws IOException {
        Map<String, String> parameters = Map.of(
                GroupMetricsListener.DIRECTORY,
                directory.toString(),
                "junit.jupiter.execution.parallel.enabled",
                "true",
                "junit.jupiter.execution.parallel.mode.default",
                "concurrent",
                "junit.jupiter.execution.parallel.config.strategy",
                "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism",
                "4");
        long start = System.nanoTime();
        JvmMetrics metrics = TestRun.of(parameters, directory, ParallelTestCase.class);
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);

        assertThat(Counts.of(metrics.tests())).isEqualTo(new Counts(502, 0, 0, 0, 0, 0, 0));
        assertThat(metrics.times().values())
                .extracting(Times::total)
                .singleElement(as(InstanceOfAssertFactories.DURATION))
                .isPositive()
                .isLessThan(elapsed);
    }

    @Test
    void names_that_utf_8_has_no_bytes_for_are_kept() throws IOException {
        assertThat(TestRun.of(directory, StrangeNamesTestCase.class).tests())
                .extracting(TestResult::test)
                .containsExactly(StrangeNamesTestCase.class.getName() + " > half \uD800, quote \" and \\, <b>é 😀");
    }
}
