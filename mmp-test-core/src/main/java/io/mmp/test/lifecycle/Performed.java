package io.mmp.test.lifecycle;

/** A step that was taken, and what became of it. */
record Performed<S, M>(Step<S, M> step, Outcome outcome) {

    @Override
    public String toString() {
        return step + outcome.shown();
    }
}
