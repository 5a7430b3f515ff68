package io.mmp.test.lifecycle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares what is observed of one service with the invariants, one observation after the other. */
final class Watch<M, O> {

    private final List<Invariant<M, O>> invariants;
    private final Map<List<Object>, Object> stable = new HashMap<>();
    private O last;

    Watch(List<Invariant<M, O>> invariants, O first) {
        this.invariants = invariants;
        this.last = first;
        remember(first);
    }

    O last() {
        return last;
    }

    /** Return those of the states that fit what is observed. */
    List<M> fitting(List<M> states, O observed) {
        List<M> fitting = new ArrayList<>();
        for (M state : states) {
            if (broken(state, observed).isEmpty()) {
                fitting.add(state);
            }
        }
        return fitting;
    }

    /** Return the first rule on a state of the model that what is observed breaks. */
    Optional<Violation> broken(M state, O observed) {
        for (Invariant<M, O> invariant : invariants) {
            if (invariant instanceof Invariant.Always<M, O> always && !holds(always, state, observed)) {
                return Optional.of(new Violation(
                        invariant.name(),
                        "the invariant '%s' does not hold%nModel:    %s%nObserved: %s"
                                .formatted(invariant.name(), Literal.shown(state), Literal.shown(observed))));
            }
        }
        return Optional.empty();
    }

    /** Go on to the next observation, and return the first rule among observations that it breaks. */
    Optional<Violation> next(O observed, boolean isStep) {
        O before = last;
        last = observed;
        for (Invariant<M, O> invariant : invariants) {
            if (isStep && invariant instanceof Invariant.Step<M, O> step && !holds(step, before, observed)) {
                return Optional.of(new Violation(
                        step.name(),
                        "the invariant '%s' does not hold%nBefore: %s%nAfter:  %s"
                                .formatted(step.name(), Literal.shown(before), Literal.shown(observed))));
            }
        }
        return remember(observed);
    }

    private Optional<Violation> remember(O observed) {
        for (Invariant<M, O> invariant : invariants) {
            if (invariant instanceof Invariant.Stable<M, O> rule) {
                Object key = guarded(rule, () -> rule.key().apply(observed));
                Optional<Violation> wrong = key == null ? Optional.empty() : remember(rule, key, observed);
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Violation> remember(Invariant.Stable<M, O> rule, Object key, O observed) {
        Object value = orNull(guarded(rule, () -> rule.value().apply(observed)));
        Object known = stable.putIfAbsent(List.of(rule.name(), key), value);
        if (known == null || Objects.deepEquals(known, value)) {
            return Optional.empty();
        }
        return Optional.of(new Violation(
                rule.name(),
                "the invariant '%s' does not hold for %s%nFirst: %s%nNow:   %s"
                        .formatted(rule.name(), Literal.shown(key), Literal.shown(known), Literal.shown(value))));
    }

    private static Object orNull(@Nullable Object value) {
        return value == null ? Optional.empty() : value;
    }

    private static <M, O> boolean holds(Invariant.Always<M, O> rule, M state, O observed) {
        return guarded(rule, () -> rule.rule().test(state, observed));
    }

    private static <M, O> boolean holds(Invariant.Step<M, O> rule, O before, O after) {
        return guarded(rule, () -> rule.rule().test(before, after));
    }

    private static <T extends @Nullable Object> T guarded(Invariant<?, ?> rule, java.util.function.Supplier<T> check) {
        try {
            return check.get();
        } catch (RuntimeException e) {
            throw new LifecycleException("The invariant '%s' itself failed: %s".formatted(rule.name(), e), e);
        }
    }
}
