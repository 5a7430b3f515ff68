package io.mmp.test.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run of a server under a small shell that cleans up after it, also when this JVM is killed: end-of-file on the shell's standard
 * input is the notice of our death.
 */
final class Sentinel {

    static final String COOKIE = "MMP_TEST_COOKIE";
    static final String JVM = "MMP_TEST_JVM";
    static final String OWNER = "MMP_TEST_OWNER";

    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration REAPED = Duration.ofMillis(2);

    private final String cookie;
    private final Process shell;
    private final BufferedReader answers;
    private final Writer orders;
    private final long pid;
    private final @Nullable ProcessHandle server; // null when it exited before it could be looked up
    private final Instant startedAt = Instant.now();
    private @Nullable ExitCode exitCode;

    private Sentinel(String cookie, Process shell, long pid, BufferedReader answers) {
        this.cookie = cookie;
        this.shell = shell;
        this.answers = answers;
        this.orders = shell.outputWriter(UTF_8);
        this.pid = pid;
        this.server = ProcessHandle.of(pid).orElse(null);
    }

    /** Start a server on this port; its output is appended to {@code log}, and {@code directory} is removed when this JVM dies. */
    static Sentinel start(ServerSpec spec, int port, Path directory, Path log) {
        String cookie = UUID.randomUUID().toString();
        Path start = directory.resolve(".start-" + cookie);
        ProcessTable processes = ProcessTable.current();
        Stream<String> shell = Stream.of(
                // The PATH of the environment is the server's, who may not need a shell.
                Program.find("sh", Program.path()).map(Path::toString).orElse("sh"),
                "-c",
                processes.script("sentinel.sh"),
                "mmp-test-sentinel",
                cookie,
                directory.toString(),
                log.toString(),
                PosixTool.path(),
                start.toString());
        List<String> line = Stream.concat(processes.leader(), shell).toList();
        Path workingDirectory = spec.workingDirectory() == null ? directory : spec.workingDirectory();
        ProcessBuilder builder = new ProcessBuilder(line).directory(workingDirectory.toFile());
        builder.environment().put("TMPDIR", directory.toString());
        builder.environment().putAll(spec.environmentFor(port));
        builder.environment()
                .put(JVM, JvmDirectory.nameFor(ProcessHandle.current().pid()));
        builder.environment().put(OWNER, Owner.current());
        // When this JVM is itself a managed server, its own sentinel must not take ours for one of its processes.
        builder.environment().remove(COOKIE);
        try {
            StartFile.of(builder.environment(), command(spec, port)).writeTo(start);
            Process process = builder.redirectError(Redirect.DISCARD).start();
            BufferedReader answers = process.inputReader(UTF_8);
            String pid = answers.readLine();
            if (pid == null) {
                throw new IOException("sh exited with code " + process.waitFor());
            }
            return new Sentinel(cookie, process, Long.parseLong(pid), answers);
        } catch (IOException e) {
            throw new ServerStartException(
                    "Server '%s' cannot be started: that needs sh in PATH, but %s."
                            .formatted(spec.name(), e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerStartException("Server '%s' was not started: interrupted.".formatted(spec.name()), e);
        }
    }

    private static List<String> command(ServerSpec spec, int port) {
        return Stream.concat(spec.limits().command().stream(), spec.commandFor(port).stream())
                .toList();
    }

    long pid() {
        return pid;
    }

    String cookie() {
        return cookie;
    }

    Instant startedAt() {
        return startedAt;
    }

    boolean isAlive() {
        return server != null && server.isAlive();
    }

    /** Return how a server that is not alive has ended. */
    synchronized ExitCode exitCode() {
        while (exitCode == null) {
            if (answer() == null) {
                exitCode = ExitCode.UNKNOWN; // the shell was killed and took the code with it
            }
        }
        return exitCode;
    }

    /** Find the living processes of the server: the one that was started, those that bear its mark, and what these have started. */
    List<ProcessHandle> processes() {
        Stream<ProcessHandle> roots = Stream.concat(Stream.ofNullable(server), FoundProcess.bearers(COOKIE, cookie));
        return roots.flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .filter(ProcessHandle::isAlive)
                .distinct()
                .toList();
    }

    void pause() {
        order("pause");
    }

    void resume() {
        order("resume");
    }

    /** Send SIGTERM to all processes of the server and SIGKILL to those that are still there after the grace. */
    synchronized void stop(Duration grace) {
        say("stop " + Math.max(1, grace.dividedBy(TICK)));
        boolean interrupted = false;
        Instant deadline = Instant.now().plus(grace).plus(PATIENCE);
        while (true) {
            try {
                if (shell.waitFor(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                    break;
                }
                if (!hasKeeper() || Instant.now().isAfter(deadline)) {
                    shell.destroyForcibly();
                }
            } catch (InterruptedException e) {
                interrupted = true; // leaving now would leave processes behind
            }
        }
        endWithoutShell();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Send SIGKILL to all processes of the server, without waiting for anything else that is done to it. */
    void kill() {
        endWithoutShell();
        // It counts as alive until its parent has taken notice of its end, which another process does.
        Instant deadline = Instant.now().plus(PATIENCE);
        while (isAlive() && Instant.now().isBefore(deadline)) {
            LockSupport.parkNanos(REAPED.toNanos());
        }
    }

    private synchronized void order(String order) {
        say(order);
        String answer = answer();
        while (answer != null && !answer.equals("done")) {
            answer = answer();
        }
    }

    /** Tell whether the part of the shell that takes orders is there: it, too, may have been killed. */
    private boolean hasKeeper() {
        return shell.children().anyMatch(child -> child.pid() != pid);
    }

    /** Kill what a shell that somebody killed could not, until nothing is left; also without its lock, for who cannot wait. */
    void endWithoutShell() {
        if (server != null && server.isAlive()) {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly();
        }
        // One that is being started may not bear the cookie yet, so that a look that finds nothing is not enough.
        for (int round = 0, clean = 0; round < 100 && clean < 2; round++) {
            List<ProcessHandle> members = FoundProcess.bearers(COOKIE, cookie).toList();
            members.forEach(ProcessHandle::destroyForcibly);
            clean = members.isEmpty() ? clean + 1 : 0;
        }
    }

    private void say(String order) {
        try {
            orders.write(order + "\n");
            orders.flush();
        } catch (IOException shellIsGone) {
            // nothing left to order; stop() looks after the rest
        }
    }

    private @Nullable String answer() {
        try {
            String line = answers.readLine();
            if (line != null && line.startsWith("exit ")) {
                exitCode = new ExitCode(Integer.parseInt(line.substring("exit ".length())));
            }
            return line;
        } catch (IOException shellIsGone) {
            return null;
        }
    }
}
