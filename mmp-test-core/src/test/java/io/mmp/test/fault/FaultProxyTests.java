package io.mmp.test.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTests {

    private final ManualClock clock = new ManualClock();
    private EchoServer server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer();
        proxy = FaultProxy.start(ProxySpec.to(server.uri()).withClock(clock));
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void without_faults_all_passes_and_is_counted() throws Exception {
        byte[] much = new byte[20 << 20];
        new Random(1).nextBytes(much);
        try (Client client = new Client(proxy)) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try {
                    client.socket().getOutputStream().write(much);
                    client.end();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(client.socket().getInputStream().readAllBytes()).isEqualTo(much);
            sent.join();
        }
        Awaitility.await().until(proxy::traffic, new ProxyTraffic(1, 0, much.length, much.length)::equals);
    }

    @Test
    void one_direction_ends_and_the_other_goes_on() throws IOException {
        try (Client client = new Client(proxy)) {
            assertThat(client.send("all").end().receiveAll()).isEqualTo("all");
        }
    }

    @Test
    void an_answer_is_late_by_its_latency_and_not_a_millisecond_less() throws IOException {
        try (Client client = new Client(proxy);
                ActiveFault latency = proxy.inject(Fault.latency(Duration.ofMillis(300)))) {
            client.send("ping");
            await_received("ping");
            clock.advance(Duration.ofMillis(299));
            assertThat(client.hearsNothing()).isTrue();
            clock.advance(Duration.ofMillis(1));
            assertThat(client.receive(4)).isEqualTo("ping");
            assertThat(latency.hits()).isEqualTo(1);
        }
    }

    @Test
    void a_late_request_does_not_reach_the_server_before_its_time() throws IOException {
        try (Client client = new Client(proxy)) {
            proxy.inject(Fault.latency(Duration.ofMillis(300)).ofRequests());
            client.send("ping");
            assertThat(client.hearsNothing()).isTrue();
            assertThat(server.received()).isEmpty();
            clock.advance(Duration.ofMillis(300));
            assertThat(client.receive(4)).isEqualTo("ping");
        }
    }

    @Test
    void what_a_fault_held_back_comes_when_it_is_over() throws IOException {
        try (Client client = new Client(proxy)) {
            try (ActiveFault latency = proxy.inject(Fault.latency(Duration.ofHours(1)))) {
                client.send("ping");
                await_received("ping");
                Awaitility.await().until(() -> latency.hits() == 1);
            }
            assertThat(client.receive(4)).isEqualTo("ping");
            assertThat(proxy.faults()).isEmpty();
        }
    }

    @Test
    void jitter_keeps_the_order_and_is_drawn_from_the_seed() throws IOException {
        List<Integer> first = arrivals(7);
        assertThat(arrivals(7)).isEqualTo(first);
        assertThat(arrivals(8)).isNotEqualTo(first);
        assertThat(first).isSorted().allMatch(millis -> millis >= 50 && millis <= 150);
    }

    /** Return after how many milliseconds each of some connections gets its answer. */
    private List<Integer> arrivals(long seed) throws IOException {
        ManualClock time = new ManualClock();
        List<Integer> arrivals = new ArrayList<>();
        try (FaultProxy jittery =
                FaultProxy.start(ProxySpec.to(server.uri()).withClock(time).withSeed(seed))) {
            ActiveFault fault =
                    jittery.inject(Fault.latency(Duration.ofMillis(100)).withJitter(Duration.ofMillis(50)));
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                int number = i + 1;
                clients.add(new Client(jittery).send("x"));
                Awaitility.await().until(() -> fault.hits() == number);
            }
            long before = jittery.traffic().openConnections();
            for (int millis = 0; millis <= 150; millis++) {
                for (Client client : List.copyOf(clients)) {
                    if (client.socket().getInputStream().available() > 0) {
                        arrivals.add(millis);
                        clients.remove(client);
                        client.close();
                    }
                }
                time.advance(Duration.ofMillis(1));
            }
            assertThat(before).isEqualTo(5);
        }
        return arrivals;
    }

    @Test
    void bandwidth_lets_through_what_its_rate_allows() throws IOException {
        try (Client client = new Client(proxy)) {
            proxy.inject(Fault.bandwidth(1000));
            client.send("x".repeat(1000));
            await_received("x".repeat(1000));
            clock.advance(Duration.ofMillis(500));
            assertThat(client.receive(500)).hasSize(500);
            assertThat(client.hearsNothing()).isTrue();
            clock.advance(Duration.ofMillis(500));
            assertThat(client.receive(500)).hasSize(500);
        }
    }

    @Test
    void slices_come_one_by_one() throws IOException {
        try (Client client = new Client(proxy)) {
            proxy.inject(Fault.slices(4, 0, Duration.ofSeconds(1)));
            client.send("abcdefghij");
            assertThat(client.receive(4)).isEqualTo("abcd");
            assertThat(client.hearsNothing()).isTrue();
            clock.advance(Duration.ofSeconds(1));
            assertThat(client.receive(4)).isEqualTo("efgh");
            assertThat(client.hearsNothing()).isTrue();
            clock.advance(Duration.ofSeconds(1));
            assertThat(client.receive(2)).isEqualTo("ij");
        }
    }

    @Test
    void a_limit_ends_the_connection_after_its_bytes() throws IOException {
        proxy.inject(Fault.limit(3));
        try (Client client = new Client(proxy)) {
            assertThat(client.send("abcdef").receiveAll()).isEqualTo("abc");
        }
        Awaitility.await().until(() -> proxy.traffic().openConnections() == 0);
    }

    @Test
    void a_slow_close_keeps_the_receiver_waiting() throws IOException {
        try (Client client = new Client(proxy)) {
            proxy.inject(Fault.slowClose(Duration.ofSeconds(5)));
            assertThat(client.send("all").end().receive(3)).isEqualTo("all");
            assertThat(client.hearsNothing()).isTrue();
            clock.advance(Duration.ofSeconds(5));
            assertThat(client.receiveAll()).isEmpty();
        }
    }

    @Test
    void a_timeout_is_silent_and_then_closes() throws IOException {
        try (Client client = new Client(proxy)) {
            proxy.inject(Fault.timeout(Duration.ofSeconds(5)));
            client.send("ping");
            await_received("ping");
            assertThat(client.hearsNothing()).isTrue();
            clock.advance(Duration.ofSeconds(5));
            assertThat(client.receiveAll()).isEmpty();
        }
    }

    @Test
    void a_stall_that_lost_data_costs_the_connection_and_one_that_did_not_costs_nothing() throws IOException {
        try (Client loser = new Client(proxy);
                Client idle = new Client(proxy)) {
            assertThat(idle.send("a").receive(1)).isEqualTo("a");
            try (ActiveFault stall = proxy.inject(Fault.stall())) {
                loser.send("ping");
                Awaitility.await().until(() -> stall.hits() == 1);
            }
            assertThat(loser.receiveAll()).isEmpty();
            assertThat(idle.send("b").receive(1)).isEqualTo("b");
        }
    }

    @Test
    void a_reset_is_one() throws IOException {
        try (Client client = new Client(proxy)) {
            assertThat(client.send("a").receive(1)).isEqualTo("a");
            proxy.inject(Fault.reset(Duration.ofSeconds(2)));
            assertThat(client.send("b").hearsNothing()).isTrue();
            assertThat(server.received()).isEqualTo(new byte[] {'a', 'b'});
            clock.advance(Duration.ofSeconds(2));
            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(client::receiveAll)
                    .withMessageContaining("reset");
        }
    }

    @Test
    void a_proxy_that_is_down_refuses_and_comes_back_on_its_port() throws IOException {
        int port = proxy.port();
        try (Client client = new Client(proxy)) {
            assertThat(client.send("a").receive(1)).isEqualTo("a");
            try (ActiveFault down = proxy.inject(Fault.down())) {
                assertThat(client.receiveAll()).isEmpty();
                assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new Client(proxy));
                assertThat(down.hits()).isEqualTo(1);
                proxy.inject(Fault.down()).close();
                assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new Client(proxy));
                // The port is kept meanwhile.
                assertThatExceptionOfType(IOException.class).isThrownBy(() -> new ServerSocket(port).close());
            }
        }
        for (int i = 0; i < 20; i++) {
            proxy.inject(Fault.down()).close();
            try (Client client = new Client(proxy)) {
                assertThat(client.send("again").receive(5)).isEqualTo("again");
            }
        }
        assertThat(proxy.port()).isEqualTo(port);
    }

    @Test
    void a_half_open_connection_tells_neither_side() throws IOException {
        try (Client client = new Client(proxy)) {
            assertThat(client.send("a").receive(1)).isEqualTo("a");
            try (ActiveFault cut = proxy.inject(Fault.halfOpen())) {
                server.connections().get(0).close();
                client.send("lost");
                assertThat(client.hearsNothing()).isTrue();
                assertThat(server.received()).isEqualTo(new byte[] {'a'});
                try (Client late = new Client(proxy)) {
                    assertThat(late.send("lost").hearsNothing()).isTrue();
                }
                Awaitility.await().until(() -> cut.hits() == 2);
            }
            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(client::receiveAll)
                    .withMessageContaining("reset");
        }
    }

    @Test
    void a_share_of_the_connections_is_the_same_for_the_same_seed() throws IOException {
        List<Boolean> struck = struck(3);
        assertThat(struck(3)).isEqualTo(struck);
        assertThat(struck(4)).isNotEqualTo(struck);
        assertThat(struck.stream().filter(each -> each).count()).isBetween(10L, 50L);
    }

    private List<Boolean> struck(long seed) throws IOException {
        List<Boolean> struck = new ArrayList<>();
        try (FaultProxy some = FaultProxy.start(ProxySpec.to(server.uri()).withSeed(seed))) {
            ActiveFault fault = some.inject(Fault.limit(0).forShare(0.3));
            for (int i = 0; i < 100; i++) {
                try (Client client = new Client(some)) {
                    struck.add(client.send("x").receive(1).isEmpty());
                }
            }
            assertThat(fault.hits())
                    .isEqualTo(struck.stream().filter(each -> each).count());
        }
        return struck;
    }

    @Test
    void a_server_that_refuses_resets_the_client() throws IOException {
        ServerSocket nobody = new ServerSocket(0);
        nobody.close();
        try (FaultProxy useless = FaultProxy.inFrontOf(URI.create("tcp://127.0.0.1:" + nobody.getLocalPort()));
                Client client = new Client(useless)) {
            assertThatExceptionOfType(SocketException.class).isThrownBy(() -> {
                client.send("x");
                client.receiveAll();
            });
            assertThat(useless.traffic()).isEqualTo(new ProxyTraffic(1, 0, 0, 0));
        }
    }

    @Test
    void faults_apply_together_in_their_order() throws IOException {
        try (Client client = new Client(proxy)) {
            proxy.inject(Fault.limit(4));
            proxy.inject(Fault.latency(Duration.ofSeconds(1)));
            client.send("abcdef");
            await_received("abcdef");
            assertThat(client.hearsNothing()).isTrue();
            clock.advance(Duration.ofSeconds(1));
            assertThat(client.receiveAll()).isEqualTo("abcd");
        }
    }

    @Test
    void all_is_healed_at_once() throws IOException {
        proxy.inject(Fault.down());
        proxy.inject(Fault.stall());
        assertThat(proxy.faults()).map(Fault::toString).containsExactly("down", "stall");
        proxy.heal();
        try (Client client = new Client(proxy)) {
            assertThat(client.send("ping").receive(4)).isEqualTo("ping");
        }
    }

    @Test
    void a_closed_proxy_leaves_no_thread_and_says_that_it_is_closed() throws IOException {
        try (Client client = new Client(proxy)) {
            assertThat(client.send("a").receive(1)).isEqualTo("a");
            ActiveFault fault = proxy.inject(Fault.stall());
            proxy.close();
            proxy.close();
            fault.close();
            assertThat(client.receiveAll()).isEmpty();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("fault-proxy-" + proxy.port());
        assertThatExceptionOfType(FaultException.class)
                .isThrownBy(() -> proxy.inject(Fault.down()))
                .withMessage("Proxy on port %s in front of %s is closed.", proxy.port(), server.uri());
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), proxy.port()).close());
    }

    @Test
    void a_taken_port_is_named() throws IOException {
        assertThatExceptionOfType(FaultException.class)
                .isThrownBy(() -> FaultProxy.start(ProxySpec.to(server.uri()).withPort(proxy.port())))
                .withMessage(
                        "Proxy in front of %s cannot listen on port %s of the loopback: Address already in use. Without withPort it takes a free one.",
                        server.uri(), proxy.port());
    }

    @Test
    void its_address_is_that_of_the_server_but_for_host_and_port() {
        try (FaultProxy other = FaultProxy.inFrontOf(URI.create("postgresql://u:p%40@localhost/db?ssl=false#x"))) {
            assertThat(other.uri()).hasToString("postgresql://u:p%%40@127.0.0.1:%s/db?ssl=false#x", other.port());
        }
    }

    private void await_received(String text) {
        Awaitility.await().until(() -> server.received().length == text.length());
        // The echo is in the proxy when it has counted it.
        Awaitility.await().until(() -> proxy.traffic().answerBytes() >= text.length());
    }
}
