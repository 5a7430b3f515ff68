package io.mmp.test.examples.rollout;

import static org.awaitility.Awaitility.await;

import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.ServerSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** nginx as a traffic splitter: {@code split_clients} by the header {@code X-User}. */
final class NginxSplitter implements AutoCloseable {

    private static final String CONFIGURATION = """
            daemon off;
            %s
            worker_processes 1;
            pid nginx.pid;
            error_log stderr warn;
            events { worker_connections 512; }
            http {
              access_log off;
              client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
              # A reload closes idle connections; a client that just then sends on one would lose the request.
              keepalive_timeout 0;
              split_clients "rollout-1/$http_x_user" $arm { %s }
              map $arm $predictor { canary %s; default %s; }
              server {
                listen 127.0.0.1:PORT;
                location = /health { return 200 ok; }
                location = /weight { return 200 "%s"; }
                location / { proxy_pass http://$predictor; add_header X-Arm $arm always; }
              }
            }
            """;

    private final Path directory;
    private final URI stable;
    private final URI canary;
    private final ManagedServer server;

    private NginxSplitter(Path directory, URI stable, URI canary) throws IOException {
        this.directory = directory;
        this.stable = stable;
        this.canary = canary;
        write(0);
        this.server = ManagedServer.start(spec(directory));
    }

    /** Start nginx in a directory, which is to be empty, with weight 0. */
    static NginxSplitter start(Path directory, URI stable, URI canary) throws IOException {
        return new NginxSplitter(directory, stable, canary);
    }

    /** nginx knows its port when it is started, and reads all else from what was written. */
    private static ServerSpec spec(Path directory) {
        String nginx = EnabledIfInstalled.Condition.path("nginx").orElseThrow().toString();
        return ServerSpec.of(
                        "nginx",
                        "sh",
                        "-c",
                        "echo $1 > port && sed s/PORT/$1/ template > nginx.conf && exec \"$0\" -p \"$PWD/\" -c nginx.conf -e stderr",
                        nginx,
                        "{port}")
                .withWorkingDirectory(directory);
    }

    URI uri() {
        return server.uri();
    }

    /** Reload nginx with another weight, and wait until it answers with that. */
    void setWeight(double share) throws IOException, InterruptedException {
        write(share);
        String port = String.valueOf(server.port());
        Files.writeString(
                directory.resolve("nginx.conf"),
                Files.readString(directory.resolve("template")).replace("PORT", port));
        List<ProcessHandle> old = workers();
        new ProcessBuilder("kill", "-HUP", String.valueOf(server.pid()))
                .inheritIO()
                .start()
                .waitFor();
        await().atMost(Duration.ofSeconds(10))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                // Old workers take connections beside the new ones until they are gone.
                .until(() -> old.stream().noneMatch(ProcessHandle::isAlive) && reads(share));
    }

    private List<ProcessHandle> workers() {
        return ProcessHandle.of(server.pid()).stream()
                .flatMap(ProcessHandle::children)
                .toList();
    }

    private boolean reads(double share) throws IOException, InterruptedException {
        return Requests.get(uri().resolve("/weight")).equals(String.valueOf(share));
    }

    void restart() {
        server.restart();
    }

    private void write(double share) throws IOException {
        Files.writeString(
                directory.resolve("template"),
                CONFIGURATION.formatted(
                        // Started by root, its workers would be somebody who may not enter the directory.
                        "root".equals(System.getProperty("user.name")) ? "user root;" : "",
                        split(share),
                        canary.getAuthority(),
                        stable.getAuthority(),
                        share));
    }

    private static String split(double share) {
        if (share <= 0 || share >= 1) {
            return "* %s;".formatted(share <= 0 ? "stable" : "canary");
        }
        return String.format(Locale.ROOT, "%.2f%% canary; * stable;", 100 * share);
    }

    @Override
    public void close() {
        server.close();
    }
}
