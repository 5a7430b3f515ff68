package io.mmp.test.examples.rollout;

import io.mmp.test.server.ManagedServer;
import io.mmp.test.server.ServerSpec;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** HAProxy as a traffic splitter: by a hash of the header {@code X-User} below a weight that is changed while it runs. */
final class HaproxySplitter implements AutoCloseable {

    private static final String CONFIGURATION = """
            global
              stats socket unix@admin.sock mode 600 level admin
            defaults
              mode http
              timeout connect 2s
              timeout client 10s
              timeout server 10s
            frontend splitter
              bind "127.0.0.1:${SPLITTER_PORT}"
              monitor-uri /health
              # In hundredths of a percent. Who is below the weight stays below a larger one.
              http-request set-var(txn.place) req.hdr(X-User),xxh32(1),mod(10000)
              http-request set-var(txn.weight) str(canary),map(weights,0)
              http-request set-var(txn.left) var(txn.place),sub(txn.weight)
              http-request set-var(txn.arm) str(stable)
              http-request set-var(txn.arm) str(canary) if { var(txn.left) -m int lt 0 }
              http-after-response set-header X-Arm %%[var(txn.arm)]
              use_backend canary if { var(txn.arm) -m str canary }
              default_backend stable
            backend stable
              server stable %s
            backend canary
              server canary %s
            """;

    private final Path directory;
    private final ManagedServer server;

    private HaproxySplitter(Path directory, ManagedServer server) {
        this.directory = directory;
        this.server = server;
    }

    /** Start HAProxy in a directory, which is to be empty, with weight 0. */
    static HaproxySplitter start(Path directory, URI stable, URI canary) throws IOException {
        Files.writeString(
                directory.resolve("haproxy.cfg"),
                CONFIGURATION.formatted(stable.getAuthority(), canary.getAuthority()));
        Files.writeString(directory.resolve("weights"), "canary 0\n");
        return new HaproxySplitter(
                directory,
                ManagedServer.start(ServerSpec.of(
                                "haproxy",
                                EnabledIfInstalled.Condition.path("haproxy")
                                        .orElseThrow()
                                        .toString(),
                                "-db",
                                "-f",
                                "haproxy.cfg")
                        .withEnvironment(Map.of("SPLITTER_PORT", "{port}"))
                        .withWorkingDirectory(directory)));
    }

    URI uri() {
        return server.uri();
    }

    /** Set the weight over HAProxy's own socket, and in the file that it reads when it starts. */
    void setWeight(double share) throws IOException {
        long weight = Math.round(10_000 * share);
        Files.writeString(directory.resolve("weights"), "canary %s\n".formatted(weight));
        String answer = command("set map weights canary %s\n".formatted(weight));
        if (!answer.isBlank()) {
            throw new IOException("HAProxy refused the weight: " + answer);
        }
    }

    private String command(String command) throws IOException {
        try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.connect(UnixDomainSocketAddress.of(directory.resolve("admin.sock")));
            socket.write(ByteBuffer.wrap(command.getBytes(StandardCharsets.UTF_8)));
            ByteBuffer answer = ByteBuffer.allocate(1024);
            while (socket.read(answer) >= 0 && answer.hasRemaining()) {
                // HAProxy closes the socket after its answer.
            }
            return StandardCharsets.UTF_8.decode(answer.flip()).toString();
        }
    }

    void restart() {
        server.restart();
    }

    @Override
    public void close() {
        server.close();
    }
}
