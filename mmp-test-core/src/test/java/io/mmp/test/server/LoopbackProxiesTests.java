package io.mmp.test.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackProxiesTests {

    private static final InetSocketAddress PROXY = InetSocketAddress.createUnresolved("proxy", 3128);

    private final ProxySelector proxies = new LoopbackProxies(() -> Optional.of(ProxySelector.of(PROXY)));

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1/a", "https://127.9.9.9", "http://LocalHost:80", "http://[::1]:8"})
    void the_loopback_is_reached_directly(String uri) {
        assertThat(proxies.select(URI.create(uri))).containsExactly(Proxy.NO_PROXY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.example.org", "http://10.0.0.1", "http://localhost.example.org", "http://[fe80::1]"})
    void other_machines_are_reached_as_the_jvm_does(String uri) {
        assertThat(proxies.select(URI.create(uri))).containsExactly(new Proxy(Proxy.Type.HTTP, PROXY));
    }

    @ParameterizedTest
    @ValueSource(strings = "http://10.0.0.1")
    void without_a_selector_there_is_no_proxy(String uri) {
        assertThat(new LoopbackProxies(Optional::empty).select(URI.create(uri))).containsExactly(Proxy.NO_PROXY);
    }
}
