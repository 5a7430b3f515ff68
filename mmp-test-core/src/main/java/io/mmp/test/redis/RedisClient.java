package io.mmp.test.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A connection that speaks <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">RESP 2</a>. An answer that does not come
 * within ten seconds is an {@link IOException}.
 *
 * <p>Not thread-safe.
 */
public final class RedisClient implements Closeable {

    private static final int DEFAULT_PORT = 6379;
    private static final int TIMEOUT = (int) Duration.ofSeconds(10).toMillis();

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private RedisClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    /** Connect. */
    public static RedisClient open(String host, int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT);
            socket.connect(new InetSocketAddress(host, port), TIMEOUT);
            return new RedisClient(socket);
        } catch (IOException e) {
            closeAfter(e, socket);
            throw e;
        }
    }

    /** Connect, log in and select the database, as the parts of a URI like {@code redis://user:password@host:port/database} say. */
    public static RedisClient open(URI uri) throws IOException {
        RedisClient client = open(uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
        try {
            client.prepare(uri);
            return client;
        } catch (IOException e) {
            closeAfter(e, client);
            throw e;
        }
    }

    private static void closeAfter(IOException failure, Closeable connection) {
        try {
            connection.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private void prepare(URI uri) throws IOException {
        if (uri.getUserInfo() != null) {
            Stream<String> parts = Stream.of(uri.getUserInfo().split(":", 2)).filter(part -> !part.isEmpty());
            call(Stream.concat(Stream.of("AUTH"), parts).toArray(String[]::new));
        }
        String database = uri.getPath() == null ? "" : uri.getPath().replace("/", "");
        if (!database.isEmpty()) {
            call("SELECT", database);
        }
    }

    /**
     * Send a command of texts and read its answer.
     *
     * @return as {@link #answer()}
     * @throws RedisErrorException if the answer is an error
     */
    public @Nullable Object call(String... command) throws IOException {
        send(Stream.of(command).map(text -> text.getBytes(UTF_8)).toList());
        flush();
        return answer();
    }

    /** Write a command; the answers come in the order of the commands, after {@link #flush()}. */
    public void send(List<byte[]> command) throws IOException {
        write("*" + command.size());
        for (byte[] argument : command) {
            write("$" + argument.length);
            out.write(argument);
            write("");
        }
    }

    /** Let Redis have the commands that were sent. */
    public void flush() throws IOException {
        out.flush();
    }

    /**
     * Read an answer: a status or a number as text, a value as bytes, a missing value as null, or a list of such.
     *
     * @throws RedisErrorException if it is an error
     */
    public @Nullable Object answer() throws IOException {
        String line = line();
        String rest = line.substring(Math.min(1, line.length()));
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+', ':' -> rest;
            case '$' -> value(size(line, rest));
            case '*' -> list(size(line, rest));
            case '-' -> throw new RedisErrorException(rest);
            default -> throw noResp(line);
        };
    }

    /** Read an answer that is a list of values, each of which may be missing. */
    public List<byte @Nullable []> values() throws IOException {
        if (!(answer() instanceof List<?> items)) {
            throw new IOException("Redis has not answered with a list");
        }
        List<byte @Nullable []> values = new ArrayList<>();
        for (Object item : items) {
            values.add((byte[]) item);
        }
        return values;
    }

    private byte @Nullable [] value(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        byte[] value = in.readNBytes(length);
        if (value.length < length) {
            throw closed();
        }
        line();
        return value;
    }

    private @Nullable List<@Nullable Object> list(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        List<@Nullable Object> items = new ArrayList<>();
        while (items.size() < length) {
            items.add(answer());
        }
        return items;
    }

    private static int size(String line, String number) throws IOException {
        try {
            return Integer.parseInt(number);
        } catch (NumberFormatException e) {
            throw noResp(line);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw closed();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private void write(String line) throws IOException {
        out.write((line + "\r\n").getBytes(UTF_8));
    }

    private static IOException noResp(String line) {
        return new IOException("no RESP 2: " + line);
    }

    private static EOFException closed() {
        return new EOFException("Redis closed the connection");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
