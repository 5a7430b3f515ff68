package io.mmp.test.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One connection over which requests go one after another, by RFC 9112.
 *
 * <p>It reads without a timer, which would cost two more system calls a request; {@link Deadlines} closes it when an answer is overdue.
 */
final class PlainConnection {

    private static final long NONE = Long.MAX_VALUE;
    private static final long MISSED = Long.MIN_VALUE;
    /** What a socket takes at once, whether or not the server reads it. */
    private static final int SMALL = 8 << 10;

    private static final int LOOK_EACH_MILLIS = 50;

    private final AtomicLong deadline = new AtomicLong(NONE);
    private final ByteBuffer small = ByteBuffer.allocate(SMALL);
    private final SocketChannel channel;
    private final AnswerReader answer;
    private boolean reusable;

    private PlainConnection(SocketChannel channel) {
        this.channel = channel;
        this.answer = new AnswerReader(channel);
    }

    /** Make one that is not connected. */
    static PlainConnection create() throws IOException {
        return new PlainConnection(SocketChannel.open());
    }

    void connect(InetAddress address, int port) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(new InetSocketAddress(address, port));
    }

    /** Let it be closed at this time unless what begins now has ended. */
    void begin(long until) {
        deadline.set(until);
    }

    /** Return whether what had begun has ended in time. */
    boolean end() {
        return deadline.getAndSet(NONE) != MISSED;
    }

    /** Close it if it has missed its deadline; return the deadline that it has yet to meet. */
    long expire(long now) {
        long due = deadline.get();
        if (due > now) {
            return due;
        }
        if (due != MISSED && deadline.compareAndSet(due, MISSED)) {
            close();
        }
        return NONE;
    }

    /** Send a request, read the whole answer, and return its status. */
    int exchange(PlainRequest request) throws IOException {
        reusable = false;
        IOException unsent = send(request);
        try {
            int status = answer(request.isHead());
            reusable &= unsent == null;
            return status;
        } catch (IOException e) {
            throw unsent == null ? e : unsent;
        }
    }

    /** Return why not all could be sent: a server that has read enough may have answered nevertheless. */
    private @Nullable IOException send(PlainRequest request) throws IOException {
        byte[] body = request.body();
        byte[] end = request.end(body.length);
        try {
            // In one piece where it is small: two writes are two packets.
            if (request.start().length + end.length + body.length <= SMALL) {
                write(small.clear().put(request.start()).put(end).put(body).flip());
                return null;
            }
            write(ByteBuffer.wrap(request.start()));
            write(ByteBuffer.wrap(end));
            return sendLarge(ByteBuffer.wrap(body)) ? null : new ProtocolException("The server did not read the body.");
        } catch (IOException e) {
            return e;
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Send a body while looking for an answer; return false if there is one that makes the rest needless. */
    private boolean sendLarge(ByteBuffer body) throws IOException {
        channel.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            while (body.hasRemaining()) {
                selector.select(LOOK_EACH_MILLIS);
                boolean goesOn = answer.pull();
                if (!goesOn || answer.statusAhead() >= 400) {
                    return false;
                }
                channel.write(body);
            }
            return true;
        } finally {
            channel.configureBlocking(true);
        }
    }

    private int answer(boolean isHead) throws IOException {
        int status;
        AnswerLength length;
        do {
            answer.nextLine();
            status = answer.status();
            length = AnswerLength.read(answer);
        } while (status < 200 && status != 101);
        boolean hasBody = !isHead && status != 101 && status != 204 && status != 304;
        if (hasBody) {
            length.skip(answer);
        }
        reusable = status != 101 && length.keepsConnection(hasBody);
        return status;
    }

    /** Tell whether the last answer was whole and the server goes on listening. */
    boolean isReusable() {
        return reusable && answer.isEmpty();
    }

    /** Tell whether the server has neither closed it nor sent what nobody asked for, since the last answer. */
    boolean isQuiet() {
        try {
            channel.configureBlocking(false);
            boolean goesOn = answer.pull();
            channel.configureBlocking(true);
            return goesOn && answer.isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone, which is all that was asked for.
            return;
        }
    }
}
