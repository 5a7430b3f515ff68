package io.mmp.test.fault;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.SplittableRandom;

/** Small pieces, some time apart. */
record Slices(int averageBytes, int variation, Duration delay) implements Kind {

    @Override
    public Effect effect(Strike strike) {
        SplittableRandom random = strike.random();
        return new Effect() {
            private boolean used;
            private long last;

            @Override
            public void data(ByteBuffer data, long due, Output next) {
                strike.hit();
                while (data.hasRemaining()) {
                    int wanted = averageBytes - variation + random.nextInt(2 * variation + 1);
                    int size = Math.min(wanted, data.remaining());
                    last = used && last + delay.toNanos() - due > 0 ? last + delay.toNanos() : due;
                    used = true;
                    next.data(data.slice(data.position(), size), last);
                    data.position(data.position() + size);
                }
            }
        };
    }

    @Override
    public String toString() {
        return "slices of %s%s bytes, %s apart"
                .formatted(averageBytes, variation == 0 ? "" : " ± " + variation, Kind.print(delay));
    }
}
