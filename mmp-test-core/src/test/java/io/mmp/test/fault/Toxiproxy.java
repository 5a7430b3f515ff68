package io.mmp.test.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import io.mmp.test.lock.LockFile;
import io.mmp.test.server.HealthCheck;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.RequiredProgram;
import io.mmp.test.server.ServerSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real Toxiproxy, built once for this machine and user from its Go module. */
final class Toxiproxy implements AutoCloseable {

    private static final String MODULE = "github.com/Shopify/toxiproxy/v2/cmd/server@v2.12.0";
    private static final Path HOME = Path.of(System.getProperty("user.home"), ".cache", "mmp-test", "toxiproxy-2.12.0");
    private static final Pattern LISTEN = Pattern.compile("\"listen\":\"127\\.0\\.0\\.1:(\\d+)\"");

    private final ManagedServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private Toxiproxy(ManagedServer server) {
        this.server = server;
    }

    /** Start it, or abort the test with the reason. */
    static Toxiproxy start() throws IOException, InterruptedException {
        return new Toxiproxy(ManagedServer.start(
                ServerSpec.of("toxiproxy", program().toString(), "-host", "127.0.0.1", "-port", "{port}")
                        .withHealth(HealthCheck.http("/version"))));
    }

    private static Path program() throws IOException, InterruptedException {
        Path program = HOME.resolve("server");
        LockFile lock = LockFile.acquire(HOME.resolveSibling(HOME.getFileName() + ".lock"), Duration.ofMinutes(10));
        try {
            if (!Files.exists(program)) {
                RequiredProgram.require("go");
                Path log = Files.createTempFile("toxiproxy", ".log");
                ProcessBuilder install = new ProcessBuilder("go", "install", MODULE)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
                install.environment().put("GOBIN", HOME.toString());
                int exitCode = install.start().waitFor();
                String output = Files.readString(log, UTF_8);
                Files.delete(log);
                if (exitCode != 0) {
                    abort("%s cannot be built: %s".formatted(MODULE, output.strip()));
                }
            }
        } finally {
            lock.close();
        }
        return program;
    }

    /** Put a proxy in front of a server, and return its port. */
    int proxy(String name, URI upstream) throws IOException, InterruptedException {
        String created = post(
                "/proxies",
                "{\"name\":\"%s\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"127.0.0.1:%s\"}"
                        .formatted(name, upstream.getPort()));
        Matcher listen = LISTEN.matcher(created);
        if (!listen.find()) {
            throw new IOException(created);
        }
        return Integer.parseInt(listen.group(1));
    }

    /** Inject a toxic. */
    void toxic(String name, String type, String stream, String attributes) throws IOException, InterruptedException {
        post(
                "/proxies/" + name + "/toxics",
                "{\"type\":\"%s\",\"stream\":\"%s\",\"attributes\":{%s}}".formatted(type, stream, attributes));
    }

    /** Disable a proxy. */
    void disable(String name) throws IOException, InterruptedException {
        post("/proxies/" + name, "{\"enabled\":false}");
    }

    long pid() {
        return server.pid();
    }

    private String post(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(server.uri().resolve(path))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(path + ": " + response.body());
        }
        return response.body();
    }

    @Override
    public void close() {
        server.close();
    }
}
