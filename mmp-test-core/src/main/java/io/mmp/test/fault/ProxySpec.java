package io.mmp.test.fault;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FaultProxy} stands in front of, and what it draws its chances from. A value: each {@code with} returns a copy.
 *
 * @since 0.1.0
 */
public final class ProxySpec {

    private static final Map<String, Integer> DEFAULT_PORTS = Map.of(
            "http",
            80,
            "https",
            443,
            "redis",
            6379,
            "rediss",
            6379,
            "postgresql",
            5432,
            "postgres",
            5432,
            "ws",
            80,
            "wss",
            443);

    private final URI server;
    private final int port;
    private final long seed;
    private final @Nullable ManualClock clock;

    private ProxySpec(URI server, int port, long seed, @Nullable ManualClock clock) {
        this.server = server;
        this.port = port;
        this.seed = seed;
        this.clock = clock;
    }

    /**
     * Describe a proxy in front of a server, such as {@code http://127.0.0.1:5000}, {@code redis://127.0.0.1:6379} or {@code tcp://127.0.0.1:9092}.
     *
     * @throws FaultException if the address has no host, or no port and a scheme of which none is known
     */
    public static ProxySpec to(URI server) {
        if (server.getHost() == null || server.getScheme() == null) {
            throw new FaultException(
                    "Address '%s' has no %s: a proxy needs one like http://127.0.0.1:5000 or tcp://127.0.0.1:9092."
                            .formatted(server, server.getHost() == null ? "host" : "scheme"));
        }
        if (server.getPort() < 0 && !DEFAULT_PORTS.containsKey(server.getScheme())) {
            throw new FaultException(
                    "Address '%s' has no port, and scheme '%s' has none that is known: write it, as in %s://%s:1234."
                            .formatted(server, server.getScheme(), server.getScheme(), server.getHost()));
        }
        return new ProxySpec(server, 0, 0, null);
    }

    /** Return a copy that listens on a port instead of one that is free. */
    public ProxySpec withPort(int newPort) {
        if (newPort < 0 || newPort > 65_535) {
            throw new FaultException("Port must be from 0 (a free one) to 65535, but is %s.".formatted(newPort));
        }
        return new ProxySpec(server, newPort, seed, clock);
    }

    /** Return a copy that draws from a seed: which connections and requests are hit, jitters, sizes of slices, corrupt bytes. The same ones for the same order of connections. */
    public ProxySpec withSeed(long newSeed) {
        return new ProxySpec(server, port, newSeed, clock);
    }

    /** Return a copy whose delays pass on a clock that the test moves. */
    public ProxySpec withClock(ManualClock newClock) {
        return new ProxySpec(server, port, seed, requireNonNull(newClock, "clock"));
    }

    URI server() {
        return server;
    }

    String serverHost() {
        String host = server.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    int serverPort() {
        return server.getPort() < 0 ? DEFAULT_PORTS.getOrDefault(server.getScheme(), 0) : server.getPort();
    }

    int port() {
        return port;
    }

    long seed() {
        return seed;
    }

    @Nullable
    ManualClock clock() {
        return clock;
    }
}
