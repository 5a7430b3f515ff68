package io.mmp.test.recovery;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Work that writes one row after the other, and remembers which writes the system has acknowledged: {@code Writes.of("order-", id -> put(id))}.
 *
 * <p>A write that threw may have been done or not: the answer may have been lost. One that returned was acknowledged, and must not be lost.
 *
 * <p>Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class Writes implements Work {

    private final String prefix;
    private final Write write;
    private final Set<String> acknowledged = new LinkedHashSet<>();
    private final List<String> attempted = new ArrayList<>();

    private Writes(String prefix, Write write) {
        this.prefix = prefix;
        this.write = write;
    }

    /** Writes one row. */
    @FunctionalInterface
    public interface Write {

        /** Write the row of this id, and return when the system has acknowledged it; throw if it has not. */
        void write(String id) throws Exception;
    }

    /**
     * Write rows whose ids are the prefix and a number: from 1, each another.
     *
     * @param prefix may be empty
     */
    public static Writes of(String prefix, Write write) {
        return new Writes(prefix, write);
    }

    /** Write the next row. */
    @Override
    public void once() throws Exception {
        String id = next();
        write.write(id);
        synchronized (this) {
            acknowledged.add(id);
        }
    }

    private synchronized String next() {
        String id = prefix + (attempted.size() + 1);
        attempted.add(id);
        return id;
    }

    /** Return the ids of the rows that the system has acknowledged, in order. */
    public synchronized List<String> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** Return the ids of the rows of which nobody knows whether they were written, in order. */
    public synchronized List<String> unknown() {
        return attempted.stream().filter(id -> !acknowledged.contains(id)).toList();
    }

    /** Return how many were acknowledged, and how many were not. */
    @Override
    public synchronized String toString() {
        return "%s acknowledged writes and %s without an answer"
                .formatted(acknowledged.size(), attempted.size() - acknowledged.size());
    }
}
