package io.mmp.test.server;

import static java.util.Objects.requireNonNull;

import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A running server process that belongs to this JVM and does not outlive it.
 *
 * <pre>{@code
 * try (ManagedServer redis = ManagedServer.start(spec)) {
 *     connect(redis.uri());
 * }
 * }</pre>
 *
 * <p>However this JVM ends, {@code kill -9} included, the server and every process that it started are ended with it: SIGTERM, the grace
 * of {@link ServerSpec#stopTimeout()} (half a second when this JVM is gone), then SIGKILL. A process is found by its session and by a variable in its environment, so one that
 * leaves the session <em>and</em> replaces its environment escapes, unless its parent is still one of the server's. Needs {@code sh}; on Linux {@code setsid}, and
 * elsewhere {@code ps}, with which a process that has left the server's process group, its parent and its output may escape. Not for Windows.
 *
 * <p>Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class ManagedServer implements AutoCloseable {

    private final ServerSpec spec;
    private final PrivateDirectory directory;
    private final @Nullable PortLease lease;
    private final ServerLog log;
    private volatile int port;
    private volatile String host = "127.0.0.1";
    private volatile @Nullable Sentinel sentinel; // null only until the first launch
    private boolean closed;

    private ManagedServer(ServerSpec spec, PrivateDirectory directory, @Nullable PortLease lease) {
        this.spec = spec;
        this.directory = directory;
        this.lease = lease;
        this.log = new ServerLog(directory.path().resolve("server.log"));
        this.port =
                lease != null ? lease.port() : spec.port().kind() instanceof PortSource.Fixed fixed ? fixed.port() : 0;
    }

    /**
     * Start the server and wait until it is healthy.
     *
     * @throws ServerStartException if the command does not exist, the port is taken, the process exits or is not healthy in time; the message
     *     has the command, the exit code, the time and the last output, and nothing of the server is left
     */
    public static ManagedServer start(ServerSpec spec) {
        Program.check(spec);
        PortLease lease = spec.port().kind() instanceof PortSource.Leased ? PortLease.take() : null;
        try {
            ManagedServer server = new ManagedServer(spec, PrivateDirectory.create(spec.name()), lease);
            server.launchOrClose();
            return server;
        } catch (UncheckedIOException e) {
            if (lease != null) {
                lease.close();
            }
            throw new ServerStartException(
                    "Server '%s' cannot be started: %s".formatted(spec.name(), e.getMessage()), e);
        }
    }

    /** Return the address of the server, such as {@code http://127.0.0.1:20417}; of one that listens on IPv6 only, {@code http://[::1]:20417}. */
    public URI uri() {
        return URI.create(spec.scheme() + "://" + host + ":" + port);
    }

    /** Return the TCP port of the server. */
    public int port() {
        return port;
    }

    /** Return the process id of the server, also of one that is no longer alive. */
    public long pid() {
        return run().pid();
    }

    /** Return what the server has written so far, its last MiB when it is longer; still there when the server is closed. */
    public String log() {
        return log.text();
    }

    /** Tell whether the process that was started is alive; a paused one is. */
    public boolean isAlive() {
        return run().isAlive();
    }

    /**
     * Return how the process that was started has ended, such as {@code exited with code 137 (SIGKILL, perhaps of the kernel for want of
     * memory)}; empty while it is alive.
     */
    public Optional<String> ending() {
        return run().isAlive() ? Optional.empty() : Optional.of(run().exitCode().toString());
    }

    /** Return the server's living processes: the one that was started first, and what it has started, in any order. */
    public List<ProcessHandle> processes() {
        return run().processes();
    }

    /**
     * Hold the server's processes to these limits from now on, until the shortage is closed: what they have beyond stays theirs.
     *
     * @throws IllegalStateException if the server is not alive, or {@code prlimit} is missing or refuses
     */
    public Shortage limit(ProcessLimits limits) {
        return Shortage.strike(spec.name(), requireAlive("limited"), process -> limits);
    }

    /**
     * Let the server's processes open no further descriptor until the shortage is closed: {@code Too many open files}. One that they close
     * may be used again.
     *
     * @throws IllegalStateException if the server is not alive, or {@code prlimit} is missing or refuses
     */
    public Shortage exhaustDescriptors() {
        return Shortage.strike(
                spec.name(),
                requireAlive("limited"),
                process -> ProcessLimits.none().withDescriptors(Proc.lowestFreeDescriptor(process.pid())));
    }

    /**
     * Let the server's processes have no more memory than they have until the shortage is closed, as {@link ProcessLimits#withMemory}
     * counts it: {@code Cannot allocate memory}, and no further threads. What they have of their heap goes on to serve them.
     *
     * @throws IllegalStateException if the server is not alive, or {@code prlimit} is missing or refuses
     */
    public Shortage exhaustMemory() {
        return Shortage.strike(
                spec.name(),
                requireAlive("limited"),
                process -> ProcessLimits.none().withMemory(Proc.writableMemory(process.pid())));
    }

    /** Stop the server's processes in their tracks with SIGSTOP: connections are accepted by the kernel, but not answered. */
    public void pause() {
        requireAlive("paused").pause();
    }

    /** Let a paused server go on. */
    public void resume() {
        requireAlive("resumed").resume();
    }

    /**
     * End the server's processes at once with SIGKILL, as a crash would. {@link #restart()} starts it again.
     *
     * <p>It waits for nothing: a start, restart or stop that is under way in another thread meets the crash.
     */
    public void kill() {
        run().kill();
    }

    /** Stop the server and wait until all its processes are gone; port, directory and log are kept for {@link #restart()}. */
    public synchronized void stop() {
        run().stop(spec.stopTimeout());
    }

    /**
     * Stop the server if it is alive, then start it again on the same port, in the same directory.
     *
     * @throws ServerStartException if it does not become healthy again; it is closed then
     */
    public synchronized void restart() {
        if (closed) {
            throw new IllegalStateException("Server '" + spec.name() + "' is closed and cannot be restarted.");
        }
        stop();
        launchOrClose();
    }

    /** Stop the server, remove its directory and give back its port. Closing it again has no effect. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (sentinel != null) {
                sentinel.stop(spec.stopTimeout());
            }
            log.keep();
            directory.close();
        } finally {
            if (lease != null) {
                lease.close();
            }
        }
    }

    private synchronized void launchOrClose() {
        try {
            requireFreePort();
            log.startRun();
            Sentinel run = Sentinel.start(spec, port, directory.path(), log.file());
            sentinel = run;
            Readiness readiness = new Readiness(spec, port, run, log);
            port = readiness.awaitHealthy();
            host = readiness.host();
        } catch (Throwable failure) {
            close();
            throw failure;
        }
    }

    private void requireFreePort() {
        new ListeningPort(port).owner().ifPresent(owner -> {
            throw new ServerStartException(
                    "Server '%s' cannot be started: port %s is taken by %s. Free it, or let the port be leased."
                            .formatted(spec.name(), port, owner),
                    null);
        });
    }

    private Sentinel run() {
        return requireNonNull(sentinel);
    }

    private Sentinel requireAlive(String verb) {
        if (!run().isAlive()) {
            throw new IllegalStateException("Server '%s' is not alive and cannot be %s: process %s %s."
                    .formatted(spec.name(), verb, run().pid(), run().exitCode()));
        }
        return run();
    }
}
