package io.mmp.test.fault;

/** Which way data flow through a proxy. */
enum Direction {
    /** From the client to the server. */
    UPSTREAM,
    /** From the server to the client. */
    DOWNSTREAM
}
