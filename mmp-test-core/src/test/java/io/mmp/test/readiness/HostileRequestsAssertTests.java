package io.mmp.test.readiness;

import static io.mmp.test.readiness.ReadinessAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HostileRequestsAssertTests {

    private record Answer(int status, String body) {}

    private final List<String> users = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private BiFunction<HttpExchange, String, Answer> handler =
            (exchange, body) -> new Answer(400, "{\"error\": \"no such request\"}");

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                users.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-User")));
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                Answer answer = handler.apply(exchange, body);
                byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_service_that_refuses_and_gives_nothing_away_passes() {
        assertThat(HostileRequests.to(uri()).withHeader("X-User", "u7")).areAnsweredSafely();

        assertThat(users).hasSizeGreaterThan(15).containsOnly("u7");
    }

    /** A server may close a connection after a body that it does not read to its end; what comes next must not suffer from that. */
    @Test
    void each_request_has_a_connection_of_its_own() {
        List<InetSocketAddress> clients = Collections.synchronizedList(new ArrayList<>());
        handler = (exchange, body) -> {
            clients.add(exchange.getRemoteAddress());
            return new Answer(400, "{}");
        };

        assertThat(HostileRequests.to(uri())).areAnsweredSafely();

        assertThat(clients).hasSizeGreaterThan(15).doesNotHaveDuplicates();
    }

    @Test
    void a_service_that_echoes_what_was_sent_gives_nothing_of_its_own_away() {
        handler = (exchange, body) -> new Answer(
                404,
                "no: " + exchange.getRequestURI() + " "
                        + exchange.getRequestURI().getPath() + " " + body.substring(0, Math.min(200, body.length())));

        assertThat(HostileRequests.to(uri())).areAnsweredSafely();
    }

    @Test
    void each_answer_that_is_not_safe_is_told() {
        handler = (exchange, body) -> {
            if (body.startsWith("<")) {
                return new Answer(500, "{\"trace\": \"at com.acme.Json.read(Json.java:7)\"}");
            }
            return exchange.getRequestURI().getPath().contains("passwd")
                    ? new Answer(200, "root:x:0:0:root:/root:/bin/sh")
                    : new Answer(400, "bad request to vectors");
        };

        assertThatThrownBy(() -> assertThat(HostileRequests.to(uri())).areAnsweredSafely())
                .hasMessage("""

                        Expecting %s to answer 18 hostile requests safely, but:
                          no JSON: it broke with status 500 instead of refusing it
                          no JSON: status 500, body line 1, column 12: a frame of Java, 'at com.acme.Json...'
                          a path that leads out: status 200, body line 1, column 1: a line of a password file, ***
                          a path that leads out: status 200, body line 1, column 1: a line of a password file, ***""".formatted(uri()));
        assertThatThrownBy(() -> assertThat(HostileRequests.to(uri()))
                        .usingInternalHosts("vectors")
                        .areAnsweredSafely())
                .hasMessageContaining("an empty body: status 400, body line 1, column 16: an internal host, 'vect...'");
    }

    @Test
    void a_service_that_is_not_there_is_told() {
        URI uri = uri();
        server.stop(0);

        assertThatThrownBy(() -> assertThat(HostileRequests.to(uri)).areAnsweredSafely())
                .hasMessageContaining("no JSON: there was no answer (java.net.ConnectException");
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:%s/api/v1/search"
                .formatted(server.getAddress().getPort()));
    }
}
