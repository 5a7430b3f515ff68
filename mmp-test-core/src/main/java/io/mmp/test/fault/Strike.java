package io.mmp.test.fault;

import java.util.SplittableRandom;

/** A fault that meets one direction of a connection. */
record Strike(Injection injection, Connection connection, Direction direction) {

    /** Count the connection among those that the fault has changed. */
    void hit() {
        injection.hit(connection);
    }

    SplittableRandom random() {
        return injection.random(connection.number(), direction);
    }
}
