package io.mmp.test.server;

import io.mmp.test.Internal;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Goes to servers of this machine without a proxy, and to others as the JVM does.
 *
 * <p>The JVM asks a proxy for the loopback, too, where {@code http.nonProxyHosts} is empty, and no proxy can reach it.
 *
 * @since 0.1.0
 */
@Internal
public final class LoopbackProxies extends ProxySelector {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]", Pattern.CASE_INSENSITIVE);

    private final Supplier<Optional<ProxySelector>> others;

    /** Ask the {@linkplain ProxySelector#getDefault() default} of the JVM, as it is at the time, for other machines. */
    public LoopbackProxies() {
        this(() -> Optional.ofNullable(ProxySelector.getDefault()));
    }

    LoopbackProxies(Supplier<Optional<ProxySelector>> others) {
        this.others = others;
    }

    @Override
    public List<Proxy> select(URI uri) {
        @Nullable String host = uri.getHost();
        if (host != null && LOOPBACK.matcher(host).matches()) {
            return List.of(Proxy.NO_PROXY);
        }
        return others.get().map(selector -> selector.select(uri)).orElse(List.of(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        others.get().ifPresent(selector -> selector.connectFailed(uri, address, failure));
    }
}
