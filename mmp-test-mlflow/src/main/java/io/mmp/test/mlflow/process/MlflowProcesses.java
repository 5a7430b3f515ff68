package io.mmp.test.mlflow.process;

import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.Owner;
import io.mmp.test.server.ProcessPath;
import io.mmp.test.server.ServerStartException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Starts real tracking servers, each isolated from all others.
 *
 * <p>Importing MLflow takes seconds, so one process does it for all: a warm parent, started with the first server, that forks each of
 * them. Where that is not possible each server is started on its own; one log record says why.
 *
 * <p>Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class MlflowProcesses implements AutoCloseable {

    private static final Logger LOG = System.getLogger(MlflowProcesses.class.getName());

    private static final String PARAMETER = "mmp.mlflow.process.start";

    private final MlflowInstallation installation;
    private boolean warm;
    private @Nullable WarmParent parent;

    /** How the process of a server comes to be. */
    public enum Start {
        /** Forked by a process that has MLflow imported, on Linux; the default. */
        WARM,

        /** Started on its own. */
        PLAIN
    }

    /** Start the servers of this installation so. */
    public MlflowProcesses(MlflowInstallation installation, Start start) {
        this.installation = installation;
        // A warm parent needs /proc, and a process that has loaded Apple's frameworks cannot be forked.
        this.warm = start == Start.WARM && ProcessPath.current() == ProcessPath.LINUX;
    }

    /**
     * Read {@code mmp.mlflow.process.start}, {@code warm} or {@code plain}, and {@link InstallationSettings}; install MLflow if it is not there.
     *
     * @param parameters looks up a configuration parameter by its name
     */
    public static MlflowProcesses from(Function<String, Optional<String>> parameters) {
        Start start = switch (parameters.apply(PARAMETER).orElse("warm")) {
            case "warm" -> Start.WARM;
            case "plain" -> Start.PLAIN;
            default ->
                throw new MlflowInstallationException(
                        "%s must be warm or plain, but is '%s'."
                                .formatted(
                                        PARAMETER, parameters.apply(PARAMETER).orElse("")),
                        null);
        };
        return new MlflowProcesses(MlflowInstallation.ensure(InstallationSettings.from(parameters)), start);
    }

    /**
     * Start a server and wait until it has answered from its database.
     *
     * @throws ServerStartException if it does not
     */
    public MlflowProcess start() {
        // The second attempt has a new parent, should somebody have killed the first.
        return forked().or(this::forked).orElseGet(this::plain);
    }

    private Optional<MlflowProcess> forked() {
        Optional<WarmParent> found = warmParent();
        try {
            if (found.isPresent()) {
                ForkedServer server = found.get().fork();
                return Optional.of(
                        new MlflowProcess(server.uri(), server.process().pid(), server::close, server::log));
            }
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "The process that forks MLflow servers is replaced, since it does not answer: {0}",
                    e.toString()); // as an argument of the text, not as a stack trace
            discard(found.get());
        }
        return Optional.empty();
    }

    private MlflowProcess plain() {
        ManagedServer server = ManagedServer.start(installation.server());
        return new MlflowProcess(server.uri(), server.pid(), server::close, server::log);
    }

    /** Return the parent, started now if there is none. */
    private synchronized Optional<WarmParent> warmParent() {
        if (warm && parent == null) {
            try {
                parent = Owner.ofAllTests(() -> WarmParent.start(installation));
            } catch (ServerStartException e) {
                warm = false;
                List<String> lines = String.valueOf(e.getMessage()).lines().toList();
                LOG.log(
                        Level.WARNING,
                        "MLflow servers are started one by one, which takes seconds each, since none can be forked: {0} ... {1}",
                        lines.get(0),
                        lines.get(lines.size() - 1).strip());
            }
        }
        return Optional.ofNullable(parent);
    }

    private synchronized void discard(WarmParent old) {
        old.close();
        if (parent == old) {
            parent = null;
        }
    }

    /** Stop the warm parent, and with it the servers that were not closed and that it has forked. */
    @Override
    public synchronized void close() {
        warm = false;
        if (parent != null) {
            discard(parent);
        }
    }
}
