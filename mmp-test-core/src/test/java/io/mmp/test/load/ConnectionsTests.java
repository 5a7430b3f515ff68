package io.mmp.test.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.mmp.test.load.ScriptedServer.Script;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which connection a request takes, and what is noticed of those that have ended. */
class ConnectionsTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final PlainHttp http = new PlainHttp();
    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = ScriptedServer.start(ScriptedServer.answering(ScriptedServer.OK));
    }

    private void serve(Script script) throws IOException {
        serve("127.0.0.1", script);
    }

    private void serve(String address, Script script) throws IOException {
        server.close();
        server = ScriptedServer.start(address, script);
    }

    private int status(HttpRequest.Builder request) throws IOException {
        return http.status(PlainRequest.of(request.build()), TIMEOUT);
    }

    @AfterEach
    void stop() throws IOException {
        http.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void a_connection_that_the_server_has_closed_since_is_noticed_before_it_is_used(String method) throws Exception {
        serve((its, socket) -> {
            its.readHead(socket);
            ScriptedServer.write(socket, ScriptedServer.OK);
            socket.close();
        });
        HttpRequest.Builder request = server.request();
        request.method(method, BodyPublishers.noBody());

        for (int i = 1; i <= 5; i++) {
            assertThat(status(request)).isEqualTo(200);
            int number = i;
            await().until(() -> server.connections().size() == number
                    && server.connections().get(number - 1).isClosed());
        }
    }

    @Test
    void what_a_server_says_without_being_asked_is_nobody_s_answer() throws IOException {
        serve(ScriptedServer.answering(ScriptedServer.OK + "HTTP/1.1 500 Late\r\nContent-Length: 0\r\n\r\n"));
        HttpRequest.Builder request = server.request();

        assertThat(status(request)).isEqualTo(200);
        assertThat(status(request)).isEqualTo(200);
        assertThat(server.connections()).hasSize(2);
    }

    @Test
    void a_request_whose_connection_is_closed_instead_of_an_answer_has_failed_and_is_not_sent_again()
            throws IOException {
        serve((its, socket) -> {
            its.readHead(socket);
            ScriptedServer.write(socket, ScriptedServer.OK);
            its.readHead(socket);
            socket.close();
        });
        HttpRequest.Builder request = server.request();

        assertThat(status(request)).isEqualTo(200);
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> status(request))
                .withMessage("The server closed the connection before its answer was whole.");
        assertThat(server.heads()).hasSize(2);
        assertThat(status(request)).isEqualTo(200);
    }

    @Test
    void a_protocol_that_is_switched_ends_the_answer_and_the_connection() throws IOException {
        serve((its, socket) -> {
            its.readHead(socket);
            ScriptedServer.write(socket, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n");
            its.restForEver();
        });
        HttpRequest.Builder request = server.request();

        assertThat(status(request)).isEqualTo(101);
        assertThat(status(request)).isEqualTo(101);
        assertThat(server.connections()).hasSize(2);
    }

    @Test
    void of_several_addresses_of_a_name_one_is_enough() throws IOException {
        serve((its, socket) -> its.restForEver());
        InetAddress silent = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        InetAddress listening = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        long soon = System.nanoTime() + TIMEOUT.toNanos();

        http.open(server.port(), soon, silent, listening).close();
        await().until(() -> server.connections().size() == 1);
        assertThatExceptionOfType(SocketException.class)
                .isThrownBy(() -> http.open(server.port(), soon, silent, silent));
    }

    @Test
    void an_address_of_ip_v6_is_one() throws IOException {
        try {
            serve("::1", ScriptedServer.answering(ScriptedServer.OK));
        } catch (SocketException e) {
            assumeThat(e).as("IPv6 is off").isNull();
        }

        assertThat(status(server.request("[::1]"))).isEqualTo(200);
        assertThat(server.heads().get(0)).contains("\r\nHost: [::1]:%s\r\n".formatted(server.port()));
    }

    @Test
    void a_name_that_nobody_knows_is_told() {
        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> status(HttpRequest.newBuilder(URI.create("http://service.invalid/"))))
                .withMessageStartingWith("service.invalid");
    }

    @Test
    void a_header_that_the_user_sets_replaces_ours() throws IOException {
        serve((its, socket) -> {
            its.readHead(socket);
            ScriptedServer.write(socket, ScriptedServer.OK);
        });
        HttpRequest.Builder request = server.request();

        status(request.header("user-agent", "theirs"));

        assertThat(server.heads().get(0)).contains("\r\nuser-agent: theirs\r\n").doesNotContain("mmp-test");
    }
}
