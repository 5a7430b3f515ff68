package io.mmp.test.examples.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mmp.test.examples.checklist.Kind.Controls;
import io.mmp.test.examples.checklist.Result.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChecklistTests {

    private static final String LINES = """
            # id | section | title
            1 | Functions | It works
            2 | Functions | It recovers

            3 | Security | It is safe
            """;

    @Test
    void what_keeps_a_checklist_from_being_proved_is_named() {
        Checklist checklist = parse(
                LINES,
                List.of(
                        result("ATests.works", "1", Status.REAL, ""),
                        result("ATests.breaks", "1", Status.FAILED, "expected 1"),
                        result("ATests.needs_docker", "2", Status.SKIPPED, "no Docker"),
                        result("ATests.strays", "9", Status.REAL, ""),
                        control("ATests.is_idle", List.of(), Status.REAL, "")));

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
        Checklist checklist = parse(
                LINES,
                List.of(
                        result("ATests.works", "1", Status.REAL, ""),
                        result("ATests.works_by_half", "2", Status.CONTRACT, "a stand-in answers"),
                        result("ATests.safe", "3", Status.REAL, ""),
                        result("ATests.safe_on_docker", "3", Status.SKIPPED, "no Docker")));

        assertThat(checklist.problems()).isEmpty();
        assertThat(ChecklistFiles.text(checklist)).isEqualTo("""
                Proved: 3 lines, 1 REAL, 2 CONTRACT

                Functions
                  REAL     1 It works
                           ATests.works (0.41 s)
                             p95 41 ms of 300
                  CONTRACT 2 It recovers
                           a stand-in answers
                           ATests.works_by_half (0.41 s)
                             p95 41 ms of 300

                Security
                  CONTRACT 3 It is safe
                           no Docker
                           ATests.safe (0.41 s)
                             p95 41 ms of 300
                           ATests.safe_on_docker (0.41 s)
                             p95 41 ms of 300
                """);
    }

    @Test
    void a_line_that_no_test_can_prove_says_why_and_is_not_proved() {
        Checklist checklist = parse("1 | Security | It is signed | there is no key", List.of());

        assertThat(checklist.problems()).containsExactly("SKIPPED 1 (It is signed): there is no key");
    }

    @Test
    void lines_that_mean_nothing_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("1 | It works", List.of()))
                .withMessage(
                        "A line of a checklist is 'id | section | title [| why no test proves it]', not '1 | It works'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("1 | A | a\n1 | B | b", List.of()))
                .withMessage("The checklist has more than one line 1");
    }

    @Test
    void a_line_without_a_control_that_ran_is_a_problem_where_each_needs_one() {
        Checklist checklist = Checklist.parse(
                LINES,
                Controls.FOR_EACH_LINE,
                List.of(
                        result("ATests.works", "1", Status.REAL, ""),
                        result("ATests.recovers", "2", Status.REAL, ""),
                        control("ATests.sees_what_does_not", List.of("2"), Status.SKIPPED, "no Docker"),
                        result("ATests.safe", "3", Status.SKIPPED, "no GPU")));

        assertThat(checklist.problems())
                .containsExactly(
                        "SKIPPED 3 (It is safe): no GPU",
                        "UNCONTROLLED 1 (It works): no negative control of it ran",
                        "UNCONTROLLED 2 (It recovers): ATests.sees_what_does_not: no Docker");
        assertThat(ChecklistFiles.text(checklist))
                .contains("p95 41 ms of 300\n           negative control: none ran\n")
                .contains("           negative control: ATests.sees_what_does_not SKIPPED: no Docker\n");
    }

    @Test
    void a_control_that_ran_is_named_and_is_no_proof_of_its_line() {
        Checklist checklist = Checklist.parse(
                "1 | Functions | It works\n2 | Functions | It recovers",
                Controls.FOR_EACH_LINE,
                List.of(
                        result("ATests.works", "1", Status.REAL, ""),
                        control("ATests.sees_what_does_not", List.of("1", "2"), Status.REAL, "")));

        assertThat(checklist.problems()).containsExactly("MISSING 2 (It recovers): no test that ran names it");
        assertThat(ChecklistFiles.text(checklist))
                .contains("           negative control: ATests.sees_what_does_not (0.02 s)\n");
    }

    @Test
    void a_line_whose_control_failed_has_failed() {
        Checklist checklist = parse(
                "1 | Functions | It works",
                List.of(
                        result("ATests.works", "1", Status.REAL, ""),
                        control("ATests.sees_what_does_not", List.of("1"), Status.FAILED, "nothing was refused")));

        assertThat(checklist.problems())
                .containsExactly("FAILED 1 (It works): ATests.sees_what_does_not failed: nothing was refused");
    }

    private static Checklist parse(String lines, List<Result> results) {
        return Checklist.parse(lines, Controls.WHERE_THEY_ARE, results);
    }

    private static Result result(String test, String item, Status status, String reason) {
        return new Result(
                test,
                List.of(item),
                List.of(),
                status,
                reason,
                List.of("p95 41 ms of 300"),
                Duration.ofMillis(412),
                "2026-01-01T00:00:00Z");
    }

    private static Result control(String test, List<String> items, Status status, String reason) {
        return new Result(
                test, List.of(), items, status, reason, List.of(), Duration.ofMillis(20), "2026-01-01T00:00:00Z");
    }
}
