package io.mmp.test.lifecycle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be asked of the service: how it is run, and what the model says of it.
 *
 * <p>{@link Lifecycle#withCommand} hands one out that has a name only. Each method returns a copy that knows more.
 *
 * <pre>{@code
 * .withCommand("promote", promote -> promote
 *         .taking(Versions::all)                       // one of them is drawn
 *         .running(ModelService::promote)              // on the real service
 *         .refusedUnless(Versions::isStaged)           // else the service must refuse it, and nothing changes
 *         .changing(Versions::promoted))               // the state of the model afterwards
 * }</pre>
 *
 * @param <S> the service
 * @param <M> the state of the model
 * @param <A> the argument; {@link Void} without one
 * @param <R> the answer
 * @since 0.1.0
 */
public final class Command<S, M, A, R> {

    // Written only while a copy is made.
    final String name;

    @Nullable
    Function<? super M, ? extends Collection<? extends A>> candidates;

    @Nullable
    QuestionWith<S, A, ?> call;

    boolean answers;

    @Nullable
    BiPredicate<? super M, ? super A> precondition;

    @Nullable
    BiPredicate<? super M, ? super A> possible;

    boolean refusable;

    @Nullable
    Change<M, A, R> change;

    boolean changesByAnswer;

    @Nullable
    BiFunction<? super M, ? super A, ? extends R> expected;

    List<Postcondition<M, A, R>> postconditions = List.of();

    private Command(String name) {
        this.name = name;
    }

    static <S, M> Command<S, M, Void, Object> named(String name) {
        return new Command<>(name);
    }

    /**
     * Draw an argument from these, which can depend on the state of the model: the simplest first, as shrinking prefers it. Where there
     * are none, the command is not run.
     *
     * @param candidates gives what may be possible and, to see it refused, what is impossible
     */
    public <B> Command<S, M, B, R> taking(Function<? super M, ? extends Collection<? extends B>> candidates) {
        if (call != null) {
            throw new IllegalStateException(
                    "Command '%s' has to say what it is taking before it says how it runs.".formatted(name));
        }
        Command<S, M, B, R> copy = new Command<>(name);
        copy.candidates = candidates;
        return copy;
    }

    /** Run it on the service, which answers nothing. */
    public Command<S, M, A, Void> running(Action<? super S> action) {
        return running((service, argument) -> action.run(service));
    }

    /** Run it on the service, which answers nothing. */
    public Command<S, M, A, Void> running(ActionWith<? super S, ? super A> action) {
        return called(
                (service, argument) -> {
                    action.run(service, argument);
                    return Judgement.typed(null);
                },
                false);
    }

    /** Run it on the service, and judge its answer. */
    public <T> Command<S, M, A, T> calling(Question<? super S, ? extends T> question) {
        return called((service, argument) -> question.ask(service), true);
    }

    /** Run it on the service, and judge its answer. */
    public <T> Command<S, M, A, T> calling(QuestionWith<? super S, ? super A, ? extends T> question) {
        return called(question::ask, true);
    }

    private <T> Command<S, M, A, T> called(QuestionWith<S, A, T> how, boolean hasAnswer) {
        Command<S, M, A, T> copy = new Command<>(name);
        copy.candidates = candidates;
        copy.call = how;
        copy.answers = hasAnswer;
        return copy;
    }

    /**
     * Run it only in states in which this holds, since nothing is known of what it does elsewhere. What the service has to refuse
     * belongs into {@link #refusedUnless}.
     *
     * <p>With several clients at once nobody knows the state, so that such a command is run only before they start.
     */
    public Command<S, M, A, R> withPrecondition(Predicate<? super M> condition) {
        return withPrecondition((state, argument) -> condition.test(state));
    }

    /** Run it only in states and with arguments for which this holds. */
    public Command<S, M, A, R> withPrecondition(BiPredicate<? super M, ? super A> condition) {
        Command<S, M, A, R> copy = copy();
        copy.precondition = condition;
        return copy;
    }

    /** Expect the service to refuse it unless this holds; without this, it must never refuse it. */
    public Command<S, M, A, R> refusedUnless(Predicate<? super M> condition) {
        return refusedUnless((state, argument) -> condition.test(state));
    }

    /** Expect the service to refuse it unless this holds; without this, it must never refuse it. */
    public Command<S, M, A, R> refusedUnless(BiPredicate<? super M, ? super A> condition) {
        Command<S, M, A, R> copy = copy();
        copy.possible = condition;
        return copy;
    }

    /** Let the service refuse it at any time, such as because another client was first; then nothing may have changed. */
    public Command<S, M, A, R> maybeRefused() {
        Command<S, M, A, R> copy = copy();
        copy.refusable = true;
        return copy;
    }

    /** Say what the state of the model is afterwards; without this, it is as before. */
    public Command<S, M, A, R> changing(Function<? super M, ? extends M> next) {
        return changed((state, argument, answer) -> next.apply(state), false);
    }

    /** Say what the state of the model is afterwards, from its argument. */
    public Command<S, M, A, R> changing(BiFunction<? super M, ? super A, ? extends M> next) {
        return changed((state, argument, answer) -> next.apply(state, argument), false);
    }

    /** Say what the state of the model is afterwards, from its argument and what the service answered, such as an id that it chose. */
    public Command<S, M, A, R> changing(Change<M, ? super A, ? super R> next) {
        return changed(next::apply, true);
    }

    private Command<S, M, A, R> changed(Change<M, A, R> next, boolean byAnswer) {
        Command<S, M, A, R> copy = copy();
        copy.change = next;
        copy.changesByAnswer = byAnswer;
        return copy;
    }

    /** Expect this answer, which can depend on the state before. */
    public Command<S, M, A, R> answering(Function<? super M, ? extends R> answer) {
        return answering((state, argument) -> answer.apply(state));
    }

    /** Expect this answer, which can depend on the state before and the argument. */
    public Command<S, M, A, R> answering(BiFunction<? super M, ? super A, ? extends R> answer) {
        Command<S, M, A, R> copy = copy();
        copy.expected = answer;
        return copy;
    }

    /** Expect this of the answer, where more than one is right. */
    public Command<S, M, A, R> withPostcondition(String description, Condition<M, ? super A, ? super R> condition) {
        Command<S, M, A, R> copy = copy();
        List<Postcondition<M, A, R>> all = new ArrayList<>(postconditions);
        all.add(new Postcondition<>(description, condition::holds));
        copy.postconditions = List.copyOf(all);
        return copy;
    }

    private Command<S, M, A, R> copy() {
        Command<S, M, A, R> copy = new Command<>(name);
        copy.candidates = candidates;
        copy.call = call;
        copy.answers = answers;
        copy.precondition = precondition;
        copy.possible = possible;
        copy.refusable = refusable;
        copy.change = change;
        copy.changesByAnswer = changesByAnswer;
        copy.expected = expected;
        copy.postconditions = postconditions;
        return copy;
    }
}
