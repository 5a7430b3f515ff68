package io.mmp.test.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mmp.test.load.ScriptedServer.Script;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that answer before they have read, drip, echo, or say more than anybody wants to know. */
class OddServersTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final PlainHttp http = new PlainHttp();
    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = ScriptedServer.start(ScriptedServer.answering(ScriptedServer.OK));
    }

    private void serve(Script script) throws IOException {
        server.close();
        server = ScriptedServer.start(script);
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
    @ValueSource(booleans = {true, false})
    void a_server_that_refuses_a_large_body_before_it_has_come_is_heard(boolean closes) throws IOException {
        serve((its, socket) -> {
            its.readHead(socket);
            ScriptedServer.write(socket, "HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno");
            if (closes) {
                socket.close();
            }
            its.restForEver();
        });
        HttpRequest.Builder request = server.request();
        request.POST(BodyPublishers.ofByteArray(new byte[20 << 20]));

        assertThat(status(request)).isEqualTo(413);
        assertThat(status(request)).isEqualTo(413);
        assertThat(server.connections()).hasSize(2);
    }

    @Test
    void a_server_that_goes_while_a_large_body_comes_is_an_error() throws IOException {
        serve((its, socket) -> {
            its.readHead(socket);
            socket.close();
        });
        HttpRequest.Builder request = server.request();
        request.POST(BodyPublishers.ofByteArray(new byte[20 << 20]));

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> status(request));
    }

    @Test
    void a_server_that_echoes_a_large_body_while_it_comes_blocks_nobody() throws IOException {
        int size = 20 << 20;
        serve((its, socket) -> {
            its.readHead(socket);
            ScriptedServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: %s\r\n\r\n".formatted(size));
            byte[] piece = new byte[64 << 10];
            for (int read = socket.getInputStream().read(piece);
                    read > 0;
                    read = socket.getInputStream().read(piece)) {
                socket.getOutputStream().write(piece, 0, read);
            }
        });
        HttpRequest.Builder request = server.request();
        request.POST(BodyPublishers.ofByteArray(new byte[size]));

        assertThat(status(request)).isEqualTo(200);
    }

    @Test
    void a_large_answer_is_read_to_its_end_in_one_piece_or_in_many() throws IOException {
        int size = 9 << 20;
        serve((its, socket) -> {
            while (its.readHead(socket)) {
                if (its.heads().size() % 2 == 1) {
                    ScriptedServer.write(
                            socket, "HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n" + "x".repeat(size));
                } else {
                    String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
                    ScriptedServer.write(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n");
                    ScriptedServer.write(socket, chunk.repeat(100) + "0\r\n\r\n");
                }
            }
        });
        HttpRequest.Builder request = server.request();

        assertThat(status(request)).isEqualTo(200);
        assertThat(status(request)).isEqualTo(200);
        assertThat(status(request)).isEqualTo(200);
        assertThat(server.connections()).hasSize(1);
    }

    @Test
    void heads_of_any_size_are_read_and_a_line_that_never_ends_is_an_error() throws IOException {
        serve((its, socket) -> {
            while (its.readHead(socket)) {
                String headers = "X-Header: %s\r\n".formatted("x".repeat(5_000)).repeat(30);
                String endless = its.heads().size() < 3 ? "" : "X-Endless: " + "x".repeat(200_000);
                ScriptedServer.write(socket, "HTTP/1.1 200 OK\r\n" + headers + endless + "Content-Length: 2\r\n\r\nok");
            }
        });
        HttpRequest.Builder request = server.request();

        assertThat(status(request)).isEqualTo(200);
        assertThat(status(request)).isEqualTo(200);
        assertThat(server.connections()).hasSize(1);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> status(request))
                .withMessage("The answer has a line of more than 65536 characters.");
    }

    @Test
    void a_server_that_drips_its_head_is_not_waited_for_longer_than_said() throws IOException {
        serve((its, socket) -> {
            its.readHead(socket);
            for (char letter :
                    "HTTP/1.1 200 OK\r\nX-Slow: %s".formatted("x".repeat(5_000)).toCharArray()) {
                ScriptedServer.write(socket, String.valueOf(letter));
                its.rest(10);
            }
        });
        HttpRequest.Builder request = server.request();
        PlainRequest plain = PlainRequest.of(request.build());

        assertThatExceptionOfType(HttpTimeoutException.class)
                .isThrownBy(() -> http.status(plain, Duration.ofMillis(150)))
                .withMessage("no answer within 150 ms");
        // A later one with more time is not ended by the time of the first.
        assertThatExceptionOfType(HttpTimeoutException.class)
                .isThrownBy(() -> http.status(plain, Duration.ofMillis(300)))
                .withMessage("no answer within 300 ms");
    }

    @Test
    void a_server_that_reads_nothing_is_not_waited_for_longer_than_said() throws IOException {
        serve((its, socket) -> its.restForEver());
        HttpRequest.Builder request = server.request();
        PlainRequest large = PlainRequest.of(
                request.POST(BodyPublishers.ofByteArray(new byte[50 << 20])).build());

        assertThatExceptionOfType(HttpTimeoutException.class)
                .isThrownBy(() -> http.status(large, Duration.ofMillis(300)))
                .withMessage("no answer within 300 ms");
    }

    @Test
    void what_is_left_to_the_client_of_the_jdk_asks_no_proxy_either() throws Exception {
        ProxySelector before = ProxySelector.getDefault();
        int port = server.port();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return uri.getPort() == port
                        ? List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.invalid", 80)))
                        : before.select(uri);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                before.connectFailed(uri, address, failure);
            }
        });
        try (Http ours = new Http(null, TIMEOUT)) {
            HttpRequest request =
                    server.request().version(HttpClient.Version.HTTP_2).build();

            assertThat(ours.status(PlainRequest.of(request))).isEqualTo(200);
            assertThat(server.heads().get(0)).contains("Upgrade: h2c");
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @Test
    void a_client_of_the_jdk_is_not_waited_for_either_when_a_body_drips() throws Exception {
        serve((its, socket) -> {
            its.readHead(socket);
            ScriptedServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\nhalf");
            its.restForEver();
        });
        HttpRequest request = server.request().build();

        try (Http users = new Http(HttpClient.newHttpClient(), Duration.ofMillis(300))) {
            assertThatExceptionOfType(HttpTimeoutException.class)
                    .isThrownBy(() -> users.status(PlainRequest.of(request)))
                    .withMessage("no answer within 300 ms");
        }
    }
}
