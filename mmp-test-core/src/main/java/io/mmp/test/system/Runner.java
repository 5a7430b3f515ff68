package io.mmp.test.system;

import java.net.URI;

/** Starts and ends one service, in its own way. */
interface Runner extends AutoCloseable {

    /** Start it, or start it again where it was, and return when it is healthy. */
    void start();

    void stop();

    void kill();

    void pause();

    void resume();

    /** Tell whether it runs, as far as can be known. */
    boolean isAlive();

    /** Return its address for this machine; it stays the same. */
    URI uri();

    /** Return its address for a container that is linked to it, if it is one too. */
    default URI uriInside(String name) {
        return uri();
    }

    String log();

    /** Return what watches it from inside says: {@code healthy}, {@code unhealthy}, {@code starting}, or {@code none} if nothing does. */
    default String ownHealth() {
        return "none";
    }

    @Override
    void close();
}
