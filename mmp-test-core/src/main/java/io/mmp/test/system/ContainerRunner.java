package io.mmp.test.system;

import io.mmp.test.container.OwnContainer;
import java.net.URI;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A container of its own. */
final class ContainerRunner implements Runner {

    private final String name;
    private final Service.OfContainer description;
    private final Supplier<Map<String, OwnContainer>> others;
    private final UnaryOperator<String> addresses;
    private volatile @Nullable OwnContainer container; // null until the first start has succeeded
    private int port;

    /** Describe one that finds others by their names, in whose command and environment references are replaced so. */
    ContainerRunner(
            String name,
            Service.OfContainer description,
            Supplier<Map<String, OwnContainer>> others,
            UnaryOperator<String> addresses) {
        this.name = name;
        this.description = description;
        this.others = others;
        this.addresses = addresses;
    }

    @Override
    public void start() {
        OwnContainer earlier = container;
        if (earlier != null) {
            earlier.restart();
            return;
        }
        OwnContainer started = OwnContainer.start(description.spec(), others.get(), addresses);
        try {
            port = portOf(started.ports());
        } catch (ServiceGroupException e) {
            started.close();
            throw e;
        }
        container = started;
    }

    private int portOf(SortedMap<Integer, Integer> ports) {
        int wanted = description.port();
        if (wanted == 0 && ports.size() == 1) {
            return ports.firstKey();
        }
        if (wanted == 0 || !ports.containsKey(wanted)) {
            throw new ServiceGroupException("Container '%s' exposes the ports %s, %s. Name one with Service.withPort."
                    .formatted(
                            name,
                            ports.keySet(),
                            wanted == 0 ? "and which of them serves was not said" : "but not " + wanted));
        }
        return wanted;
    }

    OwnContainer container() {
        OwnContainer running = container;
        if (running == null) {
            throw new ServiceGroupException("Service '%s' has not been started.".formatted(name));
        }
        return running;
    }

    @Override
    public void stop() {
        container().stop();
    }

    @Override
    public void kill() {
        if (isAlive()) {
            container().kill();
        }
    }

    @Override
    public void pause() {
        container().pause();
    }

    @Override
    public void resume() {
        container().resume();
    }

    @Override
    public boolean isAlive() {
        String state = container().state();
        return state.equals("running") || state.equals("paused");
    }

    @Override
    public URI uri() {
        OwnContainer running = container();
        return URI.create(description.scheme() + "://" + running.host() + ":" + running.port(port));
    }

    @Override
    public URI uriInside(String alias) {
        container();
        return URI.create(description.scheme() + "://" + alias + ":" + port);
    }

    @Override
    public String log() {
        OwnContainer running = container;
        return running == null ? "" : running.log();
    }

    @Override
    public String ownHealth() {
        return container().health();
    }

    @Override
    public void close() {
        OwnContainer running = container;
        if (running != null) {
            running.close();
        }
    }
}
