package io.mmp.test.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.json.JsonReader;
import io.mmp.test.json.JsonWriter;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** A daemon that works answers in milliseconds, one under load in a second or two. */
    private static final Duration PING = Duration.ofSeconds(5);

    private static final Duration QUESTION = Duration.ofSeconds(30);

    /** Return the daemon that {@code DOCKER_HOST} names, or the first of the usual sockets that is there. */
    static DockerEngine find() {
        String named = System.getenv().getOrDefault("DOCKER_HOST", "").strip();
        if (!named.isEmpty()) {
            return at(named);
        }
        List<Path> sockets = DockerSockets.ofThisUser();
        for (Path socket : sockets) {
            if (Files.isWritable(socket)) {
                return at(UNIX + "://" + socket);
            }
        }
        for (Path socket : sockets) {
            if (Files.exists(socket)) {
                return at(UNIX + "://" + socket); // for the error of who connects
            }
        }
        throw new ContainerException(
                "Docker was not found: DOCKER_HOST is not set, and /var/run/docker.sock does not exist."
                        + " Install and start it.",
                null);
    }

    static DockerEngine at(String address) {
        Optional<URI> uri = usable(address);
        if (uri.isEmpty()
                || !System.getenv().getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty()) {
            throw new ContainerException(
                    "Docker cannot be used at %s: shared containers need unix:///path or tcp://host:port without TLS."
                            .formatted(address),
                    null);
        }
        return new DockerEngine(uri.get());
    }

    private static Optional<URI> usable(String address) {
        try {
            URI uri = new URI(address);
            boolean unix = UNIX.equals(uri.getScheme()) && uri.getAuthority() == null && uri.getPath() != null;
            boolean tcp = "tcp".equals(uri.getScheme()) && uri.getHost() != null && uri.getPort() > 0;
            return unix || tcp ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * Ask whether the daemon is there.
     *
     * @throws ContainerException if it does not answer
     */
    void ping() {
        request(PING, "GET", "/_ping", 200);
    }

    /** Tell whether this image is on the machine. */
    boolean hasImage(String image) {
        return request(QUESTION, "GET", "/images/" + image + "/json", 200, 404).status() == 200;
    }

    /** Return the containers that bear these labels, in whatever state, as the API describes them. */
    List<Map<?, ?>> containers(Map<String, String> labels) {
        List<String> wanted = new ArrayList<>();
        for (Map.Entry<String, String> label : labels.entrySet()) {
            wanted.add(label.getKey() + "=" + label.getValue());
        }
        String filters = URLEncoder.encode(JsonWriter.write(Map.of("label", wanted)), UTF_8);
        Object answer = JsonReader.read(request(QUESTION, "GET", "/containers/json?all=1&filters=" + filters, 200)
                .body());
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
        request(grace.plus(QUESTION), "POST", "/containers/" + id + "/stop?t=" + grace.toSeconds(), 204, 304, 404);
    }

    /** Kill and remove a container with its anonymous volumes, if it is still there. */
    void remove(String id) {
        // 409: somebody else removes it at this moment
        request(QUESTION.multipliedBy(2), "DELETE", "/containers/" + id + "?force=1&v=1", 204, 404, 409);
    }

    /** Have a container do something that needs no answer: {@code pause}, {@code unpause}, {@code kill} or {@code start}. */
    void order(String id, String what) {
        // 304: it has started already
        request(QUESTION, "POST", "/containers/" + id + "/" + what, 204, 304);
    }

    /** Return what the API knows of a container, or nothing if it is gone. */
    Optional<Map<?, ?>> inspect(String id) {
        Answer answer = request(QUESTION, "GET", "/containers/" + id + "/json", 200, 404);
        return answer.status() == 200 && JsonReader.read(answer.body()) instanceof Map<?, ?> described
                ? Optional.of(described)
                : Optional.empty();
    }

    /** Return the last lines that a container has written, as the API sends them; nothing of one that is gone. */
    byte[] log(String id, int lines) {
        Answer answer =
                request(QUESTION, "GET", "/containers/" + id + "/logs?stdout=1&stderr=1&tail=" + lines, 200, 404, 409);
        return answer.status() == 200 ? answer.bytes() : new byte[0];
    }

    /**
     * Open an image with its layers as a tar.
     *
     * @throws ContainerException if it is not on this machine
     */
    InputStream export(String image) {
        if (!hasImage(image)) {
            throw new ContainerException(
                    "There is no image %s on this machine. Build or pull it first.".formatted(image), null);
        }
        String path = "/images/" + image + "/get";
        try {
            SocketChannel channel = open();
            channel.connect(socketAddress());
            channel.write(ByteBuffer.wrap(("GET " + path + " HTTP/1.0\r\nHost: docker\r\n\r\n").getBytes(US_ASCII)));
            InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
            String heading = heading(in);
            if (!heading.startsWith(" 200", 8)) {
                channel.close();
                throw new ContainerException(
                        "Docker at %s answered GET %s with %s"
                                .formatted(
                                        address,
                                        path,
                                        heading.lines().findFirst().orElse("nothing")),
                        null);
            }
            return in;
        } catch (IOException e) {
            throw new ContainerException("Docker does not answer at %s (%s). %s".formatted(address, e, remedy(e)), e);
        }
    }

    private static String heading(InputStream in) throws IOException {
        StringBuilder heading = new StringBuilder();
        while (heading.indexOf("\r\n\r\n") < 0 && heading.length() < 1 << 14) {
            int each = in.read();
            if (each < 0) {
                break;
            }
            heading.append((char) each);
        }
        return heading.toString();
    }

    private Answer request(Duration limit, String method, String path, int... expected) {
        Answer answer;
        try (SocketChannel channel = open();
                Watchdog watchdog = new Watchdog(channel, limit)) {
            watchdog.start();
            channel.connect(socketAddress());
            // In HTTP 1.0 the answer ends with the connection and comes in one piece.
            String request = method + " " + path + " HTTP/1.0\r\nHost: docker\r\n\r\n";
            channel.write(ByteBuffer.wrap(request.getBytes(US_ASCII)));
            answer = Answer.parse(Channels.newInputStream(channel).readAllBytes());
        } catch (ClosedChannelException late) {
            throw new ContainerException(
                    "Docker does not answer at %s: %s %s has had no answer within %s s. Restart it, or set DOCKER_HOST to where another is."
                            .formatted(address, method, path, limit.toSeconds()),
                    late);
        } catch (IOException e) {
            throw new ContainerException("Docker does not answer at %s (%s). %s".formatted(address, e, remedy(e)), e);
        }
        for (int status : expected) {
            if (answer.status() == status) {
                return answer;
            }
        }
        throw new ContainerException(
                "Docker at %s answered %s %s with HTTP %s: %s"
                        .formatted(
                                address,
                                method,
                                path,
                                answer.status(),
                                answer.body().strip()),
                null);
    }

    private static String remedy(IOException e) {
        return "Permission denied".equals(e.getMessage())
                ? "This user may not ask it: make the user a member of the socket's group, or set DOCKER_HOST to another."
                : "Start it, or set DOCKER_HOST to where it is.";
    }

    private SocketChannel open() throws IOException {
        return UNIX.equals(address.getScheme())
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
    }

    private SocketAddress socketAddress() throws IOException {
        return UNIX.equals(address.getScheme())
                ? UnixDomainSocketAddress.of(address.getPath())
                : new InetSocketAddress(InetAddress.getByName(address.getHost()), address.getPort());
    }

    /** An answer, with one character for each byte of its content. */
    private record Answer(int status, String content) {

        static Answer parse(byte[] bytes) throws IOException {
            String text = new String(bytes, ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            if (end < 0 || !text.startsWith("HTTP/1.")) {
                throw new IOException("no HTTP answer");
            }
            return new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(end + 4));
        }

        String body() {
            return new String(bytes(), UTF_8);
        }

        byte[] bytes() {
            return content.getBytes(ISO_8859_1);
        }
    }
}
