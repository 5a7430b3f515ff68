package io.mmp.test.system;

import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.PortSource;
import io.mmp.test.server.ServerSpec;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A process of this machine. */
final class ProcessRunner implements Runner {

    private final ServerSpec spec;
    private final UnaryOperator<String> addresses;
    private volatile @Nullable ManagedServer server; // null until the first start has succeeded
    private boolean lost;

    /** Describe one in whose command and environment references are replaced so. */
    ProcessRunner(ServerSpec spec, UnaryOperator<String> addresses) {
        this.spec = spec;
        this.addresses = addresses;
    }

    @Override
    public void start() {
        ManagedServer earlier = server;
        if (earlier == null) {
            server = ManagedServer.start(wired());
        } else if (lost) {
            // A server that could not be restarted is closed for good: another one takes its place.
            server = ManagedServer.start(wired().withPort(PortSource.fixed(earlier.port())));
            lost = false;
        } else {
            lost = true;
            earlier.restart();
            lost = false;
        }
    }

    private ServerSpec wired() {
        Map<String, String> environment = new HashMap<>(spec.environment());
        environment.replaceAll((name, value) -> addresses.apply(value));
        return spec.withCommand(spec.command().stream().map(addresses).toArray(String[]::new))
                .withEnvironment(environment);
    }

    /**
     * Return the process.
     *
     * @throws ServiceGroupException if it has not been started
     */
    ManagedServer running() {
        ManagedServer running = server;
        if (running == null) {
            throw new ServiceGroupException("Service '%s' has not been started.".formatted(spec.name()));
        }
        return running;
    }

    @Override
    public void stop() {
        running().stop();
    }

    @Override
    public void kill() {
        running().kill();
    }

    @Override
    public void pause() {
        running().pause();
    }

    @Override
    public void resume() {
        running().resume();
    }

    @Override
    public boolean isAlive() {
        return running().isAlive();
    }

    @Override
    public URI uri() {
        return running().uri();
    }

    @Override
    public String log() {
        ManagedServer running = server;
        return running == null ? "" : running.log();
    }

    @Override
    public void close() {
        ManagedServer running = server;
        if (running != null) {
            running.close();
        }
    }
}
