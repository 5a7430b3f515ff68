package io.mmp.test.lifecycle;

import static io.mmp.test.lifecycle.Shelf.LIFECYCLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mmp.test.verdict.Verdict.Conclusion;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class LifecycleTests {

    @Test
    void a_right_service_holds() {
        assertThat(LIFECYCLE.on(Shelf::new)).as("shelf").holds();

        LifecycleResult result =
                LIFECYCLE.on(Shelf::new).withSequences(10).withLength(5).run();
        assertThat(result.conclusion()).isEqualTo(Conclusion.PASS);
        assertThat(result.sequences()).isEqualTo(10);
        assertThat(result.commands()).isEqualTo(50);
        assertThat(result.steps()).isEmpty();
        assertThat(result)
                .hasToString("PASS: All rules were kept in 10 sequences of 50 commands, %s of which were refused."
                        .formatted(result.refused()));
    }

    @Test
    void each_sequence_has_a_service_of_its_own_which_is_closed() {
        List<Shelf> shelves = new ArrayList<>();
        LIFECYCLE
                .on(() -> {
                    assertThat(shelves).allMatch(Shelf::isClosed);
                    shelves.add(new Shelf());
                    return shelves.get(shelves.size() - 1);
                })
                .withSequences(7)
                .run();
        assertThat(shelves).hasSize(7).allMatch(Shelf::isClosed);
    }

    @Test
    void what_breaks_a_rule_is_shrunk_to_the_fewest_steps_and_the_simplest_arguments() {
        assertThatThrownBy(() -> assertThat(LIFECYCLE.on(LosesFromThe37th::new))
                        .as("shelf")
                        .holds())
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                        [shelf]\s
                        Expecting the service to keep to its model, but it breaks a rule: what was put is there
                        The shortest sequence found has 2 steps:
                          1. put(0)
                          2. put(37)
                        In step 2 the invariant 'what was put is there' does not hold
                        Model:    [0, 37]
                        Observed: [37]
                        Found in sequence 1 of 100 with 2 steps, and shrunk in 28 runs.
                        To draw it again: withSeed(1).withSequences(1), or run
                          Script.of("put", 0).then("put", 37)""".replace("\n", System.lineSeparator()));
    }

    /** Forgets what it had when a number from 37 on is put beside another. */
    private static final class LosesFromThe37th extends Shelf {
        @Override
        void put(int number) {
            super.put(number);
            if (number >= 37 && numbers.size() > 1) {
                numbers.remove(0);
            }
        }
    }

    @Test
    void shrinking_ends_at_a_limit() {
        LifecycleResult result =
                LIFECYCLE.on(LosesTheThird::new).withShrinkingRuns(5).run();
        assertThat(result.steps())
                .isNotEqualTo(LIFECYCLE.on(LosesTheThird::new).run().steps());
        assertThat(result.description()).contains("and shrunk in 8 runs, which is the limit: withShrinkingRuns.");
    }

    @Test
    void the_seed_of_a_failure_draws_it_again() {
        LifecycleResult found =
                LIFECYCLE.on(LosesTheThird::new).withSeed(5).withLength(6).run();
        assertThat(found.conclusion()).isEqualTo(Conclusion.FAIL);
        assertThat(found.sequences()).isGreaterThan(1);
        assertThat(found.description()).contains("withSeed(%s)".formatted(5 + found.sequences() - 1));

        LifecycleResult again = LIFECYCLE
                .on(LosesTheThird::new)
                .withSeed(5L + found.sequences() - 1)
                .withSequences(1)
                .withLength(6)
                .run();
        assertThat(again.steps()).isEqualTo(found.steps());
        assertThat(LIFECYCLE.on(LosesTheThird::new).withSeed(5).withLength(6).run())
                .isEqualTo(found);
    }

    private static final class LosesTheThird extends Shelf {
        @Override
        void put(int number) {
            super.put(number);
            if (numbers.size() == 4) {
                numbers.remove(2);
            }
        }
    }

    @Test
    void a_wrong_answer_is_a_failure() {
        fails(
                new Shelf() {
                    @Override
                    int take() {
                        return super.take() + 1;
                    }
                },
                "take must answer what the model answers",
                List.of("put(0)", "take() -> 1"),
                "In step 2 it answered 1, but must answer 0");
    }

    @Test
    void a_refusal_of_what_is_possible_is_a_failure() {
        fails(
                new Shelf() {
                    @Override
                    void put(int number) {
                        require(numbers.size() < 2, "full");
                        super.put(number);
                    }
                },
                "put must not be refused here",
                List.of("put(0)", "put(2)", "put(1) refused: full"),
                "In step 3 it was refused (full), but is possible");
    }

    @Test
    void what_is_impossible_but_done_is_a_failure() {
        fails(
                new Shelf() {
                    @Override
                    int take() {
                        return numbers.isEmpty() ? -1 : super.take();
                    }
                },
                "take must be refused here",
                List.of("take() -> -1"),
                "In step 1 it was done -> -1, but must be refused");
    }

    @Test
    void an_exception_that_is_no_refusal_is_a_failure() {
        fails(
                new Shelf() {
                    @Override
                    int take() {
                        return numbers.remove(numbers.size() - 1);
                    }
                },
                "take must not break",
                List.of("take() threw java.lang.IndexOutOfBoundsException: Index -1 out of bounds for length 0"),
                "which is neither a refusal nor a timeout");
    }

    @Test
    void a_refusal_that_changes_something_is_a_failure() {
        fails(
                new Shelf() {
                    @Override
                    void put(int number) {
                        boolean there = numbers.remove((Integer) number);
                        require(!there, number + " was there");
                        super.put(number);
                    }
                },
                "a refused put changes nothing",
                List.of("put(0)", "put(0) refused: 0 was there"),
                "In step 2 it was refused, but what is observed has changed");
    }

    /** The same service again and again would not do: what is given is emptied first. */
    private static void fails(Shelf broken, String rule, List<String> steps, String detail) {
        LifecycleResult result = LIFECYCLE
                .on(() -> {
                    broken.numbers.clear();
                    return broken;
                })
                .run();
        assertThat(result.conclusion()).isEqualTo(Conclusion.FAIL);
        assertThat(result.rule()).contains(rule);
        assertThat(result.steps()).isEqualTo(steps);
        assertThat(result.description()).contains(detail);
    }

    @Test
    void a_postcondition_names_itself() {
        LifecycleResult result = LIFECYCLE
                .withCommand(
                        "size",
                        size -> size.calling(shelf -> shelf.numbers.size() - 1)
                                .withPostcondition("a size is not negative", (all, none, answer) -> answer >= 0))
                .on(Shelf::new)
                .run();
        assertThat(result.rule()).contains("size: a size is not negative");
        assertThat(result.description())
                .contains("In step 1 it answered -1, which breaks its postcondition 'a size is not negative'");
    }

    @Test
    void a_precondition_keeps_a_command_from_being_run() {
        Lifecycle<Shelf, List<Integer>, List<Integer>> careful = LIFECYCLE.withCommand(
                "take",
                take -> take.calling(Shelf::take)
                        .withPrecondition(all -> !all.isEmpty())
                        .answering(all -> all.get(all.size() - 1))
                        .changing(all -> all.subList(0, all.size() - 1)));
        assertThat(careful.on(UndefinedWhenEmpty::new)).holds();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> careful.on(Shelf::new).run(Script.of("take")))
                .withMessage("take() of the script does not meet its precondition in the state [].");
    }

    private static final class UndefinedWhenEmpty extends Shelf {
        @Override
        int take() {
            assertThat(numbers).isNotEmpty();
            return super.take();
        }
    }

    @Test
    void a_change_can_follow_the_answer() {
        Lifecycle<Shelf, List<Integer>, List<Integer>> any = LIFECYCLE.withCommand(
                "take",
                take -> take.calling(Shelf::take)
                        .refusedUnless(all -> !all.isEmpty())
                        .withPostcondition("it was there", (all, none, answer) -> all.contains(answer))
                        .changing((all, none, answer) -> all.stream()
                                .filter(each -> !each.equals(answer))
                                .toList()));
        assertThat(any.on(TakesTheFirst::new)).holds();
        assertThat(LIFECYCLE.on(TakesTheFirst::new).run().steps()).containsExactly("put(0)", "put(1)", "take() -> 0");
    }

    private static final class TakesTheFirst extends Shelf {
        @Override
        int take() {
            require(!numbers.isEmpty(), "nothing is there");
            return numbers.remove(0);
        }
    }

    @Test
    void a_timeout_leaves_open_whether_it_was_done() {
        AtomicInteger calls = new AtomicInteger();
        Lifecycle<Shelf, List<Integer>, List<Integer>> slow = LIFECYCLE.withCommand(
                "put",
                put -> put.taking(all -> List.of(1, 2, 3))
                        .running((shelf, number) -> {
                            int call = calls.incrementAndGet();
                            if (call % 3 != 0) {
                                shelf.put(number);
                            }
                            if (call % 3 != 1) {
                                throw new UncheckedIOException(new java.net.SocketTimeoutException("late"));
                            }
                        })
                        .refusedUnless((all, number) -> !all.contains(number))
                        .changing(Shelf::with));
        assertThat(slow.on(Shelf::new)).holds();

        assertThat(slow.withUnknownOutcomes(thrown -> thrown instanceof TimeoutException)
                        .on(LosesTheThird::new)
                        .withSequences(5)
                        .run()
                        .conclusion())
                .isEqualTo(Conclusion.PASS);
        assertThat(slow.on(TakesTheFirst::new).run().rule()).contains("take must answer what the model answers");
    }

    @Test
    void what_does_not_fail_again_is_said_to() {
        AtomicInteger calls = new AtomicInteger();
        LifecycleResult result = LIFECYCLE
                .on(() -> new Shelf() {
                    @Override
                    int take() {
                        return calls.incrementAndGet() == 3 ? 99 : super.take();
                    }
                })
                .run();
        assertThat(result.conclusion()).isEqualTo(Conclusion.FAIL);
        assertThat(result.description())
                .contains("The sequence has ")
                .contains("It did not fail when the same steps were run again: something besides the steps decides,"
                        + " such as time, chance or what other tests leave behind.")
                .contains("To draw it again: withSeed(1).withSequences(1)")
                .doesNotContain("Script", "shrunk");
    }

    @Test
    void rules_can_be_checked_between_observations() {
        Lifecycle<Shelf, List<Integer>, List<Integer>> growing =
                LIFECYCLE.withStepInvariant("it only grows", (before, after) -> after.size() >= before.size());
        LifecycleResult result = growing.on(Shelf::new).run();
        assertThat(result.rule()).contains("it only grows");
        assertThat(result.steps()).containsExactly("put(0)", "take() -> 0");
        assertThat(growing.withoutInvariants("it only grows").on(Shelf::new)).isNotNull();
        assertThat(growing.withoutInvariants("it only grows").on(Shelf::new)).holds();

        LifecycleResult unstable = LIFECYCLE
                .withStable("the first stays", all -> all.isEmpty() ? null : all.size(), all -> all.get(0))
                .on(Shelf::new)
                .run();
        assertThat(unstable.steps()).containsExactly("put(0)", "take() -> 0", "put(1)");
        assertThat(unstable.description())
                .contains("the invariant 'the first stays' does not hold for 1%nFirst: 0%nNow:   1".formatted());
    }

    @Test
    void a_service_that_is_wrong_from_the_start_has_no_steps() {
        LifecycleResult result = LIFECYCLE
                .on(() -> {
                    Shelf shelf = new Shelf();
                    shelf.put(7);
                    return shelf;
                })
                .run();
        assertThat(result.steps()).isEmpty();
        assertThat(result.description())
                .contains("The shortest sequence found has 0 steps:")
                .contains("Before the first step the invariant 'what was put is there' does not hold");
    }

    @Test
    void a_command_that_was_never_done_fails() {
        assertThatThrownBy(() -> assertThat(LIFECYCLE
                                .withCommand(
                                        "never",
                                        never -> never.taking(all -> List.of()).running((shelf, number) -> {}))
                                .withCommand(
                                        "refused",
                                        refused -> refused.running(shelf -> {
                                                    throw new RefusedException("no");
                                                })
                                                .refusedUnless(all -> all.size() > 1_000))
                                .on(Shelf::new)
                                .withSequences(10))
                        .holds())
                .hasMessage(
                        "%nExpecting each command to be done at least once in 10 sequences of 200 commands, or nothing is known of it, but these never were: never (never run), refused (refused each time)%nLet taking(...) give arguments for which it is possible, or run more and longer sequences."
                                .formatted());
    }

    @Test
    void a_script_runs_as_it_stands() {
        Script script = Script.of("put", 0).then("put", 37).then("take");
        assertThat(LIFECYCLE.on(Shelf::new)).holdsFor(script);
        assertThat(script).hasToString("put(0), put(37), take()");
        assertThatThrownBy(() -> assertThat(LIFECYCLE.on(LosesFromThe37th::new)).holdsFor(script))
                .hasMessage("""

                        Expecting the service to keep to its model, but it breaks a rule: what was put is there
                        The script is broken by its last step:
                          1. put(0)
                          2. put(37)
                        In step 2 the invariant 'what was put is there' does not hold
                        Model:    [0, 37]
                        Observed: [37]""".replace("\n", System.lineSeparator()));
    }

    @Test
    void a_script_that_cannot_be_is_refused() {
        LifecycleCheck<?, ?, ?> check = LIFECYCLE.on(Shelf::new);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check.run(Script.of("push")))
                .withMessage("The script has a command 'push', but the lifecycle has only [put, take].");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check.run(Script.of("put")))
                .withMessage("put() of the script has no argument, but the command takes one.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check.run(Script.of("take", "it")))
                .withMessage("take(\"it\") of the script has an argument, but the command takes none.");
    }

    @Test
    void arguments_are_written_as_java_where_they_can_be() {
        enum Color {
            RED
        }
        record Other() {}
        assertThat(Literal.java("a \"b\"\n\\ \u0001")).contains("\"a \\\"b\\\"\\n\\\\ \\u0001\"");
        assertThat(Literal.java(3)).contains("3");
        assertThat(Literal.java(3L)).contains("3L");
        assertThat(Literal.java(0.5)).contains("0.5");
        assertThat(Literal.java(true)).contains("true");
        assertThat(Literal.java(Color.RED)).contains("Color.RED");
        assertThat(Literal.java(Double.NaN)).isEmpty();
        assertThat(Literal.java(new Other())).isEmpty();
        assertThat(Literal.shown(new int[] {1, 2})).isEqualTo("[1, 2]");
        assertThat(Literal.shown(null)).isEqualTo("null");
    }

    @Test
    void what_changes_by_itself_cannot_be_judged() {
        AtomicInteger clock = new AtomicInteger();
        assertThatExceptionOfType(LifecycleException.class)
                .isThrownBy(() -> Lifecycle.<Shelf, String, Integer>of("", shelf -> clock.incrementAndGet())
                        .withCommand("wait", wait -> wait.running(shelf -> {}))
                        .on(Shelf::new)
                        .run())
                .withMessage(
                        "What is observed changes although nothing was asked of the service: first 1, then 2. Let its type have equals, and leave out what changes by itself, such as times.");
    }

    @Test
    void faults_of_the_model_are_no_faults_of_the_service() {
        assertThatExceptionOfType(LifecycleException.class)
                .isThrownBy(() -> LIFECYCLE
                        .withCommand("take", take -> take.calling(Shelf::take).changing(all -> all.subList(0, -1)))
                        .on(Shelf::new)
                        .run(Script.of("put", 3).then("take")))
                .withMessageStartingWith("The model of 'take()' failed in the state [3]: ");
        assertThatExceptionOfType(LifecycleException.class)
                .isThrownBy(() -> LIFECYCLE
                        .withInvariant("odd", (all, seen) -> all.get(0) == 1)
                        .on(Shelf::new)
                        .run())
                .withMessageStartingWith("The invariant 'odd' itself failed: ");
        assertThatExceptionOfType(LifecycleException.class)
                .isThrownBy(() -> LIFECYCLE
                        .on(() -> {
                            throw new java.io.IOException("no port");
                        })
                        .run())
                .withMessage("The service does not start: java.io.IOException: no port");
        assertThatExceptionOfType(LifecycleException.class)
                .isThrownBy(() -> LIFECYCLE
                        .on(() -> new Shelf() {
                            @Override
                            public void close() {
                                throw new IllegalStateException("busy");
                            }
                        })
                        .run())
                .withMessage("The service cannot be closed: java.lang.IllegalStateException: busy");
    }

    @Test
    void what_cannot_be_run_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LIFECYCLE.withCommand("look", look -> look))
                .withMessage("Command 'look' does not say how it runs: call running(...) or calling(...) on it.");
        assertThatIllegalStateException()
                .isThrownBy(() -> LIFECYCLE.withCommand(
                        "look", look -> look.running(shelf -> {}).taking(all -> all)))
                .withMessage("Command 'look' has to say what it is taking before it says how it runs.");
        assertThatIllegalStateException()
                .isThrownBy(() -> LIFECYCLE.withoutCommands("put", "take").on(Shelf::new))
                .withMessage("A lifecycle without commands judges nothing: add some with withCommand(...).");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LIFECYCLE.withoutCommands("push"))
                .withMessage("There is no command 'push' to leave out, only [put, take].");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LIFECYCLE.withoutInvariants("it"))
                .withMessage("There is no invariant 'it' to leave out, only [what was put is there].");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LIFECYCLE.on(Shelf::new).withSequences(0))
                .withMessage("There must be at least 1 sequence, but there are to be 0.");
    }

    @Test
    @SuppressWarnings({"rawtypes", "unchecked"}) // a class literal has no parameters
    void soft_assertions_go_on() {
        SoftAssertions softly = new SoftAssertions();
        softly.proxy(
                        LifecycleAssert.class,
                        (Class<LifecycleCheck<?, ?, ?>>) (Class) LifecycleCheck.class,
                        LIFECYCLE.on(LosesFromThe37th::new))
                .holds()
                .holdsFor(Script.of("put", 1))
                .holdsFor(Script.of("put", 1).then("put", 40));
        assertThat(softly.assertionErrorsCollected()).hasSize(2);

        assertThat((Object) LIFECYCLE.on(Shelf::new))
                .asInstanceOf(LifecycleAssert.LIFECYCLE)
                .holds();
    }
}
