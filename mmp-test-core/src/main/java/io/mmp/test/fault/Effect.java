package io.mmp.test.fault;

import java.nio.ByteBuffer;

/** What one fault does to one direction of one connection, and what it must remember for that. Called by the thread of the proxy alone. */
interface Effect {

    /** Take data that are due at a time, and pass on what becomes of them. */
    default void data(ByteBuffer data, long due, Output next) {
        next.data(data, due);
    }

    /** Take the end. */
    default void end(Ending ending, long due, Output next) {
        next.end(ending, due);
    }

    /** Begin: the connection is new, or the fault is. */
    default void begin(long now) {}

    /** Stop, because the fault is over. */
    default void over() {}
}
