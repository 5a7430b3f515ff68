package io.mmp.test.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.mmp.test.profile.Profile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

class TimeBudgetTests {

    @Test
    void a_class_that_exceeds_its_budget_fails_and_its_tests_do_not() {
        EngineExecutionResults results = run("local", TimeBudgetTestCases.OnClass.class);
        results.testEvents().assertStatistics(stats -> stats.succeeded(2));
        assertThat(failures(results))
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(AssertionError.class)
                        .message()
                        .contains("io.mmp.test.measure.TimeBudgetTestCases$OnClass took ")
                        .contains(", above the 0 ms that the profile 'local' allows."));
    }

    @Test
    void another_profile_allows_more() {
        EngineExecutionResults results = run("dev", TimeBudgetTestCases.OnClass.class);
        assertThat(failures(results)).isEmpty();
        assertThat(entries(results)).hasSize(1);
    }

    @Test
    void a_subclass_has_the_budget_too() {
        assertThat(failures(run("local", TimeBudgetTestCases.Inheriting.class)))
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining("TimeBudgetTestCases$Inheriting took "));
    }

    @Test
    void each_invocation_of_a_method_has_its_own() {
        EngineExecutionResults results = run("local", TimeBudgetTestCases.OnMethods.class);
        assertThat(failures(results))
                .hasSize(4)
                .allSatisfy(failure -> assertThat(failure).hasMessageContaining("TimeBudgetTestCases$OnMethods."));
        assertThat(entries(results)).hasSize(5);
    }

    @Test
    void the_profile_of_the_test_counts() {
        assertThat(failures(run("local", TimeBudgetTestCases.OfItsOwnProfile.class)))
                .isEmpty();
    }

    @Test
    void tests_side_by_side_have_their_own() {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .configurationParameter("mmp.profile", "local")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .selectors(
                        selectClass(TimeBudgetTestCases.OnClass.class),
                        selectClass(TimeBudgetTestCases.OnMethods.class))
                .execute();
        assertThat(failures(results)).hasSize(5);
        assertThat(entries(results)).hasSize(6);
    }

    @Test
    void a_test_that_fails_of_itself_says_that_first() {
        assertThat(failures(run("local", TimeBudgetTestCases.Failing.class)))
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .hasMessage("on purpose")
                        .satisfies(it -> assertThat(it.getSuppressed()[0]).hasMessageContaining(" took ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OnlyDev | There is no budget for the profile 'local', but for dev. Add one, or select another profile by APP_ENV or mmp.profile.",
                "Nothing | The budget of the profile 'local' must be above 0, but is PT0S.",
                "Twice | The profile 'local' has a budget already. Keep one.",
                "Endless | long overflow"
            })
    void a_budget_that_makes_no_sense_is_refused_before_anything_runs(String name, String message)
            throws ClassNotFoundException {
        Class<?> testClass = Class.forName(TimeBudgetTestCases.class.getName() + "$" + name);
        EngineExecutionResults results = run("local", testClass);
        results.testEvents().assertStatistics(stats -> stats.started(0));
        assertThat(failures(results))
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(ExtensionConfigurationException.class)
                        .hasMessage("@TimeBudget on %s: %s".formatted(testClass.getName(), message)));
    }

    @Test
    void a_neighbour_makes_it_inconclusive_unless_it_was_too_long_anyway() {
        Watch watch = Watch.start("PipelineTests", Profile.of("local"), Duration.ofMinutes(3));
        Duration none = Duration.ZERO;
        assertThat(watch.judge(Duration.ofMinutes(3), none, Measured.BUSY).failure())
                .isEmpty();
        assertThat(watch.judge(Duration.ofMinutes(4), none, Measured.QUIET).failure())
                .hasValue("PipelineTests took 240 s, above the 180 s that the profile 'local' allows.");
        assertThat(watch.judge(Duration.ofMinutes(4), none, Measured.BUSY).failure())
                .hasValue(
                        "Inconclusive: PipelineTests took 240 s, above the 180 s that the profile 'local' allows. But the machine was busy: tasks waited for a CPU in 90 % of the time, other processes used 85 % of the CPUs. Without that it would have taken from 24 s to 240 s. Repeat it on a quiet machine.");
        assertThat(watch.judge(Duration.ofMinutes(40), none, Measured.BUSY).failure())
                .hasValue("PipelineTests took 2400 s, above the 180 s that the profile 'local' allows.");
    }

    private static EngineExecutionResults run(String profile, Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("mmp.profile", profile)
                .selectors(selectClass(testClass))
                .execute();
    }

    private static List<Throwable> failures(EngineExecutionResults results) {
        return results.allEvents()
                .failed()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .toList();
    }

    private static List<Event> entries(EngineExecutionResults results) {
        return results.allEvents().reportingEntryPublished().list();
    }
}
