package io.mmp.test.lifecycle;

import java.util.List;
import java.util.Optional;

/**
 * A sequence that was run on a service of its own.
 *
 * @param steps those that were taken, the last of which may have broken a rule
 * @param states what the model may be afterwards
 * @param observed what was there at the end
 */
record Trace<S, M, O>(List<Performed<S, M>> steps, List<M> states, O observed, Optional<Violation> violation)
        implements Shrinking.Failing<Step<S, M>> {

    Trace {
        steps = List.copyOf(steps);
    }

    boolean breaks(String rule) {
        return violation.isPresent() && violation.get().rule().equals(rule);
    }

    @Override
    public List<Step<S, M>> plan() {
        return steps.stream().map(Performed::step).toList();
    }
}
