package io.mmp.test.lifecycle;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the model says of the outcome of a command in a state.
 *
 * @param states the states that are possible afterwards, the likeliest first; none if the outcome is wrong
 * @param rule what is wrong, in words that are the same for all arguments; empty if nothing is
 * @param detail what is wrong here
 * @param isGuess whether there may be states afterwards that the model cannot tell, as they depend on an answer that did not arrive
 */
record Judgement<M>(List<M> states, String rule, String detail, boolean isGuess) {

    private static <M> Judgement<M> right(List<M> states) {
        return new Judgement<>(states, "", "", false);
    }

    private static <M> Judgement<M> wrong(String rule, String detail) {
        return new Judgement<>(List.of(), rule, detail, false);
    }

    boolean isRight() {
        return !states.isEmpty();
    }

    /** Judge an outcome. */
    static <M, A, R> Judgement<M> of(
            Command<?, M, A, R> command, M before, @Nullable Object argument, Outcome outcome) {
        return guarded(command, before, argument, () -> judge(command, before, typed(argument), outcome));
    }

    private static <M, A, R> Judgement<M> judge(Command<?, M, A, R> command, M before, A argument, Outcome outcome) {
        boolean possible = command.possible == null || command.possible.test(before, argument);
        String name = command.name;
        return switch (outcome.kind()) {
            case BROKEN ->
                wrong(
                        "%s must not break".formatted(name),
                        "it threw %s, which is neither a refusal nor a timeout".formatted(outcome.thrown()));
            case REFUSED ->
                !possible || command.refusable
                        ? right(List.of(before))
                        : wrong(
                                "%s must not be refused here".formatted(name),
                                "it was refused (%s), but is possible".formatted(outcome.reason()));
            case UNKNOWN -> possible ? unknown(command, before, argument) : right(List.of(before));
            case ANSWERED ->
                possible
                        ? answered(command, before, argument, outcome.answer())
                        : wrong(
                                "%s must be refused here".formatted(name),
                                "it was done%s, but must be refused".formatted(outcome.shown()));
        };
    }

    private static <M, A, R> Judgement<M> answered(
            Command<?, M, A, R> command, M before, A argument, @Nullable Object answer) {
        R given = typed(answer);
        if (command.answers && command.expected != null) {
            Object expected = command.expected.apply(before, argument);
            if (!Objects.deepEquals(expected, answer)) {
                return wrong(
                        "%s must answer what the model answers".formatted(command.name),
                        "it answered %s, but must answer %s".formatted(Literal.shown(answer), Literal.shown(expected)));
            }
        }
        for (Postcondition<M, A, R> postcondition : command.postconditions) {
            if (!postcondition.condition().holds(before, argument, given)) {
                return wrong(
                        "%s: %s".formatted(command.name, postcondition.description()),
                        "it answered %s, which breaks its postcondition '%s'"
                                .formatted(Literal.shown(answer), postcondition.description()));
            }
        }
        return right(List.of(next(command, before, argument, given)));
    }

    /** It may have been done or not. */
    private static <M, A, R> Judgement<M> unknown(Command<?, M, A, R> command, M before, A argument) {
        if (command.change == null) {
            return right(List.of(before));
        }
        if (command.changesByAnswer && command.expected == null) {
            return new Judgement<>(List.of(before), "", "", true);
        }
        R answer = command.expected == null ? typed(null) : command.expected.apply(before, argument);
        M after = next(command, before, argument, answer);
        return right(after.equals(before) ? List.of(before) : List.of(before, after));
    }

    private static <M, A, R> M next(Command<?, M, A, R> command, M before, A argument, R answer) {
        return command.change == null ? before : command.change.apply(before, argument, answer);
    }

    /** Return what the command can take in a state; one argument that is null if it takes none. */
    static <M> List<?> candidates(Command<?, M, ?, ?> command, M state) {
        var candidates = command.candidates;
        if (candidates == null) {
            return Collections.singletonList(null);
        }
        return guarded(command, state, null, () -> List.copyOf(candidates.apply(state)));
    }

    /** Return whether its precondition holds. */
    static <M, A> boolean mayRun(Command<?, M, A, ?> command, M state, @Nullable Object argument) {
        var precondition = command.precondition;
        return precondition == null
                || guarded(command, state, argument, () -> precondition.test(state, typed(argument)));
    }

    /** Return whether the service has to do it. */
    static <M, A> boolean isPossible(Command<?, M, A, ?> command, M state, @Nullable Object argument) {
        var possible = command.possible;
        return possible == null || guarded(command, state, argument, () -> possible.test(state, typed(argument)));
    }

    /** Run it on the service. */
    static <S, A> @Nullable Object ask(Command<S, ?, A, ?> command, S service, @Nullable Object argument)
            throws Exception {
        return Objects.requireNonNull(command.call).ask(service, typed(argument));
    }

    /** Return what a command is given or answers; it is null where its type is {@link Void}. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"
    }) // commands are called with what is theirs
    static <T> T typed(@Nullable Object value) {
        return (T) value;
    }

    private static <T> T guarded(
            Command<?, ?, ?, ?> command, Object state, @Nullable Object argument, Supplier<T> model) {
        try {
            return model.get();
        } catch (RuntimeException e) {
            throw new LifecycleException(
                    "The model of '%s' failed in the state %s: %s".formatted(Step.shown(command, argument), state, e),
                    e);
        }
    }
}
