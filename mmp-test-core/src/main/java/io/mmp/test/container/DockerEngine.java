package io.mmp.test.container;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.json.JsonReader;
import io.mmp.test.json.JsonWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The Docker daemon of this machine, asked over its socket.
 *
 * <p>Docker's Java client needs seconds for its start in each JVM; the few questions asked here need milliseconds. They name no version
 * of the API, as what they use has been the same since long before 1.41. Loops and not streams: each first lambda of a JVM that
 * attaches costs it a millisecond.
 *
 * @param address {@code unix:///path} or {@code tcp://host:port}
 */
record DockerEngine(URI address) {

    private static final String UNIX = "unix";

    /** Return the daemon that {@code DOCKER_HOST} names, or the first of the usual sockets that is there. */
    static DockerEngine find() {
        String named = System.getenv().getOrDefault("DOCKER_HOST", "");
        if (!named.isEmpty()) {
            return at(named);
        }
        for (Path socket : List.of(
                Path.of("/var/run/docker.sock"),
                Path.of(System.getenv().getOrDefault("XDG_RUNTIME_DIR", "/run"), "docker.sock"),
                Path.of(System.getProperty("user.home"), ".docker", "run", "docker.sock"))) {
            if (Files.exists(socket)) {
                return at(UNIX + "://" + socket);
            }
        }
        throw new ContainerException(
                "Docker was not found: DOCKER_HOST is not set, and /var/run/docker.sock does not exist."
                        + " Install and start it.",
                null);
    }

    static DockerEngine at(String address) {
        URI uri = URI.create(address);
        boolean usable = UNIX.equals(uri.getScheme()) || ("tcp".equals(uri.getScheme()) && uri.getPort() > 0);
        if (!usable || System.getenv().containsKey("DOCKER_TLS_VERIFY")) {
            throw new ContainerException(
                    "Docker cannot be used at %s: shared containers need unix:///path or tcp://host:port without TLS."
                            .formatted(address),
                    null);
        }
        return new DockerEngine(uri);
    }

    /**
     * Ask whether the daemon is there.
     *
     * @throws ContainerException if it does not answer
     */
    void ping() {
        request("GET", "/_ping", 200);
    }

    /** Tell whether this image is on the machine. */
    boolean hasImage(String image) {
        return request("GET", "/images/" + image + "/json", 200, 404).status() == 200;
    }

    /** Return the containers that bear these labels, in whatever state, as the API describes them. */
    List<Map<?, ?>> containers(Map<String, String> labels) {
        List<String> wanted = new ArrayList<>();
        for (Map.Entry<String, String> label : labels.entrySet()) {
            wanted.add(label.getKey() + "=" + label.getValue());
        }
        String filters = URLEncoder.encode(JsonWriter.write(Map.of("label", wanted)), UTF_8);
        Object answer = JsonReader.read(
                request("GET", "/containers/json?all=1&filters=" + filters, 200).body());
        List<Map<?, ?>> containers = new ArrayList<>();
        if (answer instanceof List<?> list) {
            for (Object element : list) {
                containers.add((Map<?, ?>) element);
            }
        }
        return containers;
    }

    /** Ask the main process of a container to end, and kill it after the grace; do nothing if it has ended. */
    void stop(String id, Duration grace) {
        request("POST", "/containers/" + id + "/stop?t=" + grace.toSeconds(), 204, 304, 404);
    }

    /** Kill and remove a container with its anonymous volumes, if it is still there. */
    void remove(String id) {
        // 409: somebody else removes it at this moment
        request("DELETE", "/containers/" + id + "?force=1&v=1", 204, 404, 409);
    }

    private Answer request(String method, String path, int... expected) {
        Answer answer;
        try (SocketChannel channel = connect()) {
            // In HTTP 1.0 the answer ends with the connection and comes in one piece.
            String request = method + " " + path + " HTTP/1.0\r\nHost: docker\r\n\r\n";
            channel.write(ByteBuffer.wrap(request.getBytes(US_ASCII)));
            answer = Answer.parse(new String(Channels.newInputStream(channel).readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new ContainerException(
                    "Docker does not answer at %s (%s). Start it, or set DOCKER_HOST to where it is."
                            .formatted(address, e),
                    e);
        }
        for (int status : expected) {
            if (answer.status() == status) {
                return answer;
            }
        }
        throw new ContainerException(
                "Docker at %s answered %s %s with HTTP %d: %s"
                        .formatted(
                                address,
                                method,
                                path,
                                answer.status(),
                                answer.body().strip()),
                null);
    }

    private SocketChannel connect() throws IOException {
        if (UNIX.equals(address.getScheme())) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(address.getPath()));
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            return channel;
        }
        return SocketChannel.open(new InetSocketAddress(address.getHost(), address.getPort()));
    }

    private record Answer(int status, String body) {

        static Answer parse(String text) throws IOException {
            int end = text.indexOf("\r\n\r\n");
            if (end < 0 || !text.startsWith("HTTP/1.")) {
                throw new IOException("no HTTP answer");
            }
            return new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(end + 4));
        }
    }
}
