package io.mmp.test.examples.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.mmp.test.examples.checklist.Result.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class ChecklistTests {

    private static final String LINES = """
            # id | section | title
            1 | Functions | It works
            2 | Functions | It recovers

            3 | Security | It is safe
            """;

    @Test
    void what_keeps_a_checklist_from_being_proved_is_named() {
        Checklist checklist = Checklist.parse(
                LINES,
                List.of(
                        result("ATests.works", "1", Status.REAL, ""),
                        result("ATests.breaks", "1", Status.FAILED, "expected 1"),
                        result("ATests.needs_docker", "2", Status.SKIPPED, "no Docker"),
                        result("ATests.strays", "9", Status.REAL, ""),
                        new Result("ATests.is_idle", List.of(), Status.REAL, "", "2026-01-01T00:00:00Z")));

        assertThat(checklist.problems())
                .containsExactly(
                        "FAILED 1 (It works): ATests.breaks failed: expected 1",
                        "SKIPPED 2 (It recovers): no Docker",
                        "MISSING 3 (It is safe): no test that ran names it",
                        "ATests.strays names the line 9, which the checklist does not have",
                        "ATests.is_idle names no line");
        assertThat(ChecklistFiles.text(checklist)).startsWith("NOT PROVED: 3 lines, 1 SKIPPED, 1 MISSING, 1 FAILED\n");
    }

    @Test
    void a_line_is_as_real_as_its_least_real_test() {
        Checklist checklist = Checklist.parse(
                LINES,
                List.of(
                        result("ATests.works", "1", Status.REAL, ""),
                        result("ATests.works_by_half", "2", Status.REDUCED, "a stand-in answers"),
                        result("ATests.safe", "3", Status.REAL, ""),
                        result("ATests.safe_on_docker", "3", Status.SKIPPED, "no Docker")));

        assertThat(checklist.problems()).isEmpty();
        assertThat(ChecklistFiles.text(checklist)).isEqualTo("""
                Proved: 3 lines, 1 REAL, 2 REDUCED

                Functions
                  REAL    1 It works
                          ATests.works
                  REDUCED 2 It recovers
                          a stand-in answers
                          ATests.works_by_half

                Security
                  REDUCED 3 It is safe
                          no Docker
                          ATests.safe
                          ATests.safe_on_docker
                """);
    }

    @Test
    void a_line_that_no_test_can_prove_says_why_and_is_not_proved() {
        Checklist checklist = Checklist.parse("1 | Security | It is signed | there is no key", List.of());

        assertThat(checklist.problems()).containsExactly("SKIPPED 1 (It is signed): there is no key");
    }

    @Test
    void lines_that_mean_nothing_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checklist.parse("1 | It works", List.of()))
                .withMessage(
                        "A line of a checklist is 'id | section | title [| why no test proves it]', not '1 | It works'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checklist.parse("1 | A | a\n1 | B | b", List.of()))
                .withMessage("The checklist has more than one line 1");
    }

    @Test
    void the_listener_writes_what_tests_say(@TempDir Path directory) throws Exception {
        run(directory, WorkingTestCase.class);

        assertThat(directory.resolve("checklist.txt"))
                .content()
                .contains("REDUCED 39.1 ")
                .contains("a smaller model; a stand-in answers\n          WorkingTestCase.is_less\n")
                .contains("REDUCED 39.2 ")
                .contains("FAILED 40.1 ")
                .contains("WorkingTestCase.breaks failed: it broke\n")
                .contains("SKIPPED 40.2 ")
                .contains("no GPU\n")
                .contains("SKIPPED 41.1 ")
                .contains("only elsewhere\n")
                .contains("FAILED 41.2 ")
                .contains("WorkingTestCase.counts failed: 2\n")
                .contains("WorkingTestCase.strays names the line 0.0, which the checklist does not have\n");
        assertThat(directory.resolve("checklist.html")).content().contains("WorkingTestCase.breaks failed: it broke");
    }

    @Test
    void results_of_another_run_are_kept_and_the_newest_counts(@TempDir Path directory) throws Exception {
        run(directory, WorkingTestCase.class);
        run(directory, OtherTestCase.class);

        assertThat(directory.resolve("checklist.txt"))
                .content()
                .contains("FAILED 40.1 ")
                .contains("REAL    40.3 ")
                .contains("REAL    42.1 ");
        assertThat(new ChecklistFiles(directory).results()).hasSize(10);
    }

    @Test
    void a_run_without_lines_writes_nothing(@TempDir Path directory) {
        run(directory, PlainTestCase.class);

        assertThat(directory).isEmptyDirectory();
    }

    private static Result result(String test, String item, Status status, String reason) {
        return new Result(test, List.of(item), status, reason, "2026-01-01T00:00:00Z");
    }

    private static void run(Path directory, Class<?> type) {
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .addTestExecutionListeners(new ChecklistListener())
                        .build())
                .execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(type))
                        .configurationParameter(ChecklistListener.DIRECTORY, directory.toString())
                        .build());
        assertThat(Files.exists(directory)).isTrue();
    }

    static class WorkingTestCase {

        @BeforeAll
        static void say(TestReporter reporter) {
            reporter.publishEntry(ChecklistItem.REDUCED, "a stand-in answers");
        }

        @Test
        @ChecklistItem("39.1")
        void is_less(TestReporter reporter) {
            reporter.publishEntry(ChecklistItem.REDUCED, "a smaller model");
        }

        @Test
        @ChecklistItem({"39.2", "39.3"})
        void is_less_as_its_class() {}

        @Test
        @ChecklistItem("40.1")
        void breaks() {
            throw new AssertionError("\nit broke\nin detail");
        }

        @Test
        @ChecklistItem("40.2")
        void gives_up() {
            Assumptions.abort("no GPU");
        }

        @Test
        @ChecklistItem("41.1")
        @org.junit.jupiter.api.Disabled("only elsewhere")
        void is_not_run() {}

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        @ChecklistItem("41.2")
        void counts(int number) {
            assertThat(number).withFailMessage("2").isNotEqualTo(2);
        }

        @Test
        @ChecklistItem("0.0")
        void strays() {}
    }

    @ChecklistItem("42.1")
    static class OtherTestCase {

        @Test
        void is_whole() {}

        @Test
        void is_whole_too() {}

        @Test
        @ChecklistItem("40.3")
        void is_fast() {}
    }

    static class PlainTestCase {

        @Test
        void works() {}
    }
}
