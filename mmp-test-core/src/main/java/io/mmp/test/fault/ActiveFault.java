package io.mmp.test.fault;

/**
 * A {@link Fault} that a {@link FaultProxy} injects, until it is closed.
 *
 * @since 0.1.0
 */
public final class ActiveFault implements AutoCloseable {

    private final FaultProxy proxy;
    private final Injection injection;

    ActiveFault(FaultProxy proxy, Injection injection) {
        this.proxy = proxy;
        this.injection = injection;
    }

    /** Return what is injected. */
    public Fault fault() {
        return injection.fault();
    }

    /**
     * Return how many connections it changed up to now, or requests if it is one of HTTP. 0 at the end of a test means that the fault was never felt: nothing went through the proxy, or what
     * did is not what the fault needs.
     */
    public long hits() {
        return injection.hits();
    }

    /** End the fault: what it held back is delivered at once, and what it lost costs the connection. The second time does nothing. */
    @Override
    public void close() {
        proxy.heal(injection);
    }

    @Override
    public String toString() {
        return injection.fault() + " (" + hits() + " hit)";
    }
}
