package io.mmp.test.fault;

/** How a stream of data ends. */
enum Ending {
    /** The sender has sent all; the other direction goes on. */
    END,
    /** The whole connection is closed. */
    CLOSE,
    /** The whole connection is reset. */
    RESET
}
