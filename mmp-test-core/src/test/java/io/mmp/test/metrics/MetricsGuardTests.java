package io.mmp.test.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsGuardTests {

    @TempDir
    Path directory;

    @Test
    void a_healthy_run_passes() throws IOException {
        write(Suite.healthy());

        assertThat(check(Limits.defaults()).violations()).isEmpty();
    }

    @Test
    void files_of_several_forks_and_modules_are_merged() throws IOException {
        Suite.in("/builds/a")
                .with("unit", Outcome.PASSED, 3)
                .taking("unit", Duration.ofSeconds(2))
                .writeTo(file("a", "tests.1.json"));
        Suite.in("/builds/b")
                .with("unit", Outcome.PASSED, 3)
                .with("e2e", Outcome.ABORTED, 1)
                .taking("unit", Duration.ofSeconds(3))
                .writeTo(file("b", "tests.1.json"));
        Suite.in("/builds/b")
                .with("unit", Outcome.DISABLED, 2)
                .withFlaky("unit", 2)
                .writeTo(file("b", "tests.2.json"));
        JacocoReports.write(file("a", "coverage.unit.xml"), 30, 10);
        JacocoReports.write(file("b", "coverage.unit.xml"), 30, 30);
        JacocoReports.write(file("b", "coverage.total.xml"), 70, 30);

        MetricsReport report =
                MetricsGuard.of(directory.resolve("a"), directory.resolve("b")).check();

        GroupMetrics unit = report.groups().get("unit");
        assertThat(unit).isNotNull().satisfies(merged -> {
            assertThat(merged.counts()).isEqualTo(new Counts(7, 0, 0, 2, 0, 1, 2));
            assertThat(merged.times().total()).isEqualTo(Duration.ofSeconds(5));
            assertThat(merged.times().lockWait()).isEqualTo(Duration.ofMillis(400));
            assertThat(merged.coverage()).isEqualTo(new Coverage(60, 40));
        });
        assertThat(report.total().counts()).isEqualTo(new Counts(7, 0, 1, 2, 0, 1, 2));
        assertThat(report.total().coverage()).isEqualTo(new Coverage(70, 30));
    }

    @Test
    void a_file_that_is_below_two_directories_counts_once() throws IOException {
        Suite.healthy().writeTo(file("a", "tests.1.json"));

        MetricsReport report =
                MetricsGuard.of(directory, directory.resolve("a")).check();

        assertThat(report.total().counts().tests()).isEqualTo(30);
    }

    @Test
    void one_failure_is_a_violation() throws IOException {
        write(Suite.healthy().with("unit", Outcome.FAILED, 1));

        assertThat(check(Limits.defaults()).violations())
                .containsExactly("Group 'unit' had 1 failed test, the limit is 0: com.acme.unit > failed1().");
        assertThat(check(Limits.defaults().withFailures(1)).violations()).isEmpty();
    }

    @Test
    void of_many_failures_three_are_named() throws IOException {
        write(Suite.healthy().with("e2e", Outcome.FAILED, 5));

        assertThat(check(Limits.defaults().withFailures(4)).violations())
                .containsExactly("Group 'e2e' had 5 failed tests, the limit is 4: "
                        + "com.acme.e2e > failed1(), com.acme.e2e > failed2(), com.acme.e2e > failed3() and 2 more.");
    }

    @Test
    void a_flaky_test_is_no_violation() throws IOException {
        write(Suite.healthy().withFlaky("unit", 2));

        assertThat(check(Limits.defaults()).violations()).isEmpty();
    }

    @Test
    void a_skip_rate_of_14_percent_passes() throws IOException {
        write(Suite.healthy()
                .with("other", Outcome.PASSED, 86)
                .with("other", Outcome.ABORTED, 5)
                .with("other", Outcome.DISABLED, 5)
                .with("other", Outcome.SKIPPED, 4));

        assertThat(check(Limits.defaults()).violations()).isEmpty();
    }

    @Test
    void a_skip_rate_of_15_percent_is_a_violation() throws IOException {
        write(Suite.healthy()
                .with("other", Outcome.PASSED, 85)
                .with("other", Outcome.ABORTED, 5)
                .with("other", Outcome.DISABLED, 5)
                .with("other", Outcome.SKIPPED, 5));

        assertThat(check(Limits.defaults()).violations())
                .containsExactly("Group 'other' skipped 15 of 100 tests (15.0 %), the limit is less than 15.0 %.");
    }

    @Test
    void with_a_skip_rate_of_zero_no_skip_passes_and_one_does_not() throws IOException {
        write(Suite.healthy());
        assertThat(check(Limits.defaults().withSkipRate(0)).violations()).isEmpty();

        write(Suite.healthy().with("unit", Outcome.SKIPPED, 1));
        assertThat(check(Limits.defaults().withSkipRate(0)).violations())
                .containsExactly("Group 'unit' skipped 1 of 11 tests (9.1 %), the limit is less than 0.0 %.");
    }

    @Test
    void more_time_than_the_limit_is_a_violation() throws IOException {
        write(Suite.healthy().taking("unit", Duration.ofMillis(60_001)).taking("e2e", Duration.ofMillis(60_000)));
        Limits limits = Limits.defaults()
                .withTime("unit", Duration.ofSeconds(60))
                .withTime("e2e", Duration.ofSeconds(60))
                .withTime("total", Duration.ofSeconds(120));

        assertThat(check(limits).violations())
                .containsExactly(
                        "Group 'unit' took 60.001 s, the limit is 60.000 s.",
                        "All groups took 120.001 s, the limit is 120.000 s.");
    }

    @Test
    void less_coverage_than_the_limit_is_a_violation() throws IOException {
        write(Suite.healthy());
        JacocoReports.write(file("coverage.unit.xml"), 799, 201);
        JacocoReports.write(file("coverage.e2e.xml"), 800, 200);
        JacocoReports.write(file("coverage.total.xml"), 0, 0);
        Limits limits = Limits.defaults()
                .withCoverage("unit", 0.8)
                .withCoverage("integration", 0.8)
                .withCoverage("e2e", 0.8)
                .withCoverage("total", 0.8);

        assertThat(check(limits).violations())
                .containsExactly(
                        "Group 'unit' covered 799 of 1000 lines (79.9 %), the limit is at least 80.0 %.",
                        "Group 'integration' had 0 files coverage.integration.xml, "
                                + "the limit is at least 1 with 80.0 % of the lines covered.",
                        "All groups covered 0 of 0 lines (0.0 %), the limit is at least 80.0 %.");
    }

    @Test
    void a_group_without_tests_is_a_violation() throws IOException {
        write(Suite.in("/builds/shop")
                .with("unit", Outcome.PASSED, 1)
                .with("integration", Outcome.PASSED, 0)
                .taking("integration", Duration.ZERO));

        assertThat(check(Limits.defaults()).violations())
                .containsExactly(
                        "Group 'integration' had 0 tests, the limit is at least 1.",
                        "Group 'e2e' had 0 tests, the limit is at least 1.");
        assertThat(check(Limits.defaults().withGroups("unit")).violations())
                .containsExactly("Group 'integration' had 0 tests, the limit is at least 1.");
    }

    @Test
    void a_leak_is_a_violation() throws IOException {
        write(Suite.healthy());
        Files.writeString(file("leaks.4711.json"), """
                {"schema": 1, "leaks": [
                  {"kind": "process", "what": "process 99 (redis-server)", "owner": "CacheTests"},
                  {"what": "port 6379", "owner": "CacheTests"}]}
                """);
        Files.writeString(file("leaks.4712.json"), "{\"schema\": 1, \"leaks\": []}");

        assertThat(check(Limits.defaults()).violations())
                .containsExactly("The tests left 2 things behind, the limit is 0: "
                        + "process 99 (redis-server) of CacheTests, port 6379 of CacheTests.");
        assertThat(check(Limits.defaults().withLeaks(2)).violations()).isEmpty();
    }

    @Test
    void a_jvm_that_died_is_a_violation() throws IOException {
        write(Suite.healthy());
        Suite.in("/builds/till").unfinished().writeTo(file("tests.2.json"));

        assertThat(check(Limits.defaults()).violations())
                .containsExactly("1 of 2 test JVMs died before the tests ended, the limit is 0: "
                        + "process 4711 in /builds/till.");
    }

    @Test
    void limits_that_cannot_be_meant_are_refused() {
        Limits limits = Limits.defaults();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits.withTime("untit", Duration.ofSeconds(1)))
                .withMessage("'untit' is limited, but is not one of the groups [unit, integration, e2e]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits.withSkipRate(15))
                .withMessage("a rate must be from 0 to 1, not 15.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits.withCoverage("unit", Double.NaN))
                .withMessage("a rate must be from 0 to 1, not NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits.withFailures(-1))
                .withMessage("a number of failures or leaks cannot be negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits.withTime("unit", Duration.ofMillis(-1)))
                .withMessage("a time cannot be negative");
    }

    private Path file(String first, String... more) {
        return directory.resolve(Path.of(first, more));
    }

    private void write(Suite suite) throws IOException {
        suite.writeTo(file("tests.1.json"));
    }

    private MetricsReport check(Limits limits) {
        return MetricsGuard.of(directory).withLimits(limits).check();
    }
}
