package io.mmp.test.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.server.ProcessLimits.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the processes of a running server lack until it is closed: they get back the limits that they had, and so do processes that they have
 * started meanwhile.
 *
 * @since 0.1.0
 */
public final class Shortage implements AutoCloseable {

    private static final int ROUNDS = 10;

    private final String server;
    private final Sentinel run;
    private final Map<ProcessHandle, Map<Resource, String>> before = new LinkedHashMap<>();
    private final Set<ProcessHandle> known = new HashSet<>();
    private boolean closed;

    private Shortage(String server, Sentinel run) {
        this.server = server;
        this.run = run;
    }

    static Shortage strike(String server, Sentinel run, Function<ProcessHandle, ProcessLimits> limits) {
        if (ProcessPath.current() != ProcessPath.LINUX) {
            throw new IllegalStateException(
                    "Server '%s' cannot be limited: that needs Linux, whose 'prlimit' and /proc limits are made of."
                            .formatted(server));
        }
        Shortage shortage = new Shortage(server, run);
        try {
            shortage.forEachProcess(process -> shortage.lower(process, limits.apply(process)));
            return shortage;
        } catch (RuntimeException failure) {
            try {
                shortage.close();
            } catch (IllegalStateException alsoFails) {
                failure.addSuppressed(alsoFails);
            }
            throw failure;
        }
    }

    /** Do something with each process once, also with those that are forked meanwhile by one that has not been done yet. */
    private void forEachProcess(Consumer<ProcessHandle> action) {
        Set<ProcessHandle> done = new HashSet<>();
        boolean complete = false;
        for (int round = 0; round < ROUNDS && !complete; round++) {
            List<ProcessHandle> processes = new ArrayList<>(run.processes());
            processes.removeAll(done);
            processes.forEach(action);
            complete = processes.isEmpty();
            done.addAll(processes);
            known.addAll(processes);
        }
    }

    private void lower(ProcessHandle process, ProcessLimits limits) {
        // What is started meanwhile may have inherited what was taken: it gets back what the first process had.
        boolean isLate = !known.isEmpty();
        Map<Resource, String> had = new EnumMap<>(Resource.class);
        before.put(process, isLate ? first() : had);
        limits.all().forEach((resource, amount) -> {
            Optional<String[]> softAndHard = resource.of(process.pid());
            setSoft(process, resource, amount.toString(), "limited to " + limits);
            softAndHard.ifPresent(limit -> had.put(resource, limit[0]));
        });
    }

    private Map<Resource, String> first() {
        return before.values().stream().findFirst().orElse(Map.of());
    }

    /** Give back what was taken; closing it again, or when the server has been started anew, has no effect. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        forEachProcess(process -> before.getOrDefault(process, first())
                .forEach((resource, soft) -> setSoft(process, resource, soft, "freed of its limits")));
    }

    /** Set the limit that may be raised again; the colon leaves the hard one as it is. */
    private void setSoft(ProcessHandle process, Resource resource, String value, String verb) {
        String complaint = prlimit("--pid=" + process.pid(), resource.option(value + ":"));
        if (!complaint.isEmpty() && process.isAlive()) {
            throw new IllegalStateException(
                    "Process %s of server '%s' cannot be %s: %s".formatted(process.pid(), server, verb, complaint));
        }
    }

    /** Return what it complains about. */
    private static String prlimit(String... options) {
        List<String> command = new ArrayList<>(List.of(ProcessLimits.TOOL));
        command.addAll(List.of(options));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C");
            builder.environment().remove(Sentinel.COOKIE);
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            int code = process.waitFor();
            return code == 0 ? "" : output.isEmpty() ? "prlimit " + new ExitCode(code) : output;
        } catch (IOException e) {
            return "'prlimit' was not found in PATH; install util-linux.";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
