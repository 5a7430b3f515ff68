package io.mmp.test.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a stateful service may do, and must never do: a model with commands and invariants.
 *
 * <p>The state of the model is an immutable value with {@code equals}, such as a record. What is observed of the service needs
 * {@code equals} as well, deep into arrays; a command that is refused must leave it as it is.
 *
 * <pre>{@code
 * Lifecycle.of(Versions.NONE, ModelService::view)
 *         .withRefusals(IllegalStateException.class)
 *         .withCommand("register", register -> register
 *                 .calling(ModelService::register)
 *                 .answering(Versions::next)
 *                 .changing(Versions::registered))
 *         .withCommand("promote", promote -> promote
 *                 .taking(Versions::all)
 *                 .running(ModelService::promote)
 *                 .refusedUnless(Versions::isStaged)
 *                 .changing(Versions::promoted))
 *         .withInvariant("one version at most is in production", (versions, view) -> view.production().size() <= 1)
 *         .withStepInvariant("history is append-only", (before, after) -> after.startsWith(before));
 * }</pre>
 *
 * @param <S> the service
 * @param <M> the state of the model
 * @param <O> what is observed of the service
 * @since 0.1.0
 */
public final class Lifecycle<S, M, O> {

    private final M initial;
    private final Question<? super S, ? extends O> observation;
    private final List<Command<S, M, ?, ?>> commands;
    private final List<Invariant<M, O>> invariants;
    private final Outcomes outcomes;

    private Lifecycle(
            M initial,
            Question<? super S, ? extends O> observation,
            List<Command<S, M, ?, ?>> commands,
            List<Invariant<M, O>> invariants,
            Outcomes outcomes) {
        this.initial = initial;
        this.observation = observation;
        this.commands = List.copyOf(commands);
        this.invariants = List.copyOf(invariants);
        this.outcomes = outcomes;
    }

    /**
     * Start a model without commands.
     *
     * @param initial the state of the model when nothing has been asked of the service
     * @param observation reads what the invariants judge; a constant where there is nothing to see
     */
    public static <S, M, O> Lifecycle<S, M, O> of(M initial, Question<? super S, ? extends O> observation) {
        return new Lifecycle<>(initial, observation, List.of(), List.of(), Outcomes.DEFAULT);
    }

    /**
     * Add a command, or replace the one of this name where it stands.
     *
     * @param definition says how it runs and what the model says of it
     */
    public Lifecycle<S, M, O> withCommand(
            String name, Function<? super Command<S, M, Void, Object>, ? extends Command<S, M, ?, ?>> definition) {
        Command<S, M, ?, ?> command = definition.apply(Command.named(name));
        if (command.call == null) {
            throw new IllegalArgumentException(
                    "Command '%s' does not say how it runs: call running(...) or calling(...) on it.".formatted(name));
        }
        List<Command<S, M, ?, ?>> all = new ArrayList<>(commands);
        int place = names(commands, each -> each.name).indexOf(name);
        if (place < 0) {
            all.add(command);
        } else {
            all.set(place, command);
        }
        return new Lifecycle<>(initial, observation, all, invariants, outcomes);
    }

    /**
     * Leave commands out, such as those of a ready-made lifecycle that a service does not have.
     *
     * @throws IllegalArgumentException if there is none of a name
     */
    public Lifecycle<S, M, O> withoutCommands(String... names) {
        List<Command<S, M, ?, ?>> left = without(commands, each -> each.name, "command", names);
        return new Lifecycle<>(initial, observation, left, invariants, outcomes);
    }

    /** Add a rule that holds whenever the service is observed, of the state of the model and of what is observed. */
    public Lifecycle<S, M, O> withInvariant(String name, BiPredicate<? super M, ? super O> rule) {
        return with(new Invariant.Always<>(name, rule));
    }

    /** Add a rule on what is observed before and after one command, such as that a history is append-only. */
    public Lifecycle<S, M, O> withStepInvariant(String name, BiPredicate<? super O, ? super O> rule) {
        return with(new Invariant.Step<>(name, rule));
    }

    /**
     * Add a rule on all that is observed in a sequence: where the key was the same, the value is, such as the predictions of one version
     * before it was retired and after it was restored.
     *
     * @param key null where there is nothing to compare
     */
    public Lifecycle<S, M, O> withStable(
            String name,
            Function<? super O, ? extends @Nullable Object> key,
            Function<? super O, ? extends @Nullable Object> value) {
        return with(new Invariant.Stable<>(name, key, value));
    }

    /**
     * Leave rules out.
     *
     * @throws IllegalArgumentException if there is none of a name
     */
    public Lifecycle<S, M, O> withoutInvariants(String... names) {
        List<Invariant<M, O>> left = without(invariants, Invariant::name, "invariant", names);
        return new Lifecycle<>(initial, observation, commands, left, outcomes);
    }

    /** Take exceptions of a type for the service's way to refuse a command, besides those that were named before. */
    public Lifecycle<S, M, O> withRefusals(Class<? extends Exception> type) {
        return withRefusals(type::isInstance);
    }

    /** Take exceptions of which this holds for the service's way to refuse a command, besides those that were named before. */
    public Lifecycle<S, M, O> withRefusals(Predicate<? super Exception> refusal) {
        return new Lifecycle<>(initial, observation, commands, invariants, outcomes.withRefusal(refusal));
    }

    /**
     * Take exceptions of which this holds, or holds for one of their causes, for an answer that did not arrive: the command may have been
     * done or not. Timeouts of the JDK are taken for it without being named.
     */
    public Lifecycle<S, M, O> withUnknownOutcomes(Predicate<? super Throwable> unknown) {
        return new Lifecycle<>(initial, observation, commands, invariants, outcomes.withUnknown(unknown));
    }

    /**
     * Run it on real services.
     *
     * @param supplier starts a new one for each sequence, which is closed after it if it is {@link AutoCloseable}
     */
    public LifecycleCheck<S, M, O> on(SystemSupplier<? extends S> supplier) {
        if (commands.isEmpty()) {
            throw new IllegalStateException(
                    "A lifecycle without commands judges nothing: add some with withCommand(...).");
        }
        return LifecycleCheck.of(this, supplier);
    }

    private Lifecycle<S, M, O> with(Invariant<M, O> invariant) {
        List<Invariant<M, O>> all = new ArrayList<>(invariants);
        all.removeIf(each -> each.name().equals(invariant.name()));
        all.add(invariant);
        return new Lifecycle<>(initial, observation, commands, all, outcomes);
    }

    private static <T> List<T> without(List<T> all, Function<T, String> name, String kind, String... names) {
        List<String> known = names(all, name);
        for (String each : names) {
            if (!known.contains(each)) {
                throw new IllegalArgumentException(
                        "There is no %s '%s' to leave out, only %s.".formatted(kind, each, known));
            }
        }
        Set<String> gone = Set.copyOf(List.of(names));
        return all.stream().filter(each -> !gone.contains(name.apply(each))).toList();
    }

    private static <T> List<String> names(List<T> all, Function<T, String> name) {
        return all.stream().map(name).toList();
    }

    M initial() {
        return initial;
    }

    List<Command<S, M, ?, ?>> commands() {
        return commands;
    }

    List<Invariant<M, O>> invariants() {
        return invariants;
    }

    Outcomes outcomes() {
        return outcomes;
    }

    O observe(S service) {
        O observed;
        try {
            observed = observation.ask(service);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LifecycleException("The observation of the service was interrupted.", e);
        } catch (Exception e) {
            throw new LifecycleException("The service cannot be observed: " + e, e);
        }
        if (observed == null) {
            throw new LifecycleException("The observation of the service gave null.");
        }
        return observed;
    }
}
