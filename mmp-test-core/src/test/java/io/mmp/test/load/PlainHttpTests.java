package io.mmp.test.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests over sockets, to a server that answers with given bytes and keeps what it was sent. */
class PlainHttpTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<Integer> connections = new CopyOnWriteArrayList<>();
    private final PlainHttp http = new PlainHttp();
    private ServerSocket server;
    private volatile String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private volatile boolean closes;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(() -> {
            while (true) {
                Socket socket = server.accept();
                connections.add(socket.getPort());
                daemon(() -> serve(socket));
            }
        });
    }

    private static void daemon(Action action) {
        Thread thread = new Thread(() -> {
            try {
                action.run();
            } catch (Exception e) {
                // The test is over.
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Read a request with its body, as its length says, and answer. */
    private void serve(Socket socket) throws IOException {
        try (socket) {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            for (int next = in.read(); next >= 0; next = in.read()) {
                head.append((char) next);
                if (head.toString().endsWith("\r\n\r\n")) {
                    int at = head.indexOf("Content-Length: ");
                    int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf("\r", at)));
                    heads.add(head + new String(in.readNBytes(length), StandardCharsets.UTF_8));
                    head.setLength(0);
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                    if (closes) {
                        return;
                    }
                }
            }
        }
    }

    @AfterEach
    void stop() throws IOException {
        http.close();
        server.close();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
    }

    private int status(HttpRequest request) throws IOException {
        return http.status(PlainRequest.of(request), TIMEOUT);
    }

    private int get() throws IOException {
        return status(HttpRequest.newBuilder(uri("/")).build());
    }

    @Test
    void a_request_has_its_path_query_headers_and_body() throws IOException {
        status(HttpRequest.newBuilder(uri("/a%20b?c=d%26"))
                .header("Content-Type", "application/json")
                .header("X-Two", "1")
                .header("X-Two", "2")
                .POST(BodyPublishers.ofString("{\"name\": \"Zoë\"}"))
                .build());
        status(HttpRequest.newBuilder(uri("")).build());

        assertThat(heads)
                .containsExactly(
                        "POST /a%%20b?c=d%%26 HTTP/1.1\r%nHost: 127.0.0.1:%s\r%nUser-Agent: mmp-test\r%nContent-Type: application/json\r%nX-Two: 1\r%nX-Two: 2\r%nContent-Length: 16\r%n\r%n{\"name\": \"Zoë\"}"
                                .formatted(server.getLocalPort())
                                .replace(System.lineSeparator(), "\n"),
                        "GET / HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nUser-Agent: mmp-test\r\n\r\n"
                                .formatted(server.getLocalPort()));
    }

    @Test
    void large_bodies_and_those_of_unknown_length_are_sent_whole() throws IOException {
        byte[] large = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        status(HttpRequest.newBuilder(uri("/"))
                .POST(BodyPublishers.ofByteArray(large))
                .build());
        status(HttpRequest.newBuilder(uri("/"))
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)))
                .build());
        status(HttpRequest.newBuilder(uri("/")).POST(BodyPublishers.noBody()).build());

        assertThat(heads.get(0)).contains("Content-Length: 100000\r\n").hasSizeGreaterThan(100_000);
        assertThat(heads.get(1)).contains("Content-Length: 100000\r\n").hasSizeGreaterThan(100_000);
        assertThat(heads.get(2)).contains("Content-Length: 0\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200\r\ncontent-length:0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\nA\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok"
            })
    void an_answer_is_read_to_its_end_and_the_connection_is_used_again(String bytes) throws IOException {
        answer = bytes;
        int first = get();

        assertThat(get()).isEqualTo(first).isBetween(200, 304);
        assertThat(connections).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\n\r\nto the end"
            })
    void a_connection_that_the_server_ends_is_not_used_again(String bytes) throws IOException {
        answer = bytes;
        closes = true;

        assertThat(get()).isEqualTo(200);
        assertThat(get()).isEqualTo(200);
        assertThat(connections).hasSize(2);
    }

    @Test
    void an_answer_to_head_has_no_body_whatever_its_length_says() throws IOException {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n";
        HttpRequest head = HttpRequest.newBuilder(uri("/"))
                .method("HEAD", BodyPublishers.noBody())
                .build();

        assertThat(status(head)).isEqualTo(200);
        assertThat(status(head)).isEqualTo(200);
    }

    @Test
    void what_is_no_answer_is_an_error() {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf";
        closes = true;
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(this::get)
                .withMessage("The server closed the connection before its answer was whole.");
        answer = "SSH-2.0-OpenSSH\r\n";
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(this::get)
                .withMessage("The answer starts with 'SSH-2.0-OpenSSH', which is no status line of HTTP/1.1.");
        answer = "x".repeat(50_000) + "\r\n";
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(this::get)
                .withMessage("The answer starts with '%s...', which is no status line of HTTP/1.1.", "x".repeat(80));
        answer = "HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\n";
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(this::get)
                .withMessage("The answer has the length '-4'.");
        answer = "";
        assertThatExceptionOfType(EOFException.class).isThrownBy(this::get);
    }

    @Test
    void a_server_that_says_nothing_or_drips_is_not_waited_for_longer_than_said() {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\no";

        assertThatExceptionOfType(HttpTimeoutException.class)
                .isThrownBy(() -> http.status(
                        PlainRequest.of(HttpRequest.newBuilder(uri("/")).build()), Duration.ofMillis(50)))
                .withMessage("no answer within 50 ms");
    }

    @Test
    void a_port_where_nobody_listens_refuses_the_connection() throws IOException {
        server.close();

        assertThatExceptionOfType(ConnectException.class).isThrownBy(this::get);
    }

    @Test
    void a_run_that_is_over_lets_nobody_wait_for_an_answer() throws Exception {
        answer = "HTTP/1.1 200 OK\r\n";
        Thread waiting = new Thread(() -> {
            try {
                get();
            } catch (IOException e) {
                // As it should be.
                return;
            }
        });
        waiting.start();
        org.awaitility.Awaitility.await().until(() -> heads.size() == 1);
        http.close();
        waiting.join(10_000);

        assertThat(waiting.isAlive()).isFalse();
    }

    @Test
    void what_needs_a_full_client_is_left_to_one() {
        assertThat(isPlain(HttpRequest.newBuilder(uri("/")))).isTrue();
        assertThat(isPlain(HttpRequest.newBuilder(URI.create("https://localhost/"))))
                .isFalse();
        assertThat(isPlain(HttpRequest.newBuilder(uri("/")).expectContinue(true)))
                .isFalse();
        assertThat(isPlain(HttpRequest.newBuilder(uri("/")).version(HttpClient.Version.HTTP_2)))
                .isFalse();
        assertThat(isPlain(HttpRequest.newBuilder(uri("/")).header("Transfer-Encoding", "chunked")))
                .isFalse();
    }

    private static boolean isPlain(HttpRequest.Builder request) {
        return PlainRequest.of(request.build()).isPlain();
    }
}
