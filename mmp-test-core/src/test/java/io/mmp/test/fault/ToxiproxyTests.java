package io.mmp.test.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same fault through the real Toxiproxy and through ours: what a client gets, and how late at least. */
@Tag("e2e")
class ToxiproxyTests {

    private static EchoServer echo;
    private static Toxiproxy toxiproxy;

    /** What a client got until the stream ended, how it ended, and when. */
    private record Seen(String text, String end, long millis) {}

    @BeforeAll
    static void start() throws Exception {
        echo = new EchoServer();
        toxiproxy = Toxiproxy.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (toxiproxy != null) {
            toxiproxy.close();
        }
        echo.close();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(Fault.latency(Duration.ofMillis(250)), "latency", "downstream", "\"latency\":250", 250),
                Arguments.of(
                        Fault.latency(Duration.ofMillis(250)).ofRequests(),
                        "latency",
                        "upstream",
                        "\"latency\":250",
                        250),
                Arguments.of(Fault.bandwidth(1000), "bandwidth", "downstream", "\"rate\":1", 11),
                Arguments.of(Fault.slowClose(Duration.ofMillis(250)), "slow_close", "downstream", "\"delay\":250", 250),
                Arguments.of(Fault.timeout(Duration.ofMillis(250)), "timeout", "downstream", "\"timeout\":250", 250),
                Arguments.of(Fault.reset(Duration.ofMillis(250)), "reset_peer", "downstream", "\"timeout\":250", 0),
                Arguments.of(
                        Fault.slices(4, 0, Duration.ofMillis(100)),
                        "slicer",
                        "downstream",
                        "\"average_size\":4,\"size_variation\":0,\"delay\":100000",
                        200),
                Arguments.of(Fault.limit(3), "limit_data", "downstream", "\"bytes\":3", 0),
                Arguments.of(Fault.down(), "", "", "", 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void a_client_sees_the_same(Fault fault, String type, String stream, String attributes, int millis)
            throws Exception {
        String name = fault.toString().replaceAll("[^a-z0-9]", "-");
        int port = toxiproxy.proxy(name, echo.uri());
        if (type.isEmpty()) {
            toxiproxy.disable(name);
        } else {
            toxiproxy.toxic(name, type, stream, attributes);
        }
        Seen theirs = seen(port);
        Seen ours;
        try (FaultProxy proxy = FaultProxy.inFrontOf(echo.uri())) {
            proxy.inject(fault);
            ours = seen(proxy.port());
        }

        assertThat(ours.text()).isEqualTo(theirs.text());
        assertThat(ours.end()).isEqualTo(theirs.end());
        assertThat(theirs.millis()).isGreaterThanOrEqualTo(millis);
        assertThat(ours.millis()).isGreaterThanOrEqualTo(millis);
    }

    /** Send a dozen bytes, end, and read until the end. */
    private static Seen seen(int port) throws IOException {
        long begun = System.nanoTime();
        StringBuilder text = new StringBuilder();
        String end = "end";
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout(10_000);
            client.getOutputStream().write("abcdefghijkl".getBytes(US_ASCII));
            for (int next = client.getInputStream().read();
                    next >= 0;
                    next = client.getInputStream().read()) {
                text.append((char) next);
                if (text.length() == 12) {
                    client.shutdownOutput();
                }
            }
        } catch (ConnectException e) {
            end = "refused";
        } catch (SocketException e) {
            end = String.valueOf(e.getMessage());
        }
        return new Seen(text.toString(), end, (System.nanoTime() - begun) / 1_000_000);
    }
}
