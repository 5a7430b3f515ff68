package io.mmp.test.fault;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A TCP proxy in this JVM in front of a server, whose {@link Fault}s a test injects and heals.
 *
 * <pre>{@code
 * try (FaultProxy proxy = FaultProxy.inFrontOf(redis.uri())) {
 *     Client client = connect(proxy.uri());
 *     try (ActiveFault cut = proxy.inject(Fault.down())) {
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>It listens on the loopback, on one port for its whole life, also while it is {@linkplain Fault#down() down} or the server behind it is restarted. A client's connection leads to one of
 * its own to the server; if the server refuses that, the client's is reset. Several faults at once apply in the order of their injection. One thread serves all connections. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class FaultProxy implements AutoCloseable {

    private final ProxySpec spec;
    private final Loop loop;
    private final ProxyPort port;
    private final List<Injection> injections = new ArrayList<>();
    private final List<Connection> open = new ArrayList<>();
    private final AtomicLong requestBytes = new AtomicLong();
    private final AtomicLong answerBytes = new AtomicLong();
    private long connections;
    private long injected;
    private volatile boolean closed;

    private FaultProxy(ProxySpec spec) throws IOException {
        this.spec = spec;
        this.port = ProxyPort.take(spec.port());
        this.loop = new Loop("fault-proxy-" + port(), spec.clock());
        loop.call(() -> {
            try {
                port.announceTo(loop, this::accept);
            } catch (IOException e) {
                throw new FaultException("Port %s cannot be listened on: %s".formatted(port(), e.getMessage()), e);
            }
            return null;
        });
    }

    /** Start a proxy in front of a server, such as {@code http://127.0.0.1:5000} or {@code redis://127.0.0.1:6379}. */
    public static FaultProxy inFrontOf(URI server) {
        return start(ProxySpec.to(server));
    }

    /**
     * Start a proxy.
     *
     * @throws FaultException if its port is taken
     */
    public static FaultProxy start(ProxySpec spec) {
        try {
            return new FaultProxy(spec);
        } catch (IOException e) {
            throw new FaultException(
                    "Proxy in front of %s cannot listen on port %s of the loopback: %s. Without withPort it takes a free one."
                            .formatted(spec.server(), spec.port(), e.getMessage()),
                    e);
        }
    }

    /** Return the address for clients: that of the server with the proxy's host and port in it. */
    public URI uri() {
        URI server = spec.server();
        return URI.create("%s://%s127.0.0.1:%s%s%s%s"
                .formatted(
                        server.getScheme(),
                        server.getRawUserInfo() == null ? "" : server.getRawUserInfo() + "@",
                        port(),
                        server.getRawPath(),
                        server.getRawQuery() == null ? "" : "?" + server.getRawQuery(),
                        server.getRawFragment() == null ? "" : "#" + server.getRawFragment()));
    }

    /** Return the port for clients. */
    public int port() {
        return port.number();
    }

    /**
     * Inject a fault, for connections that are open and for new ones, until it is closed or all is {@linkplain #heal() healed}. It is in effect when this returns.
     *
     * @throws FaultException if the proxy is closed
     */
    public ActiveFault inject(Fault fault) {
        requireNonNull(fault, "fault");
        return call(() -> {
            Injection injection = new Injection(fault, spec.seed() * 31 + injected++);
            injections.add(injection);
            for (Connection connection : List.copyOf(open)) {
                strike(injection, connection);
            }
            listenOrNot();
            return new ActiveFault(this, injection);
        });
    }

    /** End all faults. */
    public void heal() {
        call(() -> {
            List.copyOf(injections).forEach(this::remove);
            return null;
        });
    }

    void heal(Injection injection) {
        if (!closed) {
            call(() -> {
                remove(injection);
                return null;
            });
        }
    }

    private void remove(Injection injection) {
        if (injections.remove(injection)) {
            for (Connection connection : List.copyOf(open)) {
                connection.flow(Direction.UPSTREAM).remove(injection);
                connection.flow(Direction.DOWNSTREAM).remove(injection);
            }
            listenOrNot();
        }
    }

    /** Return the faults that are in effect, in the order of their injection. */
    public List<Fault> faults() {
        return call(() -> injections.stream().map(Injection::fault).toList());
    }

    /** Return what went through up to now. */
    public ProxyTraffic traffic() {
        return call(() -> new ProxyTraffic(connections, open.size(), requestBytes.get(), answerBytes.get()));
    }

    /** Close all connections and stop listening. The second time does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        loop.call(() -> {
            closed = true;
            List.copyOf(open).forEach(Connection::close);
            port.close();
            return null;
        });
        loop.end();
    }

    private <T> T call(Supplier<T> order) {
        if (closed) {
            throw new FaultException("Proxy on port %s in front of %s is closed.".formatted(port(), spec.server()));
        }
        return loop.call(order);
    }

    private static void strike(Injection injection, Connection connection) {
        if (!injection.strikes(connection.number())) {
            return;
        }
        for (Direction direction : Direction.values()) {
            if (injection.fault().isIn(direction)) {
                Strike strike = new Strike(injection, connection, direction);
                connection
                        .flow(direction)
                        .add(injection, injection.fault().kind().effect(strike));
            }
        }
    }

    private void accept() {
        try {
            SocketChannel client = port.accept();
            if (client != null) {
                connect(client);
            }
        } catch (IOException e) {
            // A client that gave up before it was accepted, or too many open files: the next one may come.
        }
    }

    private void connect(SocketChannel client) throws IOException {
        SocketChannel server = SocketChannel.open();
        Connection connection =
                new Connection(connections++, loop, client, server, requestBytes, answerBytes, open::remove);
        open.add(connection);
        injections.forEach(injection -> strike(injection, connection));
        try {
            if (server.connect(new InetSocketAddress(spec.serverHost(), spec.serverPort()))) {
                connection.connected();
            }
        } catch (IOException | RuntimeException e) {
            // No such host, or no route to it: as if it refused.
            connection.reset();
        }
    }

    /** Listen unless a fault says that the proxy is down. */
    private void listenOrNot() {
        boolean isDown =
                injections.stream().anyMatch(injection -> injection.fault().kind() instanceof Down);
        try {
            if (isDown) {
                port.refuse(loop);
            } else {
                port.accept(loop, this::accept);
            }
        } catch (IOException e) {
            throw new FaultException(
                    "Port %s of the proxy in front of %s was taken by another process: %s"
                            .formatted(port(), spec.server(), e.getMessage()),
                    e);
        }
    }
}
