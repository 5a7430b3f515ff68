package io.mmp.test.fault;

import java.nio.ByteBuffer;

/** A cut cable. */
record HalfOpen() implements Kind {

    @Override
    public Effect effect(Strike strike) {
        return new Effect() {
            @Override
            public void data(ByteBuffer data, long due, Output next) {
                strike.hit();
            }

            @Override
            public void end(Ending ending, long due, Output next) {
                strike.hit();
            }

            @Override
            public void over() {
                strike.connection().reset();
            }
        };
    }

    @Override
    public boolean isOfConnections() {
        return true;
    }

    @Override
    public String toString() {
        return "half-open connections";
    }
}
