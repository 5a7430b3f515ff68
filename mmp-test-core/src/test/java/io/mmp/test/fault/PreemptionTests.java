package io.mmp.test.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.fault.Attempt.End;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class PreemptionTests {

    private static final Preemption NOTICE = Preemption.withNotice(Duration.ofSeconds(20));
    private static final Preemption NO_NOTICE = Preemption.withoutNotice();
    private static final Pattern BEGUN = Pattern.compile("^begun");

    /** It waits for a signal where it finds no file {@code done}, which it makes on SIGTERM. */
    private static final String SAVES = """
            trap 'echo saved; touch done; exit 0' TERM
            echo begun
            [ -e done ] || while :; do sleep 0.01; done
            """;

    @TempDir
    Path directory;

    private ProcessBuilder shell(String script) {
        return new ProcessBuilder("sh", "-c", script).directory(directory.toFile());
    }

    @Test
    void a_process_that_saves_on_sigterm_leaves_and_completes() {
        PreemptedRun run = NOTICE.run(shell(SAVES), BEGUN);

        assertThat(run).leftWithinNotice();
        assertThat(run.attempts()).extracting(Attempt::end).containsExactly(End.LEFT, End.COMPLETED);
        assertThat(run.attempts()).extracting(Attempt::exitCode).containsExactly(0, 0);
        assertThat(run.attempts().get(0).output()).containsExactly("begun", "saved");
        assertThat(run.attempts().get(1).output()).containsExactly("begun");
    }

    @Test
    void a_process_that_ignores_sigterm_is_killed_when_the_notice_is_over() {
        // No child: a shell whose child is killed before itself may still say so.
        String ignores = "trap '' TERM; [ -e done ] && exec echo begun; touch done; echo begun; while :; do :; done";
        PreemptedRun run = Preemption.withNotice(Duration.ofMillis(150)).run(shell(ignores), BEGUN);

        assertThat(run.attempts()).extracting(Attempt::exitCode).containsExactly(137, 0);
        assertThat(run.attempts().get(0).afterNotice()).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        assertThatThrownBy(() -> assertThat(run).leftWithinNotice()).hasMessage("""

                Expecting each attempt to leave within its notice, but 1 of 1 attempt that was pre-empted did not:
                  attempt 1 was still running 0.15 s after SIGTERM and was killed. Last output:
                begun""");
    }

    @Test
    void without_notice_no_signal_is_heard() {
        String told =
                "trap 'touch told' TERM; [ -e done ] && exec echo begun; touch done; echo begun; while :; do sleep 0.01; done";
        PreemptedRun run = NO_NOTICE.run(shell(told), BEGUN);

        assertThat(run.attempts()).extracting(Attempt::end).containsExactly(End.KILLED, End.COMPLETED);
        assertThat(directory.resolve("told")).doesNotExist();
        assertThatThrownBy(() -> assertThat(run).leftWithinNotice())
                .hasMessage(
                        "%nExpecting each attempt to leave within its notice, but there was none: use Preemption.withNotice"
                                .formatted());
    }

    @Test
    void what_the_process_has_started_goes_with_the_machine() throws Exception {
        String starts = "[ -e child ] && exit 0; sleep 600 & echo $! > child; echo begun; wait";
        NOTICE.run(shell(starts), BEGUN);

        long child = Long.parseLong(Files.readString(directory.resolve("child")).strip());
        Optional<ProcessHandle> found = ProcessHandle.of(child);
        found.ifPresent(process -> process.onExit().join());
        assertThat(ProcessHandle.of(child)).isEmpty();
    }

    @Test
    void each_attempt_is_preempted_at_its_own_point() {
        String counts = "for i in 1 2 3; do [ -e $i ] || { touch $i; echo step $i; exec sleep 600; }; done; echo end";
        PreemptedRun run = NO_NOTICE.run(
                shell(counts),
                List.of(Pattern.compile("step 1"), Pattern.compile("step 2"), Pattern.compile("step 3")));

        assertThat(run.attempts()).extracting(Attempt::output).last().isEqualTo(List.of("end"));
        assertThat(run)
                .hasToString("attempt 1 was killed, attempt 2 was killed, attempt 3 was killed, attempt 4 completed");
    }

    @Test
    void work_that_was_done_twice_is_counted() {
        PreemptedRun run = NO_NOTICE.run(
                shell(
                        "echo step 1; echo step 2; [ -e done ] || { touch done; echo begun; exec sleep 600; }; echo step 3"),
                BEGUN);

        assertThat(run).redoesAtMost(2, Pattern.compile("step \\d"));
        assertThatThrownBy(() -> assertThat(run).redoesAtMost(1, Pattern.compile("step (\\d)")))
                .hasMessage("""

                        Expecting at most 1 to be done twice, but 2 were (attempt 1 was killed, attempt 2 completed):
                          '1' in attempt 2
                          '2' in attempt 2""");
        assertThatThrownBy(() -> assertThat(run).redoesAtMost(9, Pattern.compile("epoch \\d")))
                .hasMessage(
                        "%nExpecting at most 9 to be done twice, but no line in which 'epoch \\d' is found was written in 2 attempts"
                                .formatted());
    }

    @Test
    void a_point_that_is_not_reached_is_no_preemption() {
        assertThatExceptionOfType(FaultException.class)
                .isThrownBy(() -> NOTICE.run(shell("echo only this"), Pattern.compile("^round 7$")))
                .withMessage("""
                        Attempt 1 of 'sh -c echo only this' exited with code 0 before it wrote a line in which '^round 7$' is found. Choose a point that it passes. Last output:
                        only this""");
    }

    @Test
    void a_process_that_only_sits_there_is_given_up() {
        assertThatExceptionOfType(FaultException.class)
                .isThrownBy(() -> NOTICE.withTimeout(Duration.ofMillis(200)).run(shell("exec sleep 600"), BEGUN))
                .withMessage(
                        "Attempt 1 of 'sh -c exec sleep 600' did not write a line in which '^begun' is found within 0.2 s. It wrote nothing.");
        assertThatExceptionOfType(FaultException.class)
                .isThrownBy(() ->
                        NO_NOTICE.withTimeout(Duration.ofMillis(500)).run(shell("echo begun; exec sleep 600"), BEGUN))
                .withMessage("""
                        Attempt 2 of 'sh -c echo begun; exec sleep 600' did not end within 0.5 s. Last output:
                        begun""");
    }

    @Test
    void a_process_that_fails_when_it_resumes_is_named_with_its_last_words() {
        String torn = "[ -e done ] && { echo begun; echo torn >&2; exit 3; }; touch done; echo begun; exec sleep 600";
        assertThatExceptionOfType(FaultException.class)
                .isThrownBy(() -> NO_NOTICE.run(shell(torn), BEGUN))
                .withMessageEndingWith("""
                         exited with code 3, though it was not pre-empted. Last output:
                        begun
                        torn""");
    }

    @Test
    void a_command_that_does_not_exist_is_named() {
        assertThatExceptionOfType(FaultException.class)
                .isThrownBy(() -> NOTICE.run(new ProcessBuilder("no-such-trainer"), BEGUN))
                .withMessageStartingWith("'no-such-trainer' cannot be started: ");
    }

    @Test
    void what_cannot_be_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preemption.withNotice(Duration.ZERO))
                .withMessage("The notice of a pre-emption must be positive, but is PT0S.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NOTICE.withTimeout(Duration.ofSeconds(-1)))
                .withMessage("The timeout of an attempt must be positive, but is PT-1S.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NOTICE.run(shell("true")))
                .withMessage("A process that is pre-empted nowhere shows nothing: name a point.");
    }

    @Test
    void it_says_what_it_is() {
        assertThat(Preemption.withNotice(Duration.ofMinutes(2))).hasToString("pre-emption with a notice of 120 s");
        assertThat(NO_NOTICE).hasToString("pre-emption without notice");
    }
}
