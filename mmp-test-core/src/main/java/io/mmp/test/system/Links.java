package io.mmp.test.system;

import io.mmp.test.fault.FaultProxy;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The proxies between the services of a group, one for each service and each other that it refers to. */
final class Links implements AutoCloseable {

    private final Map<Link, FaultProxy> proxies = new LinkedHashMap<>();

    /** Return the address under which one service reaches another; the same at each call. */
    synchronized URI address(String from, String to, URI uri) {
        return proxies.computeIfAbsent(new Link(from, to), link -> FaultProxy.inFrontOf(uri))
                .uri();
    }

    synchronized Optional<FaultProxy> find(String from, String to) {
        return Optional.ofNullable(proxies.get(new Link(from, to)));
    }

    /** Return the links, such as {@code rag -> embedding}. */
    synchronized String names() {
        return proxies.isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        proxies.keySet().stream().map(Link::toString).sorted().toList());
    }

    synchronized void heal() {
        proxies.values().forEach(FaultProxy::heal);
    }

    @Override
    public synchronized void close() {
        proxies.values().forEach(FaultProxy::close);
    }

    private record Link(String from, String to) {

        @Override
        public String toString() {
            return from + " -> " + to;
        }
    }
}
