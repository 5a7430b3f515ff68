package io.mmp.test.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mmp.test.condition.EnabledIfService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stable words of reasons to skip, from the annotation to the guard. */
class SkipCodeTests {

    @TempDir
    Path directory;

    @Test
    void the_codes_of_a_group_are_counted_in_its_file_and_below_the_table() throws IOException {
        TestRun.of(directory, SkippedTestCase.class);
        MetricsReport report = check(Limits.defaults().withGroups("unit").withSkipRate(1));

        assertThat(report.table())
                .endsWith(System.lineSeparator() + "skipped in unit: no-service 1, no-titanic 1"
                        + System.lineSeparator());
        report.writeTo(directory);
        assertThat(Files.readString(directory.resolve("metrics.unit.json")))
                .containsPattern(
                        "\"skipCodes\"\\s*:\\s*\\{\\s*\"no-service\"\\s*:\\s*1,\\s*\"no-titanic\"\\s*:\\s*1\\s*}")
                .containsPattern("\"reasonCode\"\\s*:\\s*\"no-titanic\"");
        assertThat(report.total().skipReasons())
                .extracting(skip -> skip.reasonCode().orElse("none"))
                .containsExactlyInAnyOrder("no-service", "no-titanic", "none");
    }

    @Test
    void a_skip_with_a_code_that_is_forbidden_is_a_violation() throws IOException {
        TestRun.of(directory, SkippedTestCase.class);
        Limits limits = Limits.defaults().withGroups("unit").withSkipRate(1);

        assertThat(check(limits.withForbiddenSkips("no-gpu")).violations()).isEmpty();
        assertThat(check(limits.withForbiddenSkips("no-gpu", "no-titanic").withForbiddenSkips("no-docker"))
                        .violations())
                .containsExactly("Group 'unit' skipped 1 test with the code no-titanic, the limit is 0: it sank.");
    }

    @Test
    void the_command_line_forbids_codes() throws IOException {
        TestRun.of(directory, SkippedTestCase.class);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);

        assertThat(GuardCommand.run(
                        List.of(
                                "--groups",
                                "unit",
                                "--max-skips",
                                "100%",
                                "--forbid-skip",
                                "no-gpu,no-titanic",
                                directory.toString()),
                        stream,
                        stream))
                .isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("with the code no-titanic, the limit is 0: it sank.");
        out.reset();
        assertThat(GuardCommand.run(List.of("--forbid-skip", "No GPU", directory.toString()), stream, stream))
                .isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("Option --forbid-skip: 'No GPU' is no code of a reason to skip");
    }

    @Test
    void a_code_that_is_none_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Limits.defaults().withForbiddenSkips("no_gpu"));
    }

    private MetricsReport check(Limits limits) {
        return MetricsGuard.of(directory).withLimits(limits).check();
    }

    static class SkippedTestCase {

        @Test
        @EnabledIfService(parameter = "mmp.none")
        void needs_a_service() {}

        @Test
        void gives_up() {
            Assumptions.abort("[no-titanic] it sank");
        }

        @Test
        void gives_up_without_a_code() {
            Assumptions.abort("too late");
        }

        @Test
        void runs() {}
    }
}
