package io.mmp.test.fault;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** Silence, and an end after some time, if any. */
record Stall(Optional<Duration> after) implements Kind {

    @Override
    public Effect effect(Strike strike) {
        Connection connection = strike.connection();
        return new Effect() {
            private boolean over;
            private boolean lost;

            @Override
            public void begin(long now) {
                after.ifPresent(time -> connection.loop().at(now + time.toNanos(), this::close));
            }

            private void close() {
                if (!over && !connection.isClosed()) {
                    strike.hit();
                    connection.close();
                }
            }

            @Override
            public void data(ByteBuffer data, long due, Output next) {
                strike.hit();
                lost = true;
            }

            @Override
            public void end(Ending ending, long due, Output next) {
                lost = true;
            }

            @Override
            public void over() {
                over = true;
                if (lost) {
                    connection.close();
                }
            }
        };
    }

    @Override
    public String toString() {
        return after.map(time -> "timeout after " + Kind.print(time)).orElse("stall");
    }
}
