package io.mmp.test.feast.redis;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Speaks as much of Redis' protocol, RESP 2, as reading hashes takes. */
final class RedisConnection implements Closeable {

    private static final int DEFAULT_PORT = 6379;
    private static final int TIMEOUT = (int) Duration.ofSeconds(10).toMillis();

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    private RedisConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    /** Connect, log in and select the database, as the parts of an URI like {@code redis://user:password@host:port/database} say. */
    static RedisConnection open(URI uri) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT);
            int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
            socket.connect(new InetSocketAddress(uri.getHost(), port), TIMEOUT);
            RedisConnection connection = new RedisConnection(socket);
            connection.prepare(uri);
            return connection;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void prepare(URI uri) throws IOException {
        if (uri.getUserInfo() != null) {
            List<byte[]> command = new ArrayList<>(List.of(utf8("AUTH")));
            for (String part : uri.getUserInfo().split(":", 2)) {
                if (!part.isEmpty()) {
                    command.add(utf8(part));
                }
            }
            send(command);
            flush();
            line();
        }
        String database = uri.getPath() == null ? "" : uri.getPath().replace("/", "");
        if (!database.isEmpty()) {
            send(List.of(utf8("SELECT"), utf8(database)));
            flush();
            line();
        }
    }

    /** Write a command; the answers come in the order of the commands, after {@link #flush()}. */
    void send(List<byte[]> command) throws IOException {
        out.write(utf8("*" + command.size() + "\r\n"));
        for (byte[] argument : command) {
            out.write(utf8("$" + argument.length + "\r\n"));
            out.write(argument);
            out.write(utf8("\r\n"));
        }
    }

    void flush() throws IOException {
        out.flush();
    }

    /** Read an answer that is an array of values, each of which may be missing. */
    List<byte @Nullable []> array() throws IOException {
        int size = Integer.parseInt(line());
        List<byte @Nullable []> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            int length = Integer.parseInt(line());
            byte[] value = length < 0 ? null : in.readNBytes(length);
            if (value != null) {
                if (value.length < length) {
                    throw new EOFException("Redis closed the connection");
                }
                in.skipNBytes(2);
            }
            values.add(value);
        }
        return values;
    }

    /** Read a line without the character that says what it is; what Redis says of an error becomes one. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\r'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("Redis closed the connection");
            }
            line.append((char) c);
        }
        in.skipNBytes(1);
        if (line.charAt(0) == '-') {
            throw new IOException("Redis says: " + line.substring(1));
        }
        return line.substring(1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
