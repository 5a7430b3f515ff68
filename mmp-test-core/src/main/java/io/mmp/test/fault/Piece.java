package io.mmp.test.fault;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Data on their way to the receiver, or how they end: one of the two. */
record Piece(@Nullable ByteBuffer data, @Nullable Ending ending, long due) {

    int size() {
        return data == null ? 0 : data.remaining();
    }

    Piece dueAt(long newDue) {
        return new Piece(data, ending, newDue);
    }
}
