package io.mmp.test.lifecycle;

import java.util.ArrayList;
import java.util.List;

/**
 * A step and who takes it.
 *
 * @param client from 1; 0 if it is taken before the clients start
 */
record Assigned<S, M>(Step<S, M> step, int client) implements Shrinking.Item<Assigned<S, M>> {

    private static final int AT_ONCE = 1_000_000;

    /** Return it with simpler arguments, and before the clients start. */
    @Override
    public List<Assigned<S, M>> simpler() {
        List<Assigned<S, M>> simpler = new ArrayList<>();
        if (client > 0) {
            simpler.add(new Assigned<>(step, 0));
        }
        step.simpler().forEach(other -> simpler.add(new Assigned<>(other, client)));
        return simpler;
    }

    @Override
    public boolean isLike(Assigned<S, M> other) {
        return step.isLike(other.step);
    }

    @Override
    public Assigned<S, M> like(Assigned<S, M> other) {
        return new Assigned<>(step.like(other.step), client);
    }

    @Override
    public int complexity() {
        return step.complexity() + (client > 0 ? AT_ONCE : 0);
    }
}
