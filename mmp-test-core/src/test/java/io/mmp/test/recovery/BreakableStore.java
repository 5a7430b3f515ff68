package io.mmp.test.recovery;

import static java.util.Objects.requireNonNull;

import io.mmp.test.fault.Outage;
import io.mmp.test.json.JsonReader;
import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.ServerSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A running {@link StoreMain} with one row. */
final class BreakableStore implements AutoCloseable {

    private final ManagedServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private BreakableStore(ManagedServer server) {
        this.server = server;
    }

    static BreakableStore start(StoreMain.Manner manner) throws Exception {
        BreakableStore store = new BreakableStore(ManagedServer.start(ServerSpec.of(
                "store",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                StoreMain.class.getName(),
                "{port}",
                manner.name())));
        store.write("first");
        return store;
    }

    ManagedServer server() {
        return server;
    }

    /** Ask for its rows; a good answer has some. */
    Probe rows() {
        return Probe.http(uri("/rows"))
                .withName("GET /rows")
                .withCondition("it has no rows", answer -> !answer.body().contains("[]"));
    }

    /** Observe it so fast that a test is quick, and so patiently that a busy machine is no outage. */
    Recovery recovery() {
        return Recovery.watching(rows())
                .withInterval(Duration.ofMillis(20))
                .withHold(Duration.ofMillis(200))
                .withSteady(Duration.ofMillis(200))
                .withLimit(Duration.ofMillis(800));
    }

    Outage broken() {
        return Outage.of("store gone", () -> post("/break", ""), () -> post("/mend", ""));
    }

    Outage killed() {
        return Outage.kill("store", server);
    }

    void write(String row) throws IOException, InterruptedException {
        post("/rows", row);
    }

    ContentDigest content() throws Exception {
        String body = client.send(HttpRequest.newBuilder(uri("/rows")).build(), BodyHandlers.ofString())
                .body();
        Map<?, ?> answer = (Map<?, ?>) requireNonNull(JsonReader.read(body));
        return ContentDigest.ofIds((List<?>) requireNonNull(answer.get("rows")));
    }

    void post(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(uri(path))
                        .timeout(Duration.ofSeconds(5))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("status " + response.statusCode());
        }
    }

    private URI uri(String path) {
        return server.uri().resolve(path);
    }

    @Override
    public void close() {
        server.close();
    }
}
