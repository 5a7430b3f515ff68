package io.mmp.test.fault;

import io.mmp.test.server.ManagedServer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A part of a system that is broken on purpose, and how it is mended: {@code Outage.kill("vector store", server)}.
 *
 * <p>It does nothing by itself; {@code io.mmp.test.recovery.Recovery} strikes, mends and observes it, as often as it likes.
 *
 * @since 0.1.0
 */
public final class Outage {

    private final String name;
    private final Step breaking;
    private final Step mending;
    private final boolean attended;

    private Outage(String name, Step breaking, Step mending, boolean attended) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "An outage needs a name that says in messages what happened, but it is blank.");
        }
        this.name = name;
        this.breaking = breaking;
        this.mending = mending;
        this.attended = attended;
    }

    /** Breaks or mends something. */
    @FunctionalInterface
    public interface Step {

        /** Do it, and return when it is done. */
        void run() throws Exception;
    }

    /**
     * Describe an outage by what breaks the part and what mends it.
     *
     * @param name says in messages what happened, such as {@code vector store stopped}
     * @param mending may be asked to mend again what did not recover
     * @throws IllegalArgumentException if the name is blank
     */
    public static Outage of(String name, Step breaking, Step mending) {
        return new Outage(name, breaking, mending, true);
    }

    /**
     * Describe an outage that nobody mends: the system has to recover on its own.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public static Outage unattended(String name, Step breaking) {
        return new Outage(name, breaking, () -> {}, false);
    }

    /** Describe a server that is ended with SIGKILL, and started again. */
    public static Outage kill(String name, ManagedServer server) {
        return of(name + " killed", server::kill, server::restart);
    }

    /** Describe a server that is stopped, and started again. */
    public static Outage stop(String name, ManagedServer server) {
        return of(name + " stopped", server::stop, server::restart);
    }

    /** Describe a server that is paused, so that it takes connections and does not answer, and goes on. */
    public static Outage pause(String name, ManagedServer server) {
        return of(name + " paused", server::pause, server::resume);
    }

    /** Describe a fault of a connection, which is taken away again. */
    public static Outage of(FaultProxy proxy, Fault fault) {
        AtomicReference<@Nullable ActiveFault> active = new AtomicReference<>();
        Step breaking = () -> {
            if (active.get() != null) {
                throw new IllegalStateException("'%s' is active already; mend it first.".formatted(fault));
            }
            active.set(proxy.inject(fault));
        };
        return of(fault.toString(), breaking, () -> {
            ActiveFault struck = active.getAndSet(null);
            if (struck != null) {
                struck.close();
            }
        });
    }

    /** Return what happened, in words. */
    public String name() {
        return name;
    }

    /** Tell whether {@link #mend()} mends it, rather than the system itself. */
    public boolean isAttended() {
        return attended;
    }

    /**
     * Break the part.
     *
     * @throws Exception if that is not possible, or it is a fault of a connection that is active already
     */
    public void strike() throws Exception {
        breaking.run();
    }

    /**
     * Mend the part; of an unattended outage, do nothing.
     *
     * @throws Exception if that is not possible
     */
    public void mend() throws Exception {
        mending.run();
    }

    /** Return the name. */
    @Override
    public String toString() {
        return name;
    }
}
