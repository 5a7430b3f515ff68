package io.mmp.test.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardCommandTests {

    @TempDir
    Path directory;

    @BeforeEach
    void write_a_healthy_run() throws IOException {
        Suite.healthy()
                .with("e2e", Outcome.DISABLED, 1)
                .withFlaky("unit", 2)
                .withFalseAlarm("unit", 0.02)
                .taking("unit", Duration.ofMillis(12_345))
                .writeTo(directory.resolve("tests.1.json"));
        JacocoReports.write(directory.resolve("coverage.unit.xml"), 81, 19);
    }

    @Test
    void a_run_within_its_limits_exits_with_0_and_prints_a_table() {
        Result result = run(directory.toString());

        assertThat(result).isEqualTo(new Result(0, """
                        group        tests  passed  failed  aborted  disabled  skipped  skip rate  flaky  retries      time  lock wait  containers  false alarm  coverage
                        unit            11      11       0        0         0        0      0.0 %      1        2  12.345 s    0.200 s     3.000 s          2 %    81.0 %
                        integration     10      10       0        0         0        0      0.0 %      0        0   0.000 s    0.000 s     0.000 s          0 %         -
                        e2e             11      10       0        0         1        0      9.1 %      0        0   0.000 s    0.000 s     0.000 s          0 %         -
                        total           32      31       0        0         1        0      3.1 %      1        2  12.345 s    0.200 s     3.000 s          2 %         -
                        All limits are kept.
                        """, ""));
    }

    @Test
    void a_run_beyond_its_limits_exits_with_1_and_prints_a_sentence_for_each() {
        Result result = run(
                "--max-time",
                "unit=12s",
                "--max-time",
                "12300ms",
                "--max-skips",
                "9%",
                "--max-false-alarms",
                "1.9%",
                "--max-false-alarms",
                "unit=1.5%",
                directory.toString());

        assertThat(result.code).isEqualTo(1);
        assertThat(result.out).endsWith("""
                        Group 'unit' took 12.345 s, the limit is 12.000 s.
                        Group 'unit' may fail by accident in up to 2 % of runs, the limit is 1.5 %: judge with more confidence, or less often.
                        Group 'e2e' skipped 1 of 11 tests (9.1 %), the limit is less than 9.0 %.
                        All groups took 12.345 s, the limit is 12.300 s.
                        All groups may fail by accident in up to 2 % of runs, the limit is 1.9 %: judge with more confidence, or less often.
                        5 violations.
                        """);
        assertThat(result.err).isEmpty();
    }

    @Test
    void every_option_reaches_its_limit() throws IOException {
        MetricsGuard.of(directory).check().writeTo(directory.resolve("baseline"));
        Suite.in("/builds/shop")
                .with("slow", Outcome.PASSED, 5)
                .with("slow", Outcome.FAILED, 2)
                .with("unit", Outcome.PASSED, 18)
                .with("unit", Outcome.SKIPPED, 2)
                .taking("unit", Duration.ofSeconds(20))
                .writeTo(directory.resolve("tests.1.json"));
        Files.writeString(
                directory.resolve("leaks.1.json"),
                "{\"schema\": 1, \"leaks\": [{\"what\": \"port 1\", \"owner\": \"A\"}]}");
        JacocoReports.write(directory.resolve("coverage.unit.xml"), 70, 30);
        String baseline = directory.resolve("baseline/metrics.total.json").toString();

        assertThat(run(
                                "--min-coverage",
                                "slow=1%",
                                "--groups",
                                "unit,slow",
                                "--max-failures",
                                "1",
                                "--max-leaks",
                                "0",
                                "--max-slowdown",
                                "50%",
                                "--max-skips-rise",
                                "9.5%",
                                "--max-coverage-drop",
                                "10%",
                                "--baseline",
                                baseline,
                                directory.toString())
                        .out
                        .lines()
                        .skip(4))
                .containsExactly(
                        "Group 'slow' had 2 failed tests, the limit is 1: com.acme.slow > failed1(), com.acme.slow > failed2().",
                        "Group 'slow' had 0 files coverage.slow.xml, the limit is at least 1 with 1.0 % of the lines covered.",
                        "The tests left 1 thing behind, the limit is 0: port 1 of A.",
                        "Group 'unit' took 20.000 s, the baseline 12.345 s: 62.0 % more, the limit is 50.0 % more.",
                        "Group 'unit' skipped 2 of 20 tests (10.0 %), the baseline 0 of 11 (0.0 %): 10.0 points more, the limit is 9.5 points more.",
                        "Group 'unit' covered 70 of 100 lines (70.0 %), the baseline 81 of 100 lines (81.0 %): 11.0 points less, the limit is 10.0 points less.",
                        "6 violations.");
        assertThat(run(
                                "--groups",
                                "unit,slow",
                                "--max-failures",
                                "2",
                                "--max-leaks",
                                "1",
                                "--max-slowdown",
                                "70%",
                                "--max-skips-rise",
                                "10%",
                                "--max-coverage-drop",
                                "11%",
                                "--min-coverage",
                                "unit=70%",
                                "--max-skips",
                                "10.1%",
                                "--max-time",
                                "1m",
                                "--max-time",
                                "unit=1h",
                                "--baseline",
                                baseline,
                                directory.toString())
                        .out)
                .endsWith("All limits are kept.\n");
    }

    @Test
    void files_go_to_the_first_directory_or_where_told() {
        run(directory.toString());
        assertThat(directory).isDirectoryContaining("glob:**metrics.total.json");

        Path out = directory.resolve("deep/report");
        run("--out", out.toString(), directory.toString());
        assertThat(out.toFile().list())
                .containsExactlyInAnyOrder(
                        "metrics.unit.json",
                        "metrics.integration.json",
                        "metrics.e2e.json",
                        "metrics.total.json",
                        "metrics.html");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--fast 1 DIR              | Unknown option --fast; --help lists the options.",
                "--max-skips=15% DIR       | Unknown option --max-skips=15%; --help lists the options.",
                "DIR --out                 | Option --out needs a value; --help lists the options.",
                "--max-skips 0.15 DIR      | Option --max-skips: '0.15' is not a percentage such as 15%.",
                "--max-skips 150% DIR      | Option --max-skips: a rate must be from 0 to 1, not 1.5.",
                "--max-time 90 DIR         | Option --max-time: '90' is not a duration such as 500ms, 90s, 10m or 1h.",
                "--max-time untit=90s DIR  | Option --max-time: 'untit' is limited, but is not one of the groups [unit, integration, e2e].",
                "--max-false-alarms 0.05 DIR | Option --max-false-alarms: '0.05' is not a percentage such as 15%.",
                "--max-false-alarms untit=5% DIR | Option --max-false-alarms: 'untit' is limited, but is not one of the groups [unit, integration, e2e].",
                "--max-failures -1 DIR     | Option --max-failures: '-1' is not a number such as 3.",
                "--max-leaks 9999999999 DIR | Option --max-leaks: '9999999999' is not a number such as 3.",
                "--groups unit,,e2e DIR    | Option --groups: '' cannot be the name of a group: use letters, digits, '-' and '_', but not 'total'.",
                "--max-failures 1          | No directory is given; --help lists the options.",
                "DIR/none                  | Directory DIR/none does not exist.",
                "--baseline DIR/none DIR   | File DIR/none does not exist.",
            })
    void what_cannot_be_used_exits_with_2_and_one_sentence(String arguments, String message) {
        Result result = run(arguments.replace("DIR", directory.toString()).split(" ", -1));

        assertThat(result).isEqualTo(new Result(2, "", message.replace("DIR", directory.toString()) + "\n"));
    }

    @Test
    void a_directory_that_cannot_be_written_exits_with_2() {
        Path file = directory.resolve("tests.1.json");

        assertThat(run("--out", file.toString(), directory.toString()))
                .isEqualTo(new Result(
                        2,
                        "",
                        "File %s/metrics.unit.json cannot be written (java.nio.file.FileAlreadyExistsException: %s).\n"
                                .formatted(file, file)));
    }

    @Test
    void help_names_every_option() {
        Result result = run("--help");

        assertThat(result.code).isZero();
        assertThat(result.out).isEqualTo(GuardCommand.USAGE).contains("--max-coverage-drop PERCENT");
    }

    private record Result(int code, String out, String err) {}

    private static Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = GuardCommand.run(
                List.of(arguments),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
