package io.mmp.test.lifecycle;

import static java.util.stream.Collectors.joining;

import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Looks for an order of the clients' operations that the model allows and that keeps to the times of their calls: linearizability.
 *
 * <p>The search is that of Wing and Gong ("Testing and verifying concurrent objects", 1993) with the memory of Lowe ("Testing for
 * linearizability", 2017): the same operations done and the same state of the model are looked at once. An operation whose outcome is
 * unknown may stand anywhere after its call, or nowhere. What is observed at the end has to fit the state that the order ends in.
 *
 * @param <S> the service
 * @param <M> the state of the model
 */
final class Linearization<S, M> {

    /** Says what is wrong in the state after all operations. */
    interface End<M> extends Function<M, Optional<Violation>> {}

    private record Configuration<M>(BitSet done, M state) {}

    private final List<Operation<S, M>> operations;
    private final End<M> end;
    private final int bound;
    private final BitSet known = new BitSet();
    private final Set<Configuration<M>> seen = new HashSet<>();
    private final Deque<Operation<S, M>> order = new ArrayDeque<>();
    private boolean guessed;
    private int longest = -1;
    private String reason = "";

    private Linearization(List<Operation<S, M>> operations, End<M> end, int bound) {
        this.operations = operations;
        this.end = end;
        this.bound = bound;
        for (int i = 0; i < operations.size(); i++) {
            known.set(i, operations.get(i).isKnown());
        }
    }

    /**
     * Decide.
     *
     * @param starts the states that the model may have been in before
     * @param end judges the state after all
     * @param bound how many states to look at
     */
    static <S, M> Decision decide(List<M> starts, List<Operation<S, M>> operations, End<M> end, int bound) {
        Linearization<S, M> search = new Linearization<>(operations, end, bound);
        for (M start : starts) {
            if (search.from(new BitSet(), start)) {
                return new Decision(Conclusion.PASS, "");
            }
        }
        return search.failed();
    }

    private Decision failed() {
        if (seen.size() >= bound) {
            return new Decision(
                    Conclusion.INCONCLUSIVE,
                    String.format(
                            Locale.ROOT,
                            "the search was given up after %,d states of the model: no order was found, but there may be one. Run fewer commands (withLength) or look at more states (withSearchBound)",
                            bound));
        }
        if (guessed) {
            return new Decision(
                    Conclusion.INCONCLUSIVE,
                    "a command whose answer did not arrive changes the model by its answer, so that what it did cannot be known. Say what it answers with answering(...)");
        }
        return new Decision(Conclusion.FAIL, reason);
    }

    private boolean from(BitSet done, M state) {
        if (seen.size() >= bound || !seen.add(new Configuration<>(done, state))) {
            return false;
        }
        if (isComplete(done)) {
            Optional<Violation> wrong = end.apply(state);
            if (wrong.isEmpty()) {
                return true;
            }
            explain(done, "%n  after it %s".formatted(indented(wrong.get().detail())));
        }
        long firstReturn = firstReturn(done);
        StringBuilder stuck = new StringBuilder();
        for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
            Operation<S, M> operation = operations.get(i);
            if (operation.called() > firstReturn) {
                continue;
            }
            Judgement<M> judged = Judgement.of(
                    operation.step().command(), state, operation.step().argument(), operation.outcome());
            guessed |= judged.isGuess();
            if (!judged.isRight()) {
                stuck.append("%n  %s of client %s cannot follow: %s"
                        .formatted(operation.step(), operation.client(), judged.detail()));
            } else if (follow(done, i, judged.states())) {
                return true;
            }
        }
        if (!isComplete(done)) {
            explain(done, stuck + "%n  Model: %s".formatted(Literal.shown(state)));
        }
        return false;
    }

    private boolean follow(BitSet done, int next, List<M> states) {
        BitSet more = (BitSet) done.clone();
        more.set(next);
        order.addLast(operations.get(next));
        for (M state : states) {
            if (from(more, state)) {
                return true;
            }
        }
        order.removeLast();
        return false;
    }

    private boolean isComplete(BitSet done) {
        BitSet missing = (BitSet) known.clone();
        missing.andNot(done);
        return missing.isEmpty();
    }

    /** Of those that are not done; what was called later comes later. */
    private long firstReturn(BitSet done) {
        long first = Operation.NEVER;
        for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
            first = Math.min(first, operations.get(i).returned());
        }
        return first;
    }

    /** Keep the reason of the longest order. */
    private void explain(BitSet done, String why) {
        if (done.cardinality() > longest) {
            longest = done.cardinality();
            String fits = order.isEmpty()
                    ? "none of them can be the first:"
                    : order.stream()
                            .map(each -> each.step().toString())
                            .collect(joining(", ", "the longest order that fits is ", ";"));
            reason = fits + why;
        }
    }

    private static String indented(String lines) {
        return lines.lines().collect(joining(System.lineSeparator() + "  "));
    }
}
