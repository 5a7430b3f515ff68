package io.mmp.test.fault;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.SplittableRandom;

/** A delay, of each piece of data from when it came. */
record Latency(Duration latency, Duration jitter) implements Kind {

    @Override
    public Effect effect(Strike strike) {
        SplittableRandom random = strike.random();
        return new Effect() {
            @Override
            public void data(ByteBuffer data, long due, Output next) {
                strike.hit();
                next.data(data, due + delay(random));
            }

            @Override
            public void end(Ending ending, long due, Output next) {
                next.end(ending, due + delay(random));
            }
        };
    }

    private long delay(SplittableRandom random) {
        long spread = jitter.toNanos();
        return Math.max(0, latency.toNanos() + (spread == 0 ? 0 : random.nextLong(-spread, spread + 1)));
    }

    @Override
    public String toString() {
        return "latency of " + Kind.print(latency) + (jitter.isZero() ? "" : " ± " + Kind.print(jitter));
    }
}
