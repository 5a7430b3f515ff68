package io.mmp.test.lifecycle;

/**
 * A step of one of several clients.
 *
 * @param called when it was called, in ticks that all clients share
 * @param returned when it returned; {@link #NEVER} if it may still be done
 */
record Operation<S, M>(int client, Step<S, M> step, Outcome outcome, long called, long returned) {

    static final long NEVER = Long.MAX_VALUE;

    boolean isKnown() {
        return returned != NEVER;
    }

    @Override
    public String toString() {
        return step + outcome.shown();
    }
}
