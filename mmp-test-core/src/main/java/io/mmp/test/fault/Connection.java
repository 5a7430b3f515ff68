package io.mmp.test.fault;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A client's connection and the one to the server that belongs to it. */
final class Connection {

    private final long number;
    private final Loop loop;
    private final SocketChannel client;
    private final SocketChannel server;
    private final Flow upstream;
    private final Flow downstream;
    private final Consumer<Connection> whenClosed;
    private final SelectionKey clientKey;
    private final SelectionKey serverKey;
    private final Map<Injection, HttpConversation> conversations = new HashMap<>();
    private boolean connected;
    private boolean closed;

    Connection(
            long number,
            Loop loop,
            SocketChannel client,
            SocketChannel server,
            AtomicLong requestBytes,
            AtomicLong answerBytes,
            Consumer<Connection> whenClosed)
            throws IOException {
        this.number = number;
        this.loop = loop;
        this.client = client;
        this.server = server;
        this.whenClosed = whenClosed;
        for (SocketChannel channel : new SocketChannel[] {client, server}) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        this.upstream = new Flow(this, loop, client, server, requestBytes);
        this.downstream = new Flow(this, loop, server, client, answerBytes);
        this.clientKey = loop.register(client, 0, () -> ready(Direction.UPSTREAM, Direction.DOWNSTREAM));
        this.serverKey =
                loop.register(server, SelectionKey.OP_CONNECT, () -> ready(Direction.DOWNSTREAM, Direction.UPSTREAM));
    }

    long number() {
        return number;
    }

    Loop loop() {
        return loop;
    }

    Flow flow(Direction direction) {
        return direction == Direction.UPSTREAM ? upstream : downstream;
    }

    /** Return what a fault of HTTP knows of both directions. */
    HttpConversation conversation(Injection injection) {
        return conversations.computeIfAbsent(injection, key -> new HttpConversation(key, this));
    }

    boolean isClosed() {
        return closed;
    }

    /** The connection to the server has come about. */
    void connected() {
        connected = true;
        upstream.write();
        downstream.write();
    }

    private void ready(Direction reads, Direction writes) {
        if (!connected) {
            try {
                server.finishConnect();
            } catch (IOException e) {
                // Accepted is accepted: a reset is as near as a proxy comes to a refusal.
                reset();
                return;
            }
            connected();
            return;
        }
        SelectionKey key = reads == Direction.UPSTREAM ? clientKey : serverKey;
        int operations = key.readyOps();
        if ((operations & SelectionKey.OP_WRITE) != 0) {
            flow(writes).write();
        }
        if (!closed && (operations & SelectionKey.OP_READ) != 0) {
            flow(reads).read();
        }
    }

    /** Wait for what the two directions need now. */
    void updated() {
        if (closed || !connected) {
            return;
        }
        if (upstream.isOver() && downstream.isOver()) {
            close();
            return;
        }
        interest(clientKey, upstream.wantsRead(), downstream.wantsWrite());
        interest(serverKey, downstream.wantsRead(), upstream.wantsWrite());
    }

    private static void interest(SelectionKey key, boolean read, boolean write) {
        int operations = (read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0);
        if (key.interestOps() != operations) {
            key.interestOps(operations);
        }
    }

    /** Close both sides. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (SocketChannel channel : new SocketChannel[] {client, server}) {
            try {
                channel.close();
            } catch (IOException e) {
                // Closed is what it shall be.
            }
        }
        whenClosed.accept(this);
    }

    /** Reset both sides. */
    void reset() {
        for (SocketChannel channel : new SocketChannel[] {client, server}) {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                // Closed by then.
            }
        }
        close();
    }
}
