package io.mmp.test.table;

import java.util.function.Supplier;

/** Turns the end of the heap into a sentence that says what is needed. */
final class Memory {

    private static final long MEGABYTE = 1 << 20;

    private Memory() {}

    /** Does something that takes much memory. */
    interface Action<T, E extends Exception> {
        T run() throws E;
    }

    /** Run something, and refuse what is too large for the heap. */
    static <T, E extends Exception> T orRefuse(Supplier<String> description, Action<T, E> action) throws E {
        try {
            return action.run();
        } catch (OutOfMemoryError e) {
            throw new TableException(
                    "%s, then the heap of %s MB was full: read fewer columns or rows, or give the tests more with -Xmx."
                            .formatted(
                                    description.get(),
                                    megabytes(Runtime.getRuntime().maxMemory())),
                    e);
        }
    }

    /** Refuse to begin with what needs more bytes than the whole heap has. */
    static void require(long bytes, Supplier<String> description) {
        long most = Runtime.getRuntime().maxMemory();
        if (bytes > most) {
            throw new TableException(
                    "%s, which need at least %s MB, but the heap has %s MB: read fewer columns or rows, or give the tests more with -Xmx."
                            .formatted(description.get(), megabytes(bytes), megabytes(most)));
        }
    }

    private static long megabytes(long bytes) {
        return (bytes + MEGABYTE - 1) / MEGABYTE;
    }
}
