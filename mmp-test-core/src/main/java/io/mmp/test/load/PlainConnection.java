package io.mmp.test.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** One connection over which requests go one after another, by RFC 9112. */
final class PlainConnection {

    private static final int LONGEST_LINE = 64 << 10;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] \\d{3}( .*)?");

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[8 << 10];
    private int position;
    private int limit;
    private long deadline;
    private boolean reusable;
    private volatile long idleSince;

    private PlainConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    static PlainConnection open(URI uri, long deadline) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            int port = uri.getPort() < 0 ? 80 : uri.getPort();
            socket.connect(new InetSocketAddress(uri.getHost(), port), left(deadline));
            return new PlainConnection(socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static int left(long deadline) throws SocketTimeoutException {
        long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (millis <= 0) {
            throw new SocketTimeoutException();
        }
        return (int) Math.min(Integer.MAX_VALUE, millis);
    }

    /** Send a request, read the whole answer, and return its status. */
    int exchange(HttpRequest request, long by) throws IOException {
        deadline = by;
        reusable = false;
        byte[] body = RequestBody.of(request);
        byte[] head = head(request, body.length).getBytes(StandardCharsets.UTF_8);
        // In one piece where it is small: two writes are two packets.
        if (body.length <= buffer.length) {
            byte[] whole = new byte[head.length + body.length];
            System.arraycopy(head, 0, whole, 0, head.length);
            System.arraycopy(body, 0, whole, head.length, body.length);
            out.write(whole);
        } else {
            out.write(head);
            out.write(body);
        }
        return answer(request.method().equals("HEAD"));
    }

    private static String head(HttpRequest request, int bodyLength) {
        URI uri = request.uri();
        StringBuilder head = new StringBuilder(256);
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        head.append(request.method()).append(' ').append(path);
        if (uri.getRawQuery() != null) {
            head.append('?').append(uri.getRawQuery());
        }
        head.append(" HTTP/1.1\r\nHost: ").append(uri.getHost());
        if (uri.getPort() >= 0) {
            head.append(':').append(uri.getPort());
        }
        head.append("\r\nUser-Agent: mmp-test\r\n");
        request.headers().map().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("host")) {
                values.forEach(
                        value -> head.append(name).append(": ").append(value).append("\r\n"));
            }
        });
        if (request.bodyPublisher().isPresent()) {
            head.append("Content-Length: ").append(bodyLength).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private int answer(boolean isHead) throws IOException {
        int status;
        long length;
        boolean chunked;
        boolean keeps;
        do {
            String line = line();
            if (!STATUS_LINE.matcher(line).matches()) {
                throw new ProtocolException(
                        "The answer starts with '%s', which is no status line of HTTP/1.1.".formatted(line));
            }
            status = Integer.parseInt(line.substring(9, 12));
            keeps = line.startsWith("HTTP/1.1");
            length = -1;
            chunked = false;
            for (String header = line(); !header.isEmpty(); header = line()) {
                int colon = header.indexOf(':');
                String name = colon < 0 ? header : header.substring(0, colon).toLowerCase(Locale.ROOT);
                String value = header.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
                switch (name) {
                    case "content-length" -> length = length(value, 10);
                    case "transfer-encoding" -> chunked = value.endsWith("chunked");
                    case "connection" -> keeps = value.equals("keep-alive") || (keeps && !value.contains("close"));
                    default -> {}
                }
            }
        } while (status < 200);
        if (!isHead && status != 204 && status != 304) {
            if (chunked) {
                chunks();
            } else if (length >= 0) {
                skip(length);
            } else {
                keeps = false;
                skipAll();
            }
        }
        reusable = keeps;
        return status;
    }

    private static long length(String digits, int radix) throws ProtocolException {
        try {
            long length = Long.parseLong(digits, radix);
            if (length >= 0) {
                return length;
            }
        } catch (NumberFormatException e) {
            throw new ProtocolException("The answer has the length '%s'.".formatted(digits));
        }
        throw new ProtocolException("The answer has the length '%s'.".formatted(digits));
    }

    private void chunks() throws IOException {
        for (long size = chunkSize(); size > 0; size = chunkSize()) {
            skip(size);
            line();
        }
        String trailer = line();
        while (!trailer.isEmpty()) {
            trailer = line();
        }
    }

    private long chunkSize() throws IOException {
        String line = line();
        int extension = line.indexOf(';');
        return length((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
    }

    /** Return what comes up to the next line break, without it. */
    private String line() throws IOException {
        StringBuilder before = new StringBuilder(0);
        while (true) {
            for (int i = position; i < limit; i++) {
                if (buffer[i] == '\n') {
                    String last = new String(buffer, position, i - position, StandardCharsets.ISO_8859_1);
                    position = i + 1;
                    String line =
                            before.length() == 0 ? last : before.append(last).toString();
                    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
                }
            }
            before.append(new String(buffer, position, limit - position, StandardCharsets.ISO_8859_1));
            if (before.length() > LONGEST_LINE) {
                throw new ProtocolException(
                        "The answer has a line of more than %s characters.".formatted(LONGEST_LINE));
            }
            require();
        }
    }

    private void require() throws IOException {
        if (!fill()) {
            throw new EOFException("The server closed the connection before its answer was whole.");
        }
    }

    private boolean fill() throws IOException {
        socket.setSoTimeout(left(deadline));
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    private void skip(long length) throws IOException {
        for (long rest = length; rest > 0; ) {
            if (position == limit) {
                require();
            }
            int step = (int) Math.min(rest, limit - position);
            position += step;
            rest -= step;
        }
    }

    private void skipAll() throws IOException {
        do {
            position = limit;
        } while (fill());
    }

    /** Tell whether the last answer was whole and the server goes on listening. */
    boolean isReusable() {
        return reusable && position == limit;
    }

    void idleSince(long nanos) {
        idleSince = nanos;
    }

    long idleSince() {
        return idleSince;
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone, which is all that was asked for.
            return;
        }
    }
}
