package io.mmp.test.server;

import io.mmp.test.Internal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The test in whose name this thread, and threads that it starts, start servers and make directories.
 *
 * <p>It stands in the environment of each server as {@code MMP_TEST_OWNER}, so that whoever finds a server that was left behind
 * knows who started it.
 *
 * @since 0.1.0
 */
@Internal
public final class Owner {

    private static final Set<Integer> SHARED_PORTS = ConcurrentHashMap.newKeySet();

    static final String UNKNOWN = "unknown";

    /** The owner of what lives as long as this JVM. */
    static final String JVM = "this JVM";

    private static final InheritableThreadLocal<String> CURRENT = new InheritableThreadLocal<>();

    private Owner() {}

    /** Return the owner of what this thread starts, {@code unknown} outside of tests. */
    public static String current() {
        String owner = CURRENT.get();
        return owner == null ? UNKNOWN : owner;
    }

    /** Let this thread start servers and make directories in this test's name from now on. */
    public static void enter(String test) {
        CURRENT.set(test);
    }

    /**
     * Start something that the tests of this JVM share and that ends with it, so that no test has left it behind.
     *
     * <p>{@link Leftovers#of} finds it should it outlive the JVM.
     */
    public static <T> T ofAllTests(Supplier<T> start) {
        String before = current();
        CURRENT.set(JVM);
        try {
            return start.get();
        } finally {
            CURRENT.set(before);
        }
    }

    /**
     * Say that this JVM listens on a port for all its tests, such as for an application context that outlives the test which has started it,
     * so that no test has left it behind.
     */
    public static void share(int port) {
        SHARED_PORTS.add(port);
    }

    /** Say that a port is shared no more. */
    public static void unshare(int port) {
        SHARED_PORTS.remove(port);
    }

    static Set<Integer> sharedPorts() {
        return Set.copyOf(SHARED_PORTS);
    }
}
