package io.mmp.test.examples.platform.training;

import static io.mmp.test.training.TrainingAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.examples.checklist.ChecklistItem;
import io.mmp.test.examples.checklist.NegativeControl;
import io.mmp.test.examples.platform.training.SpotTraining.Flaw;
import io.mmp.test.fault.FaultException;
import io.mmp.test.fault.PreemptedRun;
import io.mmp.test.fault.Preemption;
import io.mmp.test.training.ModelDigest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training loses its machine, and ends in the model that it would have made without. */
@Tag("integration")
class PreemptedTrainingTests {

    private static final Preemption SPOT = Preemption.withNotice(Duration.ofSeconds(20));
    private static final Pattern HALF_A_CHECKPOINT = Pattern.compile("^half a checkpoint$");
    private static final Pattern ROUND = Pattern.compile("^round (\\d+)$");

    private static ModelDigest uninterrupted;

    @TempDir
    Path directory;

    @BeforeAll
    static void train(@TempDir Path calm) throws Exception {
        uninterrupted = ModelDigest.of(SpotTraining.uninterrupted(calm));
    }

    private ModelDigest model() {
        return ModelDigest.of(SpotTraining.model(directory));
    }

    /** Return the line of this round or a later one: a training that was told to leave may do some rounds more. */
    private static Pattern round(int number) {
        return Pattern.compile(IntStream.rangeClosed(number, SpotTraining.ROUNDS)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining("|", "^round (", ")$")));
    }

    @Test
    @ChecklistItem("T17")
    void a_training_that_is_preempted_at_random_ends_in_the_same_model() {
        List<Pattern> points = new Random(17)
                .ints(3, 1, SpotTraining.ROUNDS / 2)
                .sorted()
                .mapToObj(PreemptedTrainingTests::round)
                .toList();

        PreemptedRun run = SPOT.run(SpotTraining.process(directory), points);

        assertThat(run).leftWithinNotice().redoesAtMost(0, ROUND);
        assertThat(model()).isSameModelAs(uninterrupted);
    }

    @Test
    @ChecklistItem("T17")
    void without_notice_it_goes_back_to_its_last_periodic_checkpoint() {
        PreemptedRun run = Preemption.withoutNotice().run(SpotTraining.process(directory), round(30), round(70));

        // Twice, and the round after which it was killed before the checkpoint was there.
        assertThat(run).redoesAtMost(2 * SpotTraining.INTERVAL, ROUND);
        assertThat(model()).isSameModelAs(uninterrupted);
    }

    @Test
    @ChecklistItem("T17")
    void before_its_first_round_there_is_nothing_to_lose() {
        PreemptedRun run = Preemption.withoutNotice()
                .run(SpotTraining.process(directory), Pattern.compile("^training from round 0$"));

        assertThat(run.attempts()).hasSize(2);
        assertThat(model()).isSameModelAs(uninterrupted);
    }

    @Test
    @ChecklistItem("T17")
    void a_checkpoint_whose_writing_is_broken_off_leaves_the_one_before() {
        PreemptedRun run = Preemption.withoutNotice()
                .run(SpotTraining.process(directory, Flaw.WAITS_IN_CHECKPOINT), HALF_A_CHECKPOINT);

        assertThat(run.attempts().get(1).output()).startsWith("training from round 20");

        assertThat(model()).isSameModelAs(uninterrupted);
    }

    @Test
    @NegativeControl("T17")
    void a_checkpoint_that_is_written_in_place_is_torn_and_refused() {
        assertThatThrownBy(() -> Preemption.withoutNotice()
                        .run(
                                SpotTraining.process(directory, Flaw.WAITS_IN_CHECKPOINT, Flaw.WRITES_IN_PLACE),
                                HALF_A_CHECKPOINT))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("Attempt 2 of '")
                .hasMessageEndingWith("""
                         exited with code 3, though it was not pre-empted. Last output:
                        Checkpoint checkpoint is torn: the sum of its 5 lines is missing or wrong. Remove it to train from the start.""");
    }

    @Test
    @NegativeControl("T17")
    void a_training_that_forgets_its_random_state_ends_in_another_model() {
        PreemptedRun run = SPOT.run(SpotTraining.process(directory, Flaw.FORGETS_RANDOM_STATE), round(20));

        assertThat(run).leftWithinNotice().redoesAtMost(0, ROUND);
        assertThat(model()).isAnotherModelThan(uninterrupted);
        assertThatThrownBy(() -> assertThat(model()).isSameModelAs(uninterrupted))
                .hasMessageContaining("to be the same model as");
    }

    @Test
    @NegativeControl("T17")
    void a_training_that_ignores_sigterm_loses_its_work() {
        PreemptedRun run = Preemption.withNotice(Duration.ofMillis(1))
                .run(SpotTraining.process(directory, Flaw.IGNORES_SIGTERM), round(5));

        assertThatThrownBy(() -> assertThat(run).leftWithinNotice())
                .hasMessageContaining(
                        "Expecting each attempt to leave within its notice, but 1 of 1 attempt that was pre-empted did not:")
                .hasMessageContaining("attempt 1 was still running 1 ms after SIGTERM and was killed. Last output:\n");
        assertThatThrownBy(() -> assertThat(run).redoesAtMost(0, ROUND))
                .hasMessageContaining("Expecting at most 0 to be done twice, but ")
                .hasMessageContaining(" were (attempt 1 was killed, attempt 2 completed):\n  '1' in attempt 2\n");
        assertThat(model()).isSameModelAs(uninterrupted);
    }
}
