package io.mmp.test.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command with what it is to be given.
 *
 * @param argument what it was given; null if it takes nothing, or if the place decides alone
 * @param place the place of the argument among the candidates, from which another is taken where the argument is none of them;
 *     {@link #EXACT} if only the argument will do
 */
record Step<S, M>(Command<S, M, ?, ?> command, @Nullable Object argument, int place)
        implements Shrinking.Item<Step<S, M>> {

    static final int EXACT = -1;

    /** Return the step with the argument that it gets in a state; empty if it cannot be run there. */
    Optional<Step<S, M>> in(M state) {
        Step<S, M> resolved = this;
        if (command.candidates != null && place != EXACT) {
            List<?> candidates = Judgement.candidates(command, state);
            if (candidates.isEmpty()) {
                return Optional.empty();
            }
            int same = argument == null ? -1 : candidates.indexOf(argument);
            int at = same >= 0 ? same : Math.min(place, candidates.size() - 1);
            resolved = new Step<>(command, candidates.get(at), at);
        }
        return Judgement.mayRun(command, state, resolved.argument) ? Optional.of(resolved) : Optional.empty();
    }

    /** Return the step with arguments that come earlier. */
    @Override
    public List<Step<S, M>> simpler() {
        List<Step<S, M>> simpler = new ArrayList<>();
        for (int back = place; back > 0; back /= 2) {
            simpler.add(new Step<>(command, null, place - back));
        }
        return simpler;
    }

    @Override
    public boolean isLike(Step<S, M> other) {
        return argument != null && argument.equals(other.argument) && place == other.place;
    }

    @Override
    public Step<S, M> like(Step<S, M> other) {
        return new Step<>(command, other.argument, other.place);
    }

    @Override
    public int complexity() {
        return Math.max(0, place);
    }

    static String shown(Command<?, ?, ?, ?> command, @Nullable Object argument) {
        return command.name + "(" + (argument == null ? "" : Literal.shown(argument)) + ")";
    }

    @Override
    public String toString() {
        return shown(command, argument);
    }
}
