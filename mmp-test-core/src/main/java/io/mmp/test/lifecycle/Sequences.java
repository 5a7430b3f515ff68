package io.mmp.test.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Runs sequences from one client: drawn ones and given ones. */
final class Sequences<S, M, O> {

    private final Lifecycle<S, M, O> lifecycle;
    private final Systems<S> systems;

    Sequences(Lifecycle<S, M, O> lifecycle, Systems<S> systems) {
        this.lifecycle = lifecycle;
        this.systems = systems;
    }

    /** Draw steps and take them until a rule is broken. */
    Trace<S, M, O> draw(SplittableRandom random, int length, boolean isFirst) {
        return systems.use(service -> {
            Execution<S, M, O> execution = new Execution<>(lifecycle, service);
            if (isFirst) {
                execution.requireStableObservation();
            }
            draw(execution, random, length);
            return execution.trace();
        });
    }

    void draw(Execution<S, M, O> execution, SplittableRandom random, int length) {
        for (int i = 0; i < length && !execution.isOver(); i++) {
            List<Step<S, M>> possible = steps(lifecycle, execution.state(), random, command -> true);
            if (possible.isEmpty()) {
                return;
            }
            execution.take(possible.get(random.nextInt(possible.size())));
        }
    }

    /** Take these steps; those that cannot be run where they stand are left out. */
    Trace<S, M, O> replay(List<Step<S, M>> steps) {
        return systems.use(service -> {
            Execution<S, M, O> execution = new Execution<>(lifecycle, service);
            for (Step<S, M> step : steps) {
                if (execution.isOver()) {
                    break;
                }
                execution.take(step);
            }
            return execution.trace();
        });
    }

    /** Take these steps, all of them. */
    Trace<S, M, O> follow(Script script) {
        List<Step<S, M>> steps = script.steps(lifecycle);
        return systems.use(service -> {
            Execution<S, M, O> execution = new Execution<>(lifecycle, service);
            for (Step<S, M> step : steps) {
                if (execution.isOver()) {
                    break;
                }
                if (!execution.take(step)) {
                    throw new IllegalArgumentException(
                            "%s of the script does not meet its precondition in the state %s."
                                    .formatted(step, Literal.shown(execution.state())));
                }
            }
            return execution.trace();
        });
    }

    /**
     * Return each command that can be run in a state, with an argument that was drawn.
     *
     * <p>Most of what can be drawn is impossible and would be refused. So three times of four it is drawn from what is possible, that
     * sequences get somewhere, and else from what is not.
     */
    static <S, M> List<Step<S, M>> steps(
            Lifecycle<S, M, ?> lifecycle, M state, SplittableRandom random, Predicate<Command<S, M, ?, ?>> condition) {
        boolean wantsPossible = random.nextInt(4) > 0;
        List<Step<S, M>> possible = new ArrayList<>();
        List<Step<S, M>> impossible = new ArrayList<>();
        for (Command<S, M, ?, ?> command : lifecycle.commands()) {
            if (condition.test(command)) {
                List<Step<S, M>> steps = steps(command, state);
                Predicate<Step<S, M>> isPossible = step -> Judgement.isPossible(command, state, step.argument());
                draw(steps.stream().filter(isPossible).toList(), random, possible);
                draw(steps.stream().filter(isPossible.negate()).toList(), random, impossible);
            }
        }
        return impossible.isEmpty() || (wantsPossible && !possible.isEmpty()) ? possible : impossible;
    }

    private static <T> void draw(List<T> from, SplittableRandom random, List<T> to) {
        if (!from.isEmpty()) {
            to.add(from.get(random.nextInt(from.size())));
        }
    }

    private static <S, M> List<Step<S, M>> steps(Command<S, M, ?, ?> command, M state) {
        List<?> candidates = Judgement.candidates(command, state);
        return IntStream.range(0, candidates.size())
                .mapToObj(place -> new Step<S, M>(command, candidates.get(place), place))
                .filter(step -> Judgement.mayRun(command, state, step.argument()))
                .toList();
    }
}
