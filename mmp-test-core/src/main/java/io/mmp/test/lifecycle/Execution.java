package io.mmp.test.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Runs steps one after the other on one service, and stops at the first that breaks a rule. */
final class Execution<S, M, O> {

    private final Lifecycle<S, M, O> lifecycle;
    private final S service;
    private final Watch<M, O> watch;
    private final List<Performed<S, M>> performed = new ArrayList<>();
    private List<M> states;
    private Optional<Violation> violation;

    Execution(Lifecycle<S, M, O> lifecycle, S service) {
        this.lifecycle = lifecycle;
        this.service = service;
        O first = lifecycle.observe(service);
        this.watch = new Watch<>(lifecycle.invariants(), first);
        this.states = List.of(lifecycle.initial());
        this.violation = watch.broken(lifecycle.initial(), first);
    }

    /** Fail if what is observed of a service that nobody touches differs from itself: no refusal could be judged. */
    void requireStableObservation() {
        O again = lifecycle.observe(service);
        if (!Objects.deepEquals(watch.last(), again)) {
            throw new LifecycleException(
                    "What is observed changes although nothing was asked of the service: first %s, then %s. Let its type have equals, and leave out what changes by itself, such as times."
                            .formatted(Literal.shown(watch.last()), Literal.shown(again)));
        }
    }

    boolean isOver() {
        return violation.isPresent();
    }

    /** Return the likeliest state of the model. */
    M state() {
        return states.get(0);
    }

    List<M> states() {
        return states;
    }

    S service() {
        return service;
    }

    Watch<M, O> watch() {
        return watch;
    }

    /** Take a step; one that cannot be run in this state is left out. */
    boolean take(Step<S, M> wanted) {
        Optional<Step<S, M>> step = wanted.in(state());
        step.ifPresent(this::perform);
        return step.isPresent();
    }

    private void perform(Step<S, M> step) {
        Outcome outcome = lifecycle.outcomes().of(step.command(), service, step.argument());
        if (Thread.currentThread().isInterrupted()) {
            throw new LifecycleException("The run was interrupted in %s.".formatted(step));
        }
        performed.add(new Performed<>(step, outcome));
        List<M> next = new ArrayList<>();
        Optional<Violation> wrong = Optional.empty();
        for (M state : states) {
            Judgement<M> judged = Judgement.of(step.command(), state, step.argument(), outcome);
            next.addAll(judged.states());
            if (!judged.isRight() && wrong.isEmpty()) {
                wrong = Optional.of(
                        new Violation(judged.rule(), "%s%nModel: %s".formatted(judged.detail(), Literal.shown(state))));
            }
        }
        if (next.isEmpty()) {
            violation = wrong;
        } else {
            observe(step, outcome, next.stream().distinct().toList());
        }
    }

    private void observe(Step<S, M> step, Outcome outcome, List<M> possible) {
        O before = watch.last();
        O observed = lifecycle.observe(service);
        if (outcome.is(Outcome.Kind.REFUSED) && !Objects.deepEquals(before, observed)) {
            violation = Optional.of(new Violation(
                    "a refused %s changes nothing".formatted(step.command().name),
                    "it was refused, but what is observed has changed%nBefore: %s%nAfter:  %s"
                            .formatted(Literal.shown(before), Literal.shown(observed))));
            return;
        }
        List<M> fitting = watch.fitting(possible, observed);
        states = fitting.isEmpty() ? possible : fitting;
        violation = fitting.isEmpty() ? watch.broken(possible.get(0), observed) : Optional.empty();
        Optional<Violation> among = watch.next(observed, true);
        if (violation.isEmpty()) {
            violation = among;
        }
    }

    Trace<S, M, O> trace() {
        return new Trace<>(performed, states, watch.last(), violation);
    }
}
