package io.mmp.test.fault;

import io.mmp.test.server.ManagedServer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A part of a system that is broken on purpose, and how it is mended: {@code Outage.kill(server)}.
 *
 * @since 0.1.0
 */
public final class Outage {

    private final String name;
    private final Step breaking;
    private final Step mending;
    private final boolean attended;

    private Outage(String name, Step breaking, Step mending, boolean attended) {
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

    /** Describe an outage by what breaks the part and what mends it; the name says in messages what happened, such as {@code vector store stopped}. */
    public static Outage of(String name, Step breaking, Step mending) {
        return new Outage(name, breaking, mending, true);
    }

    /** Describe an outage that nobody mends: the system has to recover on its own. */
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
        return of(fault.toString(), () -> active.set(proxy.inject(fault)), () -> {
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

    /** Break the part. */
    public void strike() throws Exception {
        breaking.run();
    }

    /** Mend the part. */
    public void mend() throws Exception {
        mending.run();
    }

    /** Return the name. */
    @Override
    public String toString() {
        return name;
    }
}
