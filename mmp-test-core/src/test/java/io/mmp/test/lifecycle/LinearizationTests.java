package io.mmp.test.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Histories of a register that were written down by hand: who called what, and when. */
class LinearizationTests {

    private static final Lifecycle<Object, Integer, String> REGISTER = Lifecycle.<Object, Integer, String>of(
                    0, register -> "")
            .withCommand(
                    "write",
                    write -> write.taking(value -> List.of(1, 2, 3))
                            .running((register, written) -> {})
                            .changing((value, written) -> written))
            .withCommand("read", read -> read.calling(register -> 0).answering(value -> value));

    private final List<Operation<Object, Integer>> history = new ArrayList<>();

    @Test
    void what_overlaps_may_be_in_any_order() {
        write(1, 1, 10);
        write(2, 2, 9);
        read(2, 11, 12);
        assertThat(decide()).isEqualTo(Conclusion.PASS);
    }

    @Test
    void what_returned_before_comes_before() {
        write(1, 1, 2);
        read(0, 3, 4);
        assertThat(decide()).isEqualTo(Conclusion.FAIL);
    }

    @Test
    void one_client_sees_no_value_go_back() {
        write(1, 1, 10);
        read(1, 2, 3);
        read(0, 4, 5);
        assertThat(decide()).isEqualTo(Conclusion.FAIL);
    }

    @Test
    void a_read_during_a_write_sees_either() {
        write(1, 1, 10);
        read(0, 2, 3);
        read(1, 4, 5);
        assertThat(decide()).isEqualTo(Conclusion.PASS);
    }

    @Test
    void a_write_that_did_not_return_may_be_done_late_or_never() {
        lostWrite(1, 1);
        read(0, 2, 3);
        read(1, 4, 5);
        assertThat(decide()).isEqualTo(Conclusion.PASS);
        history.clear();
        lostWrite(1, 1);
        read(0, 2, 3);
        assertThat(decide()).isEqualTo(Conclusion.PASS);
        history.clear();
        lostWrite(1, 1);
        read(1, 2, 3);
        read(0, 4, 5);
        assertThat(decide()).isEqualTo(Conclusion.FAIL);
    }

    @Test
    void what_did_not_return_is_not_done_before_it_was_called() {
        read(1, 1, 2);
        lostWrite(1, 3);
        assertThat(decide()).isEqualTo(Conclusion.FAIL);
    }

    @Test
    void the_end_must_fit_as_well() {
        write(1, 1, 4);
        write(2, 2, 3);
        assertThat(decideWithEnd(1)).isEqualTo(Conclusion.PASS);
        assertThat(decideWithEnd(2)).isEqualTo(Conclusion.PASS);
        assertThat(decideWithEnd(0)).isEqualTo(Conclusion.FAIL);
    }

    /** The search against all orders tried one by one. */
    @Test
    void small_histories_are_decided_as_by_trying_all_orders() {
        SplittableRandom random = new SplittableRandom(7);
        int linearizable = 0;
        for (int i = 0; i < 2_000; i++) {
            history.clear();
            for (int client = 0; client < 3; client++) {
                long time = random.nextInt(6);
                for (int j = 0; j < 2; j++) {
                    long called = time + 1 + random.nextInt(4);
                    time = called + 1 + random.nextInt(6);
                    if (random.nextBoolean()) {
                        write(1 + random.nextInt(3), called * 3 + client, time * 3 + client);
                    } else {
                        read(random.nextInt(4), called * 3 + client, time * 3 + client);
                    }
                }
            }
            boolean expected = anyOrder(new ArrayList<>(history), 0);
            assertThat(decide()).isEqualTo(expected ? Conclusion.PASS : Conclusion.FAIL);
            linearizable += expected ? 1 : 0;
        }
        assertThat(linearizable).isBetween(200, 1_800);
    }

    private static boolean anyOrder(List<Operation<Object, Integer>> left, int value) {
        return left.isEmpty()
                || left.stream().anyMatch(next -> {
                    boolean isFirst = left.stream().noneMatch(other -> other.returned() < next.called());
                    boolean isWrite = next.step().argument() != null;
                    List<Operation<Object, Integer>> rest = new ArrayList<>(left);
                    rest.remove(next);
                    return isFirst
                            && (isWrite || next.outcome().answer().equals(value))
                            && anyOrder(rest, isWrite ? (Integer) next.step().argument() : value);
                });
    }

    private Conclusion decide() {
        return Linearization.decide(List.of(0), history, value -> Optional.empty(), 10_000)
                .conclusion();
    }

    private Conclusion decideWithEnd(int end) {
        return Linearization.decide(
                        List.of(0),
                        history,
                        value -> value == end ? Optional.empty() : Optional.of(new Violation("end", "it is " + value)),
                        10_000)
                .conclusion();
    }

    private void write(int value, long called, long returned) {
        history.add(operation(0, value, Outcome.answered(null), called, returned));
    }

    private void lostWrite(int value, long called) {
        history.add(operation(
                0, value, new Outcome(Outcome.Kind.UNKNOWN, null, new TimeoutException()), called, Operation.NEVER));
    }

    private void read(int value, long called, long returned) {
        history.add(operation(1, null, Outcome.answered(value), called, returned));
    }

    private Operation<Object, Integer> operation(
            int command, Integer argument, Outcome outcome, long called, long returned) {
        return new Operation<>(
                history.size() + 1,
                new Step<>(REGISTER.commands().get(command), argument, Step.EXACT),
                outcome,
                called,
                returned);
    }
}
