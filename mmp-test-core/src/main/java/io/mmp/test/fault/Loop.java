package io.mmp.test.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one thread of a proxy: it waits for channels and for what is due, and does what others order. */
final class Loop {

    private static final int BUFFER = 256 * 1024;

    private final Selector selector;
    private final @Nullable ManualClock clock;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private long timersMade;
    private volatile boolean ended;

    /** Something to do at a time; of two at the same time, the one that was entered first. */
    private record Timer(long due, long number, Runnable action) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            // Differences, because System.nanoTime may overflow.
            int byTime = Long.signum(due - other.due);
            return byTime != 0 ? byTime : Long.signum(number - other.number);
        }
    }

    Loop(String name, @Nullable ManualClock clock) throws IOException {
        this.selector = Selector.open();
        this.clock = clock;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
        if (clock != null) {
            clock.add(this);
        }
    }

    /** Return nanoseconds of the clock by which delays are. */
    long now() {
        return clock == null ? System.nanoTime() : clock.nanos();
    }

    /** Return the buffer into which whoever has its turn may read. */
    ByteBuffer buffer() {
        return buffer.clear();
    }

    /** Do something at a time; on the thread of this loop alone. */
    void at(long due, Runnable action) {
        timers.add(new Timer(due, timersMade++, action));
    }

    /** Call something when a channel is ready; on the thread of this loop alone. */
    SelectionKey register(SelectableChannel channel, int operations, Runnable ready) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, operations, ready);
    }

    /** Let go of channels that are closed: a selector holds them, and their ports, until it looks again. On the thread of this loop alone. */
    void release() throws IOException {
        selector.selectNow();
    }

    /** Let the thread of this loop do something, and wait for it. */
    <T> T call(Supplier<T> order) {
        CompletableFuture<T> done = new CompletableFuture<>();
        orders.add(() -> {
            try {
                done.complete(order.get());
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        selector.wakeup();
        if (ended) {
            // The loop may have looked for the last time before this order came.
            drain();
        }
        try {
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Do what is due now that the clock has moved. */
    void advanced() {
        call(() -> {
            doWhatIsDue();
            return true;
        });
    }

    /** End the thread, after what was ordered before. */
    void end() {
        if (clock != null) {
            clock.remove(this);
        }
        ended = true;
        selector.wakeup();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (selector) {
            while (!ended) {
                select();
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.isValid()) {
                        ((Runnable) key.attachment()).run();
                    }
                }
                selector.selectedKeys().clear();
                drain();
                doWhatIsDue();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A proxy cannot wait for its connections", e);
        } finally {
            ended = true;
            drain();
        }
    }

    private void doWhatIsDue() {
        for (Timer timer = timers.peek(); timer != null && timer.due() - now() <= 0; timer = timers.peek()) {
            timers.remove();
            timer.action().run();
        }
    }

    private synchronized void drain() {
        for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
            order.run();
        }
    }

    private void select() throws IOException {
        Timer next = timers.peek();
        if (next == null || (clock != null && next.due() - now() > 0)) {
            selector.select();
            return;
        }
        long nanos = next.due() - now();
        if (nanos <= 0) {
            selector.selectNow();
        } else {
            selector.select((nanos + 999_999) / 1_000_000);
        }
    }
}
