package io.mmp.test.fault;

import io.mmp.test.server.CommandLine;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.ProcessLimits;
import io.mmp.test.server.Shortage;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server's process suffers from its machine, as outages: {@code ProcessFaults.descriptorsExhausted("rag", server)}. {@link Outage}
 * itself has {@code kill}, {@code stop} and {@code pause}.
 *
 * <p>Each may be struck and mended any number of times. Limits need Linux, and {@code prlimit} of util-linux.
 *
 * @since 0.1.0
 */
public final class ProcessFaults {

    private ProcessFaults() {}

    /**
     * Describe a server that can open no further descriptor: new connections are made by the kernel, up to its backlog, and hang; those
     * that there are work on.
     */
    public static Outage descriptorsExhausted(String name, ManagedServer server) {
        return shortage(name + " out of descriptors", server::exhaustDescriptors);
    }

    /** Describe a server that gets no further memory, and can start no further thread; it goes on with the memory that it has. */
    public static Outage memoryExhausted(String name, ManagedServer server) {
        return shortage(name + " out of memory", server::exhaustMemory);
    }

    /** Describe a server that is held to these limits while it runs; one of CPU time that it has used already ends it. */
    public static Outage limited(String name, ManagedServer server, ProcessLimits limits) {
        return shortage("%s limited to %s".formatted(name, limits), () -> server.limit(limits));
    }

    /** Describe a disk on which nothing more can be written. */
    public static Outage diskFull(String name, SmallDisk disk) {
        return Outage.of("disk of " + name + " full", disk::fill, disk::free);
    }

    /** Describe a disk that can have no more files, though files may grow. */
    public static Outage filesExhausted(String name, SmallDisk disk) {
        return Outage.of("disk of " + name + " full of files", disk::fillFiles, disk::free);
    }

    /**
     * Describe a server that loses processes which it has started, to SIGKILL: all in whose command line the pattern is found, such as
     * {@code worker}. Nobody mends that but the server. The process that was started first is never one of them.
     *
     * <p>Striking fails with an {@link IllegalStateException} if there is none.
     */
    public static Outage childrenKilled(String name, ManagedServer server, Pattern commandLine) {
        return Outage.unattended(
                "%s without its processes '%s'".formatted(name, commandLine),
                () -> killChildren(name, server, commandLine));
    }

    private static void killChildren(String name, ManagedServer server, Pattern commandLine) {
        List<ProcessHandle> children = server.processes().stream()
                .filter(process -> process.pid() != server.pid())
                .toList();
        List<ProcessHandle> found = children.stream()
                .filter(process -> commandLine.matcher(CommandLine.of(process)).find())
                .toList();
        if (found.isEmpty()) {
            throw new IllegalStateException(
                    "Server '%s' has no process besides its first in whose command line '%s' is found. It has: %s."
                            .formatted(name, commandLine, children.isEmpty() ? "none" : describe(children)));
        }
        found.forEach(ProcessHandle::destroyForcibly);
    }

    private static String describe(List<ProcessHandle> processes) {
        return String.join(", ", processes.stream().map(CommandLine::of).toList());
    }

    private static Outage shortage(String name, Callable<Shortage> taking) {
        AtomicReference<@Nullable Shortage> taken = new AtomicReference<>();
        Outage.Step mending = () -> {
            Shortage shortage = taken.getAndSet(null);
            if (shortage != null) {
                shortage.close();
            }
        };
        return Outage.of(
                name,
                () -> {
                    mending.run(); // struck twice, it would remember the first strike as what the server had before
                    taken.set(taking.call());
                },
                mending);
    }
}
