package io.mmp.test.container;

import io.mmp.test.container.SharingJvm.Attached;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A container that another JVM has started, and that goes with it.
 *
 * @param jvm the other JVM
 * @param attached the container
 */
public record RunningRedis(SharingJvm jvm, Attached attached) implements AutoCloseable {

    /** Its name. */
    public static final String NAME = "fixture-test";

    /** Its image. */
    public static final String IMAGE = Redis.IMAGE;

    /** Start it where this JVM finds it. */
    public static RunningRedis start() throws IOException {
        SharingJvm jvm = SharingJvm.start(Path.of(System.getProperty("java.io.tmpdir")), Duration.ZERO);
        return new RunningRedis(jvm, jvm.attach(NAME));
    }

    /** Return its id. */
    public String id() {
        return attached.id();
    }

    /** Return its port on this machine. */
    public int port() {
        return attached.port();
    }

    @Override
    public void close() throws IOException {
        jvm.close();
    }
}
