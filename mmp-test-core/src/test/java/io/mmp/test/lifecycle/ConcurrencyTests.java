package io.mmp.test.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.verdict.Verdict.Conclusion;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Several clients at once. */
class ConcurrencyTests {

    /** A counter that answers what it has come to. */
    private static class Counter {
        final AtomicInteger value = new AtomicInteger();

        int add() throws Exception {
            return value.incrementAndGet();
        }
    }

    private static final Lifecycle<Counter, Integer, Integer> COUNTING = Lifecycle.of(
                    0, (Counter counter) -> counter.value.get())
            .withCommand(
                    "add",
                    add -> add.calling(Counter::add)
                            .answering(value -> value + 1)
                            .changing(value -> value + 1))
            .withInvariant("it counts each addition", Integer::equals);

    @Test
    void a_right_service_is_linearizable() {
        assertThat(COUNTING.on(Counter::new)).isLinearizable();
        LifecycleResult result = COUNTING.on(Counter::new)
                .withClients(4)
                .withLength(16)
                .withSequences(10)
                .runConcurrently();
        assertThat(result)
                .hasToString(
                        "PASS: An order of their commands explains each of 10 sequences with 4 clients at once, 160 commands in all.");
    }

    @Test
    void a_lost_update_is_found_by_two_commands() {
        LifecycleCheck<Counter, Integer, Integer> check =
                COUNTING.on(LosesUpdates::new).withLength(4).withSequences(5);
        assertThatThrownBy(() -> assertThat(check).isLinearizable())
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("""

                        Expecting the service to be linearizable, but no order of these commands explains what the clients were answered and what is observed afterwards:
                          1\\. client 1: add\\(\\) -> 1
                          2\\. client 2: add\\(\\) -> 1
                        The longest order that fits is add\\(\\);
                          add\\(\\) of client [12] cannot follow: it answered 1, but must answer 2
                          Model: 1
                        Found in sequence 1 of 5 with 4 steps, and shrunk in \\d+ runs\\.
                        It failed in \\d+ of 20 further runs of the same steps\\.
                        To draw it again: withSeed\\(1\\)\\.withSequences\\(1\\)""".replace("\n", System.lineSeparator()));
    }

    private static final class LosesUpdates extends Counter {
        private final Meeting meeting = new Meeting();

        @Override
        int add() {
            int read = value.get();
            meeting.waitForAnother();
            value.set(read + 1);
            return read + 1;
        }
    }

    /** Nobody is told what the counter has come to, so that only the end gives the loss away. */
    @Test
    void a_lost_update_that_no_answer_shows_is_found_at_the_end() {
        Lifecycle<Counter, Integer, Integer> silent = COUNTING.withCommand(
                "add", add -> add.running(counter -> counter.add()).changing(value -> value + 1));
        LifecycleResult result =
                silent.on(LosesUpdates::new).withLength(4).withSequences(5).runConcurrently();
        assertThat(result.steps()).containsExactly("client 1: add()", "client 2: add()");
        assertThat(result.description())
                .contains(
                        "The longest order that fits is add(), add();%n  after it the invariant 'it counts each addition' does not hold%n  Model:    2%n  Observed: 1"
                                .formatted());
        assertThat(silent.on(Counter::new)).isLinearizable();
    }

    @Test
    void two_productions_after_a_concurrent_promotion_are_found() {
        LifecycleResult result = RolloutLifecycleTests.ROLLOUTS
                .on(PromotesWithoutLock::new)
                .withLength(8)
                .withSequences(30)
                .runConcurrently();
        assertThat(result.rule()).contains("linearizable");
        assertThat(result.steps())
                .satisfiesExactly(
                        step -> assertThat(step).isEqualTo("before: register() -> 1"),
                        step -> assertThat(step).isEqualTo("before: register() -> 2"),
                        step -> assertThat(step).matches("client 1: promote\\([12]\\)"),
                        step -> assertThat(step).matches("client 2: promote\\([12]\\)"));
        assertThat(result.description())
                .contains("after it the invariant '" + RolloutLifecycle.ONE_PRODUCTION + "' does not hold")
                .contains("{1=PRODUCTION, 2=PRODUCTION}");
    }

    /** Looks who is to be retired before it is alone. */
    private static final class PromotesWithoutLock extends MemoryRollouts {
        private final Meeting meeting = new Meeting();

        @Override
        public void promote(int version) {
            List<Integer> old = view().production();
            meeting.waitForAnother();
            synchronized (this) {
                RolloutPhase phase = phases.get(version);
                require(
                        phase == RolloutPhase.CANARY
                                || (phase == RolloutPhase.STAGING && !phases.containsValue(RolloutPhase.CANARY)),
                        version + " cannot be promoted");
                old.forEach(each -> phases.put(each, RolloutPhase.RETIRED));
                retired.addAll(old);
                bring(version);
                history.add("promoted " + version);
            }
        }
    }

    @Test
    void what_one_client_breaks_alone_is_reported_as_such() {
        LifecycleResult result = COUNTING.on(() -> new Counter() {
                    @Override
                    int add() throws Exception {
                        return super.add() + 1;
                    }
                })
                .withLength(1)
                .runConcurrently();
        assertThat(result.rule()).contains("add must answer what the model answers");
        assertThat(result.steps()).containsExactly("add() -> 2");
    }

    @Test
    void an_answer_that_does_not_arrive_may_have_been_done_or_not() {
        assertThat(COUNTING.on(() -> new Counter() {
                    private final AtomicInteger calls = new AtomicInteger();

                    @Override
                    int add() throws Exception {
                        int call = calls.incrementAndGet();
                        if (call % 4 == 1) {
                            throw new TimeoutException("not done");
                        }
                        int answer = super.add();
                        if (call % 4 == 3) {
                            throw new TimeoutException("done");
                        }
                        return answer;
                    }
                }))
                .isLinearizable();

        assertThat(COUNTING.on(() -> new Counter() {
                            @Override
                            int add() throws Exception {
                                super.add();
                                super.add();
                                throw new TimeoutException("done twice");
                            }
                        })
                        .withLength(2)
                        .runConcurrently()
                        .conclusion())
                .isEqualTo(Conclusion.FAIL);
    }

    @Test
    void a_command_that_hangs_is_unknown() {
        CountDownLatch never = new CountDownLatch(1);
        LifecycleResult result = COUNTING.withCommand("hang", hang -> hang.running(counter -> never.await()))
                .on(Counter::new)
                .withTimeout(Duration.ofMillis(50))
                .withLength(1)
                .withSequences(5)
                .withSeed(3)
                .runConcurrently();
        assertThat(result.conclusion()).isEqualTo(Conclusion.PASS);
    }

    @Test
    void an_answer_that_the_model_needs_and_that_does_not_arrive_cannot_be_judged() {
        Lifecycle<Counter, Integer, Integer> byAnswer = COUNTING.withCommand(
                "add",
                add -> add.calling(counter -> {
                            counter.add();
                            throw new TimeoutException();
                        })
                        .changing((value, none, answer) -> (Integer) answer));
        assertThatThrownBy(
                        () -> assertThat(byAnswer.on(Counter::new).withLength(1).withSequences(1))
                                .isLinearizable())
                .hasMessage(
                        "%nInconclusive: Whether the service is linearizable could not be decided in 1 sequence with 2 clients at once: a command whose answer did not arrive changes the model by its answer, so that what it did cannot be known. Say what it answers with answering(...)."
                                .formatted());
    }

    @Test
    void a_search_that_is_too_long_cannot_be_judged() {
        assertThatThrownBy(() -> assertThat(COUNTING.on(Counter::new)
                                .withSearchBound(3)
                                .withSequences(1)
                                .withClients(3))
                        .isLinearizable())
                .hasMessage(
                        "%nInconclusive: Whether the service is linearizable could not be decided in 1 sequence with 3 clients at once: the search was given up after 3 states of the model: no order was found, but there may be one. Run fewer commands (withLength) or look at more states (withSearchBound)."
                                .formatted());
    }

    @Test
    void refusals_keep_to_an_order_as_well() {
        assertThat(Shelf.LIFECYCLE.on(Shelf::new).withClients(3)).isLinearizable();
    }

    @Test
    void a_service_may_refuse_whoever_comes_second() {
        Lifecycle<Counter, Integer, Integer> optimistic = COUNTING.withRefusals(IllegalStateException.class);
        assertThat(optimistic
                        .on(RefusesTheSecond::new)
                        .withLength(4)
                        .withSequences(5)
                        .runConcurrently()
                        .conclusion())
                .isEqualTo(Conclusion.FAIL);
        assertThat(optimistic
                        .withCommand(
                                "add",
                                add -> add.calling(Counter::add)
                                        .answering(value -> value + 1)
                                        .changing(value -> value + 1)
                                        .maybeRefused())
                        .on(RefusesTheSecond::new)
                        .withLength(4)
                        .withSequences(5))
                .isLinearizable();
    }

    private static final class RefusesTheSecond extends Counter {
        private final Meeting meeting = new Meeting();

        @Override
        int add() {
            int read = value.get();
            meeting.waitForAnother();
            if (!value.compareAndSet(read, read + 1)) {
                throw new IllegalStateException("another was first");
            }
            return read + 1;
        }
    }

    @Test
    void a_command_with_a_precondition_runs_before_the_clients_alone() {
        Lifecycle<Counter, Integer, Integer> careful = COUNTING.withCommand(
                "reset",
                reset -> reset.running(counter -> counter.value.set(0))
                        .withPrecondition(value -> value > 0)
                        .changing(value -> 0));
        assertThat(careful.on(Counter::new)).isLinearizable();
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> careful.withoutCommands("add").on(Counter::new).runConcurrently())
                .withMessage(
                        "All commands have a precondition, so that none can be run by several clients at once: no client can know whether it holds. Say what the service must refuse with refusedUnless(...).");
    }
}
