package io.mmp.test.fault;

import java.nio.ByteBuffer;
import java.time.Duration;

/** A TCP reset, until which no answer comes. */
record Reset(Duration after) implements Kind {

    @Override
    public Effect effect(Strike strike) {
        if (strike.direction() == Direction.UPSTREAM) {
            // Requests pass, and one of the two directions is enough to reset the connection.
            return new Effect() {};
        }
        Connection connection = strike.connection();
        return new Effect() {
            private boolean over;
            private boolean lost;

            @Override
            public void begin(long now) {
                connection.loop().at(now + after.toNanos(), this::reset);
            }

            private void reset() {
                if (!over && !connection.isClosed()) {
                    strike.hit();
                    connection.reset();
                }
            }

            @Override
            public void data(ByteBuffer data, long due, Output next) {
                lost = true;
            }

            @Override
            public void over() {
                over = true;
                if (lost) {
                    connection.reset();
                }
            }
        };
    }

    @Override
    public boolean isOfConnections() {
        return true;
    }

    @Override
    public String toString() {
        return "reset after " + Kind.print(after);
    }
}
