package io.mmp.test.fault;

import java.nio.ByteBuffer;
import java.time.Duration;

/** A TCP reset, until which no answer comes. */
record Reset(Duration after) implements Kind {

    @Override
    public Effect effect(Strike strike) {
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
                if (strike.direction() == Direction.UPSTREAM) {
                    next.data(data, due);
                } else {
                    lost = true;
                }
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
