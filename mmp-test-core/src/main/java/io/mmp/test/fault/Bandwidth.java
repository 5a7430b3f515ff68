package io.mmp.test.fault;

import java.nio.ByteBuffer;

/** A rate: each byte takes its time, and waits for those before it. */
record Bandwidth(long bytesPerSecond) implements Kind {

    private static final long SECOND = 1_000_000_000;

    @Override
    public Effect effect(Strike strike) {
        return new Effect() {
            private boolean used;
            private long free;

            @Override
            public void data(ByteBuffer data, long due, Output next) {
                strike.hit();
                // Pieces of a twentieth of a second, so that data trickle.
                int most = (int) Math.max(1, Math.min(1 << 20, bytesPerSecond / 20));
                for (ByteBuffer rest = data; rest.hasRemaining(); ) {
                    int size = Math.min(most, rest.remaining());
                    long begun = used && free - due > 0 ? free : due;
                    used = true;
                    free = begun + Math.round(size * (double) SECOND / bytesPerSecond);
                    next.data(rest.slice(rest.position(), size), free);
                    rest.position(rest.position() + size);
                }
            }

            @Override
            public void end(Ending ending, long due, Output next) {
                next.end(ending, used && free - due > 0 ? free : due);
            }
        };
    }

    @Override
    public String toString() {
        return "bandwidth of " + bytesPerSecond + " bytes a second";
    }
}
