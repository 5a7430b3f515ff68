package io.mmp.test.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mmp.test.metrics.CountedTestCases.OutcomesTestCase;
import io.mmp.test.metrics.JudgingTestCases.FlakyJudgingTestCase;
import io.mmp.test.metrics.JudgingTestCases.JudgingTestCase;
import io.mmp.test.metrics.JudgingTestCases.PublishingTestCase;
import io.mmp.test.metrics.JudgingTestCases.ReportedTestCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineTestKit;

class FalseAlarmTests {

    private static final double ROUNDING = 1e-12;

    @TempDir
    Path directory;

    @Test
    void claims_that_are_judged_add_up_in_the_group_of_their_test() throws IOException {
        JvmMetrics metrics = TestRun.of(directory, JudgingTestCase.class);

        assertThat(metrics.falseAlarmOf("unit")).isCloseTo(0.01 + 0.1 + 0.125, within(ROUNDING));
        assertThat(metrics.falseAlarmOf("e2e")).isEqualTo(0.25);
        MetricsReport report = MetricsGuard.of(directory).check();
        assertThat(report.total().falseAlarm()).isCloseTo(0.485, within(ROUNDING));
        assertThat(report.groups())
                .hasEntrySatisfying(
                        "integration", group -> assertThat(group.falseAlarm()).isZero());
    }

    @Test
    void of_a_test_that_is_run_again_the_last_attempt_counts() throws IOException {
        FlakyJudgingTestCase.ATTEMPTS.set(0);
        TestRun.of(directory, FlakyJudgingTestCase.class);

        JvmMetrics metrics = TestRun.of(directory, FlakyJudgingTestCase.class);

        assertThat(FlakyJudgingTestCase.ATTEMPTS).hasValue(2);
        assertThat(metrics.falseAlarmOf("unit")).isEqualTo(0.25);
    }

    @Test
    void entries_of_tests_with_statistics_of_their_own_count_and_others_do_not() throws IOException {
        assertThat(TestRun.of(directory, PublishingTestCase.class).falseAlarmOf("unit"))
                .isEqualTo(0.375);
    }

    @Test
    void the_extension_publishes_an_entry_that_is_counted_once() throws IOException {
        assertThat(TestRun.of(directory, ReportedTestCase.class).falseAlarmOf("unit"))
                .isEqualTo(0.375);
        List<ReportEntry> entries = EngineTestKit.engine(new JupiterTestEngine())
                .selectors(DiscoverySelectors.selectClass(ReportedTestCase.class))
                .execute()
                .testEvents()
                .reportingEntryPublished()
                .map(event -> event.getRequiredPayload(ReportEntry.class))
                .toList();
        assertThat(entries)
                .singleElement()
                .satisfies(entry -> assertThat(entry.getKeyValuePairs())
                        .containsExactlyEntriesOf(Map.of("mmp.verdict.false.alarm", "0.375")));
    }

    @Test
    void tests_that_judge_no_claim_fail_by_accident_in_no_run() throws IOException {
        TestRun.of(directory, OutcomesTestCase.class);

        assertThat(MetricsGuard.of(directory).check().total().falseAlarm()).isZero();
    }

    @Test
    void a_sum_beyond_the_limit_is_a_violation_and_one_at_the_limit_is_not() throws IOException {
        Suite.healthy()
                .withFalseAlarm("unit", 0.2)
                .withFalseAlarm("e2e", 0.1)
                .writeTo(directory.resolve("tests.1.json"));

        // 0.1 + 0.2 is a little more than 0.3
        assertThat(violations(Limits.defaults().withFalseAlarms("total", 0.3))).isEmpty();
        assertThat(violations(Limits.defaults().withFalseAlarms("unit", 0.2))).isEmpty();
        assertThat(violations(Limits.defaults().withFalseAlarms("total", 0.05).withFalseAlarms("e2e", 0.000125)))
                .containsExactly(
                        "Group 'e2e' may fail by accident in up to 10 % of runs, the limit is 0.0125 %: judge with more confidence, or less often.",
                        "All groups may fail by accident in up to 30 % of runs, the limit is 5 %: judge with more confidence, or less often.");
    }

    @Test
    void the_sum_of_many_is_a_probability() throws IOException {
        Suite.healthy()
                .withFalseAlarm("unit", 0.9)
                .withFalseAlarm("e2e", 0.9)
                .writeTo(directory.resolve("tests.1.json"));

        assertThat(MetricsGuard.of(directory).check().total().falseAlarm()).isEqualTo(1);
    }

    @Test
    void the_page_shows_the_chance_and_its_limits() throws IOException {
        Suite.healthy().withFalseAlarm("unit", 0.031).writeTo(directory.resolve("tests.1.json"));
        MetricsGuard guard = MetricsGuard.of(directory);
        guard.withLimits(Limits.defaults().withFalseAlarms("total", 0.05))
                .check()
                .writeTo(directory);

        assertThat(Files.readString(directory.resolve("metrics.html")))
                .contains(
                        "<th>false alarm</th>",
                        "<td>3.1 %</td>",
                        "<p class='soft'>False alarm: how probable it is at most that a statistical assertion fails although all claims are true. The limit of total is 5 %.</p>");
        assertThat(Files.readString(directory.resolve("metrics.unit.json"))).contains("\"falseAlarm\": 0.031,");

        Suite.healthy().writeTo(directory.resolve("tests.1.json"));
        guard.check().writeTo(directory);
        assertThat(Files.readString(directory.resolve("metrics.html"))).doesNotContain("False alarm:");
    }

    private List<String> violations(Limits limits) {
        return MetricsGuard.of(directory).withLimits(limits).check().violations();
    }
}
