package io.mmp.test.server;

/**
 * The test in whose name this thread, and threads that it starts, start servers and make directories.
 *
 * <p>It stands in the environment of each server as {@code MMP_TEST_OWNER}, so that whoever finds a server that was left behind
 * knows who started it.
 */
public final class Owner {

    static final String UNKNOWN = "unknown";
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
}
