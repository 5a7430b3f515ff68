package io.mmp.test.fault;

import java.nio.ByteBuffer;

/** An end of the connection after some data. */
record Limit(long bytes) implements Kind {

    @Override
    public Effect effect(Strike strike) {
        return new Effect() {
            private long left = bytes;

            @Override
            public void data(ByteBuffer data, long due, Output next) {
                int size = (int) Math.min(left, data.remaining());
                if (size > 0) {
                    next.data(data.slice(data.position(), size), due);
                }
                left -= size;
                if (left == 0) {
                    strike.hit();
                    next.end(Ending.CLOSE, due);
                }
            }
        };
    }

    @Override
    public String toString() {
        return "end after " + bytes + " bytes";
    }
}
