package io.mmp.test.fault;

import java.nio.ByteBuffer;

/** What comes after an {@link Effect}: the next one, or the queue before the receiver. Times are in nanoseconds of the proxy's clock and never decrease. */
interface Output {

    /** Pass data on, at a time. */
    void data(ByteBuffer data, long due);

    /** Pass the end on, at a time. */
    void end(Ending ending, long due);
}
