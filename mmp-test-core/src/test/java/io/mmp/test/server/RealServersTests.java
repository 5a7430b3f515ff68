package io.mmp.test.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that servers of all kinds need nothing but a {@link ServerSpec}. */
@Tag("e2e")
class RealServersTests {

    @Test
    void python_http_server_prints_the_port_that_it_chose(@TempDir Path files) throws Exception {
        RequiredProgram.require("python3");
        Files.writeString(files.resolve("hello.txt"), "hello");
        ServerSpec spec = ServerSpec.of("files", "python3", "-m", "http.server", "--bind", "127.0.0.1", "{port}")
                .withEnvironment(Map.of("PYTHONUNBUFFERED", "1"))
                .withWorkingDirectory(files)
                .withPort(PortSource.fromLog(Pattern.compile("port (\\d+) ")))
                .withHealth(HealthCheck.http("/"));
        try (ManagedServer server = ManagedServer.start(spec)) {
            assertThat(get(server.uri().resolve("/hello.txt"))).isEqualTo("hello");
        }
    }

    @Test
    void redis_keeps_its_data_over_a_crash_and_a_restart() throws IOException {
        RequiredProgram.require("redis-server");
        ServerSpec spec = ServerSpec.of(
                        "redis",
                        "redis-server",
                        "--port",
                        "{port}",
                        "--bind",
                        "127.0.0.1",
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "always")
                .withScheme("redis")
                .withHealth(HealthCheck.logLine(Pattern.compile("Ready to accept connections")));
        try (ManagedServer redis = ManagedServer.start(spec)) {
            assertThat(redis.uri()).hasScheme("redis");
            assertThat(ask(redis, "SET answer 42")).isEqualTo("+OK");
            redis.kill();
            redis.restart();
            assertThat(ask(redis, "GET answer")).isEqualTo("$2");
        }
    }

    @Test
    void fifty_servers_at_once_have_fifty_ports() {
        RequiredProgram.require("redis-server");
        ServerSpec spec = ServerSpec.of(
                        "redis", "redis-server", "--port", "{port}", "--bind", "127.0.0.1", "--save", "")
                .withHealth(HealthCheck.tcp());
        java.util.List<ManagedServer> servers = Stream.generate(() -> spec)
                .limit(50)
                .parallel()
                .map(ManagedServer::start)
                .toList();
        try {
            assertThat(servers)
                    .extracting(ManagedServer::port)
                    .doesNotHaveDuplicates()
                    .hasSize(50);
        } finally {
            servers.parallelStream().forEach(ManagedServer::close);
        }
        assertThat(servers).noneMatch(ManagedServer::isAlive);
    }

    private static String ask(ManagedServer redis, String command) throws IOException {
        try (Socket socket = new Socket(redis.uri().getHost(), redis.port())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
            StringBuilder line = new StringBuilder();
            for (int c = socket.getInputStream().read();
                    c != '\r';
                    c = socket.getInputStream().read()) {
                line.append((char) c);
            }
            return line.toString();
        }
    }

    private static String get(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
