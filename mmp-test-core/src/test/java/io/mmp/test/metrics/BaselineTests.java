package io.mmp.test.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTests {

    private static final Limits LIMITS = Limits.defaults().withGroups("unit");

    @TempDir
    Path directory;

    @Test
    void a_group_that_got_slower_is_a_violation() throws IOException {
        baseline(unit().taking("unit", Duration.ofSeconds(8)));

        assertThat(violations(LIMITS, unit().taking("unit", Duration.ofSeconds(10))))
                .isEmpty();
        assertThat(violations(LIMITS, unit().taking("unit", Duration.ofMillis(10_010))))
                .containsExactly(
                        "Group 'unit' took 10.010 s, the baseline 8.000 s: 25.1 % more, the limit is 25.0 % more.");
        assertThat(violations(LIMITS.withSlowdown(0.5), unit().taking("unit", Duration.ofMillis(10_010))))
                .isEmpty();
    }

    @Test
    void less_than_a_second_is_not_held_against_a_short_group() throws IOException {
        baseline(unit().taking("unit", Duration.ZERO));

        assertThat(violations(LIMITS, unit().taking("unit", Duration.ofSeconds(1))))
                .isEmpty();
        assertThat(violations(LIMITS, unit().taking("unit", Duration.ofMillis(1_001))))
                .containsExactly("Group 'unit' took 1.001 s, the baseline 0.000 s: 100100.0 % more, "
                        + "the limit is 25.0 % more.");
    }

    @Test
    void a_group_that_skips_more_is_a_violation() throws IOException {
        baseline(Suite.in("/x").with("unit", Outcome.PASSED, 95).with("unit", Outcome.SKIPPED, 5));

        assertThat(violations(
                        LIMITS, Suite.in("/x").with("unit", Outcome.PASSED, 94).with("unit", Outcome.ABORTED, 6)))
                .isEmpty();
        assertThat(violations(
                        LIMITS, Suite.in("/x").with("unit", Outcome.PASSED, 93).with("unit", Outcome.ABORTED, 7)))
                .containsExactly("Group 'unit' skipped 7 of 100 tests (7.0 %), the baseline 5 of 100 (5.0 %): "
                        + "2.0 points more, the limit is 1.0 points more.");
    }

    @Test
    void a_group_that_covers_less_is_a_violation() throws IOException {
        cover("unit", 81, 19);
        cover("total", 90, 10);
        baseline(unit());

        cover("unit", 80, 20);
        cover("total", 89, 11);
        assertThat(violations(LIMITS, unit())).isEmpty();

        cover("unit", 79, 21);
        Files.delete(directory.resolve("coverage.total.xml"));
        assertThat(violations(LIMITS, unit()))
                .containsExactly(
                        "Group 'unit' covered 79 of 100 lines (79.0 %), the baseline 81 of 100 lines (81.0 %): "
                                + "2.0 points less, the limit is 1.0 points less.",
                        "All groups had 0 files coverage.total.xml, the baseline had 90 of 100 lines (90.0 %).");
    }

    @Test
    void a_group_that_the_baseline_does_not_know_is_not_compared() throws IOException {
        baseline(unit());

        assertThat(violations(LIMITS, unit().with("slow", Outcome.PASSED, 9).taking("slow", Duration.ofHours(1))))
                .isEmpty();
    }

    @Test
    void each_run_adds_its_baseline_to_its_history() throws IOException {
        baseline(unit().taking("unit", Duration.ofSeconds(1)));
        for (int second = 2; second <= 40; second++) {
            unit().taking("unit", Duration.ofSeconds(second)).writeTo(directory.resolve("tests.1.json"));
            guard(LIMITS).check().writeTo(directory.resolve("baseline"));
        }

        List<Snapshot> history = Snapshot.historyIn(baseline());
        assertThat(history)
                .hasSize(30)
                .extracting(run -> run.groups().get("unit"))
                .startsWith(new Point(10, 0, Duration.ofSeconds(11), null))
                .endsWith(new Point(10, 0, Duration.ofSeconds(40), null));
    }

    @Test
    void a_missing_baseline_is_refused() throws IOException {
        unit().writeTo(directory.resolve("tests.1.json"));

        assertThatExceptionOfType(MetricsException.class)
                .isThrownBy(() -> guard(LIMITS).check())
                .withMessage("File %s does not exist.", baseline());
    }

    @Test
    void the_figures_of_one_group_are_refused_as_a_baseline() throws IOException {
        unit().writeTo(directory.resolve("tests.1.json"));
        MetricsGuard.of(directory).check().writeTo(directory);
        Path group = directory.resolve("metrics.unit.json");

        assertThatExceptionOfType(MetricsException.class)
                .isThrownBy(() -> MetricsGuard.of(directory).withBaseline(group).check())
                .withMessage(
                        "File %s has schema 'io.mmp.test.metrics.group/1'; this version reads 'io.mmp.test.metrics.total/1'.",
                        group);
    }

    private static Suite unit() {
        return Suite.in("/builds/shop").with("unit", Outcome.PASSED, 10);
    }

    private Path baseline() {
        return directory.resolve("baseline").resolve("metrics.total.json");
    }

    private void baseline(Suite suite) throws IOException {
        suite.writeTo(directory.resolve("tests.1.json"));
        MetricsGuard.of(directory).withLimits(LIMITS).check().writeTo(directory.resolve("baseline"));
    }

    private void cover(String group, long covered, long missed) throws IOException {
        JacocoReports.write(directory.resolve("coverage." + group + ".xml"), covered, missed);
    }

    private List<String> violations(Limits limits, Suite suite) throws IOException {
        suite.writeTo(directory.resolve("tests.1.json"));
        return guard(limits).check().violations();
    }

    private MetricsGuard guard(Limits limits) {
        return MetricsGuard.of(directory).withLimits(limits).withBaseline(baseline());
    }
}
