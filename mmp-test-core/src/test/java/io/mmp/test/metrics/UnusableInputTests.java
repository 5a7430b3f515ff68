package io.mmp.test.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnusableInputTests {

    @TempDir
    Path directory;

    @Test
    void the_files_of_two_runs_are_refused() throws IOException {
        write(Suite.healthy());
        Suite.in("/builds/shop").with("unit", Outcome.PASSED, 1).writeTo(file("tests.2.json"));

        assertRefused(
                "Test com.acme.unit > passed1() of /builds/shop is in both %s and %s: "
                        + "remove the files of an earlier run, and judge different runs apart.",
                file("tests.1.json"), file("tests.2.json"));
    }

    @Test
    void a_directory_without_metrics_is_refused() {
        assertRefused("No file tests.*.json is in %s. Was mmp.metrics.dir set when the tests ran?", directory);
    }

    @Test
    void a_missing_directory_is_refused() {
        Path missing = directory.resolve("missing");

        assertThatExceptionOfType(MetricsException.class)
                .isThrownBy(() -> MetricsGuard.of(missing).check())
                .withMessage("Directory %s does not exist.", missing);
    }

    @Test
    void broken_json_is_refused() throws IOException {
        Files.writeString(file("tests.1.json"), "{\"schema\": ");

        assertRefused("File %s is not JSON: expected a value at line 1, column 12.", file("tests.1.json"));
    }

    @Test
    void json_that_is_no_object_is_refused() throws IOException {
        Files.writeString(file("tests.1.json"), "[]");

        assertRefused("File %s is not a JSON object.", file("tests.1.json"));
    }

    @Test
    void another_version_of_the_schema_is_refused() throws IOException {
        replaceInHealthy("metrics.jvm/1", "metrics.jvm/2");

        assertRefused(
                "File %s has schema 'io.mmp.test.metrics.jvm/2'; this version reads 'io.mmp.test.metrics.jvm/1'.",
                file("tests.1.json"));
    }

    @Test
    void a_leak_report_of_another_version_is_refused() throws IOException {
        write(Suite.healthy());
        Files.writeString(file("leaks.1.json"), "{\"schema\": 2, \"leaks\": []}");
        assertRefused("File %s has schema '2'; this version reads '1'.", file("leaks.1.json"));

        Files.writeString(file("leaks.1.json"), "{}");
        assertRefused("File %s has schema 'null'; this version reads '1'.", file("leaks.1.json"));
    }

    @Test
    void a_field_of_the_wrong_kind_is_refused() throws IOException {
        replaceInHealthy("\"finished\": true", "\"finished\": 1");
        assertRefused("File %s: 'finished' must be true or false.", file("tests.1.json"));

        replaceInHealthy("\"outcome\": \"passed\"", "\"outcome\": \"green\"");
        assertRefused(
                "File %s: 'tests.outcome' must be one of [passed, failed, aborted, disabled, skipped].",
                file("tests.1.json"));

        replaceInHealthy("\"totalMillis\": 0", "\"totalMillis\": -1");
        assertRefused(
                "File %s: 'groups.e2e.totalMillis' must be a number from 0 to 9223372036854775807.",
                file("tests.1.json"));

        replaceInHealthy("\"totalMillis\": 0", "\"totalMillis\": 0.5");
        assertRefused("File %s: 'groups.e2e.totalMillis' must be a whole number.", file("tests.1.json"));
    }

    @Test
    void a_group_that_would_leave_the_directory_is_refused() throws IOException {
        replaceInHealthy("\"group\": \"unit\"", "\"group\": \"../unit\"");

        assertRefused(
                "File %s is not usable: '../unit' cannot be the name of a group: "
                        + "use letters, digits, '-' and '_', but not 'total'.",
                file("tests.1.json"));
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private void write(Suite suite) throws IOException {
        suite.writeTo(file("tests.1.json"));
    }

    private void replaceInHealthy(String target, String replacement) throws IOException {
        write(Suite.healthy());
        String json = Files.readString(file("tests.1.json"));
        assertThat(json).contains(target);
        Files.writeString(file("tests.1.json"), json.replace(target, replacement));
    }

    private void assertRefused(String message, Object... arguments) {
        assertThatExceptionOfType(MetricsException.class)
                .isThrownBy(() -> MetricsGuard.of(directory).check())
                .withMessage(message, arguments);
    }
}
