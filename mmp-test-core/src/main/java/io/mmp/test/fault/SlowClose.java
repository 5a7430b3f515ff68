package io.mmp.test.fault;

import java.time.Duration;

/** A late end. */
record SlowClose(Duration delay) implements Kind {

    @Override
    public Effect effect(Strike strike) {
        return new Effect() {
            @Override
            public void end(Ending ending, long due, Output next) {
                strike.hit();
                next.end(ending, due + delay.toNanos());
            }
        };
    }

    @Override
    public String toString() {
        return "end of the stream " + Kind.print(delay) + " late";
    }
}
