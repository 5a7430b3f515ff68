package io.mmp.test.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpFaultTests {

    private static final String BODY = "0123456789".repeat(500);

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            byte[] body = BODY.getBytes(UTF_8);
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            boolean isChunked = exchange.getRequestURI().getPath().equals("/chunked");
            exchange.sendResponseHeaders(200, isHead ? -1 : isChunked ? 0 : body.length);
            if (!isHead) {
                exchange.getResponseBody().write(body, 0, 100);
                exchange.getResponseBody().flush();
                exchange.getResponseBody().write(body, 100, body.length - 100);
            }
            exchange.close();
        });
        server.start();
        proxy = FaultProxy.inFrontOf(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        proxy.close();
        server.stop(0);
    }

    @Test
    void a_status_comes_from_the_proxy_and_the_server_is_not_asked() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(200);
        try (ActiveFault fault = proxy.inject(Fault.httpStatus(503))) {
            HttpResponse<String> answer = get("/");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("Injected: HTTP status 503.\n");
            assertThat(send(HttpRequest.newBuilder(proxy.uri()).POST(BodyPublishers.ofString(BODY)))
                            .statusCode())
                    .isEqualTo(503);
            assertThat(send(HttpRequest.newBuilder(proxy.uri()).method("HEAD", BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(503);
            assertThat(asked).hasValue(1);
            assertThat(fault.hits()).isEqualTo(3);
            assertThat(fault).hasToString("HTTP status 503 (3 hit)");
        }
        assertThat(get("/").body()).isEqualTo(BODY);
        // All of it went over connections that were kept.
        assertThat(proxy.traffic().connections()).isEqualTo(1);
    }

    @Test
    void a_status_without_a_body_has_none() throws Exception {
        proxy.inject(Fault.httpStatus(204));
        assertThat(get("/").body()).isEmpty();
        assertThat(get("/").statusCode()).isEqualTo(204);
    }

    @Test
    void a_body_that_waits_to_be_asked_for_is_not() throws Exception {
        proxy.inject(Fault.httpStatus(429));
        // Not the JDK's client: on 17 it waits for ever for a final answer.
        try (Client asking = new Client(proxy)) {
            assertThat(asking.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
                            .receiveAll())
                    .isEqualTo(
                            "HTTP/1.1 429 Injected\r\nContent-Type: text/plain\r\nContent-Length: 27\r\nConnection: close\r\n\r\nInjected: HTTP status 429.\n");
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void a_share_of_the_requests_is_the_same_for_the_same_seed() throws Exception {
        List<Integer> first = statuses(5);
        assertThat(statuses(5)).isEqualTo(first);
        assertThat(statuses(6)).isNotEqualTo(first);
        assertThat(first.stream().filter(status -> status == 500).count()).isBetween(5L, 45L);
    }

    private List<Integer> statuses(long seed) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        try (FaultProxy some = FaultProxy.start(ProxySpec.to(URI.create(
                                "http://127.0.0.1:" + server.getAddress().getPort()))
                        .withSeed(seed));
                ActiveFault fault = some.inject(Fault.httpStatus(500).forShare(0.2))) {
            HttpClient kept = HttpClient.newHttpClient();
            for (int i = 0; i < 100; i++) {
                statuses.add(kept.send(HttpRequest.newBuilder(some.uri()).build(), BodyHandlers.discarding())
                        .statusCode());
            }
            assertThat(fault.hits())
                    .isEqualTo(statuses.stream().filter(status -> status == 500).count());
        }
        return statuses;
    }

    @Test
    void requests_in_one_piece_are_answered_in_their_order() throws Exception {
        try (FaultProxy some = FaultProxy.start(ProxySpec.to(URI.create(
                                "http://127.0.0.1:" + server.getAddress().getPort()))
                        .withSeed(1));
                ActiveFault fault = some.inject(Fault.httpStatus(503).forShare(0.5));
                Client pipelining = new Client(some)) {
            String request = "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n";
            String last = "HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            String answers = pipelining.send(request.repeat(9) + last).end().receiveAll();
            List<String> statuses = answers.lines()
                    .filter(line -> line.startsWith("HTTP/1.1 "))
                    .map(line -> line.substring(9, 12))
                    .toList();
            assertThat(statuses).contains("200", "503");
            assertThat(statuses.stream().filter("503"::equals).count()).isEqualTo(fault.hits());
            assertThat(asked.get() + fault.hits()).isEqualTo(10);
        }
    }

    @Test
    void a_corrupt_body_has_its_length_and_its_headers() throws Exception {
        HttpResponse<String> right = get("/");
        try (ActiveFault fault = proxy.inject(Fault.corruptBody())) {
            for (String path : List.of("/", "/chunked")) {
                HttpResponse<byte[]> wrong = client.send(
                        HttpRequest.newBuilder(proxy.uri().resolve(path)).build(), BodyHandlers.ofByteArray());
                assertThat(wrong.statusCode()).isEqualTo(200);
                assertThat(wrong.body()).hasSize(BODY.length()).isNotEqualTo(BODY.getBytes(UTF_8));
                if (path.equals("/")) {
                    assertThat(wrong.headers().firstValue("Content-Length"))
                            .isEqualTo(right.headers().firstValue("Content-Length"));
                }
            }
            // Nothing to corrupt.
            assertThat(send(HttpRequest.newBuilder(proxy.uri()).method("HEAD", BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(fault.hits()).isEqualTo(2);
        }
        assertThat(get("/").body()).isEqualTo(BODY);
    }

    @Test
    void what_is_not_http_passes_and_no_hit_is_claimed() throws Exception {
        try (EchoServer echo = new EchoServer();
                FaultProxy other = FaultProxy.inFrontOf(echo.uri());
                ActiveFault status = other.inject(Fault.httpStatus(503));
                ActiveFault corrupt = other.inject(Fault.corruptBody());
                Client raw = new Client(other)) {
            String text = "\u0000PING\r\n\r\nall of it\r\n\r\n";
            assertThat(raw.send(text).receive(text.length())).isEqualTo(text);
            // Nor does it wait for an empty line, which other protocols do not send.
            for (String begin : List.of("*1\r\n$4\r\nPING\r\n", "PING\r\n", "GET key\r\n", "A\u0001", "GET \t")) {
                try (Client each = new Client(other)) {
                    assertThat(each.send(begin).receive(begin.length())).isEqualTo(begin);
                }
            }
            assertThat(raw.send("and the rest").end().receiveAll()).isEqualTo("and the rest");
            assertThat(status.hits() + corrupt.hits()).isZero();
        }
    }

    @Test
    void half_a_head_comes_through_when_its_sender_ends() throws Exception {
        try (EchoServer echo = new EchoServer();
                FaultProxy other = FaultProxy.inFrontOf(echo.uri());
                ActiveFault status = other.inject(Fault.httpStatus(503));
                Client raw = new Client(other)) {
            assertThat(raw.send("GET / HT").end().receiveAll()).isEqualTo("GET / HT");
            assertThat(status.hits()).isZero();
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(proxy.uri().resolve(path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.version(HttpClient.Version.HTTP_1_1).build(), BodyHandlers.ofString());
    }
}
