package io.mmp.test.load;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that send requests: virtual ones from JDK 24 on, platform ones before.
 *
 * <p>JDK 21 to 23 have virtual threads too, but one that blocks in a {@code synchronized} block, as drivers and older HTTP clients do,
 * keeps one of the few carriers: requests would go out late, and the service would get the blame.
 */
final class Threads {

    private static final int UNPINNED = 24;

    /** How many requests may be open at once if nothing else is said. */
    static final int DEFAULT_CONCURRENCY = areVirtual() ? 1_000 : 256;

    /** How many may be open at once at all. */
    static final int MOST = areVirtual() ? 20_000 : 4_000;

    private Threads() {}

    static boolean areVirtual() {
        return Runtime.version().feature() >= UNPINNED;
    }

    static ThreadFactory factory() {
        return areVirtual() ? virtual() : platform();
    }

    private static ThreadFactory platform() {
        AtomicLong number = new AtomicLong();
        return runnable -> {
            Thread thread = new Thread(runnable, "mmp-load-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Call what release 17, for which this is compiled, does not have: {@code Thread.ofVirtual().factory()}. */
    private static ThreadFactory virtual() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandle ofVirtual = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builder));
            MethodHandle factory = lookup.findVirtual(
                    Class.forName("java.lang.Thread$Builder"), "factory", MethodType.methodType(ThreadFactory.class));
            return (ThreadFactory) factory.invoke(ofVirtual.invoke());
        } catch (Throwable e) {
            throw new LinkageError("This JDK should have virtual threads.", e);
        }
    }
}
