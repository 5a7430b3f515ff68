package io.mmp.test.isolation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A connection that speaks <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">RESP 2</a>. */
final class RedisConnection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private RedisConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    static RedisConnection to(String host, int port) {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            return new RedisConnection(socket);
        } catch (IOException e) {
            closeQuietly(socket, e);
            throw new IsolationException("The Redis server at %s:%s cannot be reached: %s".formatted(host, port, e), e);
        }
    }

    /**
     * Send a command and return its answer: texts, numbers as texts, or a list of such.
     *
     * @throws IsolationException if the server refuses the command, or does not answer
     */
    synchronized Object send(String... command) {
        try {
            StringBuilder request = new StringBuilder("*" + command.length + "\r\n");
            for (String argument : command) {
                request.append('$').append(argument.getBytes(UTF_8).length).append("\r\n");
                request.append(argument).append("\r\n");
            }
            out.write(request.toString().getBytes(UTF_8));
            out.flush();
            return answer(command[0]);
        } catch (IOException e) {
            throw new IsolationException(
                    "The Redis server at %s did not answer %s: %s".formatted(address(), command[0], e), e);
        }
    }

    private Object answer(String command) throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+', ':' -> rest;
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> list(command, Integer.parseInt(rest));
            // Arguments are left out of the message: they may be passwords.
            case '-' ->
                throw new IsolationException(
                        "The Redis server at %s refused %s: %s".formatted(address(), command, rest), null);
            default -> throw new IOException("no RESP 2: " + line);
        };
    }

    private String bulk(int length) throws IOException {
        if (length < 0) {
            return "";
        }
        byte[] bytes = in.readNBytes(length + 2);
        if (bytes.length < length + 2) {
            throw new EOFException("connection closed");
        }
        return new String(bytes, 0, length, UTF_8);
    }

    private List<Object> list(String command, int length) throws IOException {
        List<Object> items = new ArrayList<>();
        while (items.size() < length) {
            items.add(answer(command));
        }
        return items;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("connection closed");
            }
            line.append((char) next);
        }
        return line.substring(0, line.length() - 1);
    }

    private String address() {
        return socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
    }

    private static void closeQuietly(Socket socket, IOException cause) {
        try {
            socket.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IsolationException(
                    "The connection to the Redis server at %s was not closed: %s".formatted(address(), e), e);
        }
    }
}
