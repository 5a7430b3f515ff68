package io.mmp.test.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** One direction of one connection: what was read goes through the effects of the faults into a queue, and is written when it is due. */
final class Flow {

    /** What may wait for its time or its receiver; more is not read, so that the sender feels it. */
    private static final int LIMIT = 8 << 20;

    private final Connection connection;
    private final Loop loop;
    private final SocketChannel source;
    private final SocketChannel sink;
    private final AtomicLong bytes;
    private final List<Step> steps = new ArrayList<>();
    private final Deque<Piece> queue = new ArrayDeque<>();
    private Output chain;
    private long queued;
    private long lastDue;
    private boolean sourceEnded;
    private boolean sinkEnded;
    private boolean sinkFull;
    private boolean scheduled;
    private long scheduledFor;

    private record Step(Injection injection, Effect effect) {}

    Flow(Connection connection, Loop loop, SocketChannel source, SocketChannel sink, AtomicLong bytes) {
        this.connection = connection;
        this.loop = loop;
        this.source = source;
        this.sink = sink;
        this.bytes = bytes;
        this.lastDue = loop.now();
        this.chain = new Queueing();
    }

    void add(Injection injection, Effect effect) {
        steps.add(new Step(injection, effect));
        link();
        effect.begin(loop.now());
    }

    /** End a fault: what waits in the queue is due at once, unless another fault may have delayed it. */
    void remove(Injection injection) {
        List<Step> gone =
                steps.stream().filter(step -> step.injection() == injection).toList();
        if (gone.isEmpty()) {
            return;
        }
        steps.removeAll(gone);
        link();
        gone.forEach(step -> step.effect().over());
        if (steps.isEmpty()) {
            lastDue = loop.now();
            List<Piece> waiting = List.copyOf(queue);
            queue.clear();
            waiting.forEach(piece -> queue.add(piece.dueAt(lastDue)));
        }
        write();
    }

    private void link() {
        chain = link(0);
    }

    private Output link(int from) {
        Output next = new Queueing();
        for (int i = steps.size() - 1; i >= from; i--) {
            next = new Linked(steps.get(i).effect(), next);
        }
        return next;
    }

    /** Return where a fault puts data of its own: before the faults that were injected after it. */
    Output behind(Injection injection) {
        int from = 0;
        for (int i = 0; i < steps.size(); i++) {
            from = steps.get(i).injection() == injection ? i + 1 : from;
        }
        return link(from);
    }

    boolean wantsRead() {
        return !sourceEnded && queued < LIMIT;
    }

    boolean wantsWrite() {
        return sinkFull;
    }

    boolean isOver() {
        return sinkEnded;
    }

    /** Read what the sender has sent. */
    void read() {
        ByteBuffer buffer = loop.buffer();
        int read;
        try {
            read = source.read(buffer);
        } catch (IOException e) {
            sourceEnded = true;
            chain.end(Ending.RESET, loop.now());
            write();
            return;
        }
        if (read < 0) {
            sourceEnded = true;
            chain.end(Ending.END, loop.now());
        } else if (read > 0) {
            bytes.addAndGet(read);
            buffer.flip();
            if (steps.isEmpty() && queue.isEmpty()) {
                writeThrough(buffer);
            }
            if (buffer.hasRemaining()) {
                chain.data(ByteBuffer.allocate(buffer.remaining()).put(buffer).flip(), loop.now());
            }
        }
        write();
    }

    /** Write what is due, and come back for the rest. */
    void write() {
        sinkFull = false;
        for (Piece piece = queue.peek(); piece != null && !sinkFull && !connection.isClosed(); piece = queue.peek()) {
            if (piece.due() - loop.now() > 0) {
                writeAt(piece.due());
                break;
            }
            if (piece.ending() != null) {
                queue.remove();
                finish(piece.ending());
            } else if (piece.data() != null) {
                int size = piece.size();
                writeThrough(piece.data());
                queued -= size - piece.size();
                if (piece.size() > 0) {
                    sinkFull = true;
                } else {
                    queue.remove();
                }
            }
        }
        connection.updated();
    }

    private void writeAt(long due) {
        if (!scheduled || due - scheduledFor < 0) {
            scheduled = true;
            scheduledFor = due;
            loop.at(due, () -> {
                scheduled &= scheduledFor != due;
                write();
            });
        }
    }

    private void writeThrough(ByteBuffer data) {
        try {
            if (!sinkEnded) {
                sink.write(data);
                return;
            }
        } catch (IOException e) {
            // The receiver is gone; reading from it will tell how.
            sinkEnded = true;
        }
        data.position(data.limit());
    }

    private void finish(Ending ending) {
        if (ending == Ending.RESET) {
            connection.reset();
        } else if (ending == Ending.CLOSE) {
            connection.close();
        } else if (!sinkEnded) {
            sinkEnded = true;
            try {
                sink.shutdownOutput();
            } catch (IOException e) {
                // The receiver is gone already.
            }
        }
    }

    /** The last part of the chain. */
    private final class Queueing implements Output {

        @Override
        public void data(ByteBuffer data, long due) {
            queued += data.remaining();
            add(new Piece(data, null, due));
        }

        @Override
        public void end(Ending ending, long due) {
            add(new Piece(null, ending, due));
        }

        private void add(Piece piece) {
            lastDue = piece.due() - lastDue > 0 ? piece.due() : lastDue;
            queue.add(piece.dueAt(lastDue));
        }
    }

    /** One effect, and what comes after it. */
    private record Linked(Effect effect, Output next) implements Output {

        @Override
        public void data(ByteBuffer data, long due) {
            effect.data(data, due, next);
        }

        @Override
        public void end(Ending ending, long due) {
            effect.end(ending, due, next);
        }
    }
}
