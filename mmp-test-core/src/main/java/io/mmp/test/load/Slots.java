package io.mmp.test.load;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/** A bounded number of threads, each of which sends one request at a time; what finds none free waits in line. */
final class Slots implements AutoCloseable {

    private final int most;
    private final Consumer<Flight> send;
    private final ThreadFactory factory = Threads.factory();
    private final LinkedTransferQueue<Flight> line = new LinkedTransferQueue<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private int limit;
    private volatile boolean closed;

    Slots(int most, Consumer<Flight> send) {
        this.most = most;
        this.limit = most;
        this.send = send;
    }

    /** Send a request as soon as a slot is free; called by one thread. */
    void submit(Flight flight) {
        if (line.tryTransfer(flight)) {
            return;
        }
        if (threads.size() < limit) {
            startWith(flight);
        } else {
            line.put(flight);
        }
    }

    private void startWith(Flight flight) {
        Thread thread = factory.newThread(() -> work(flight));
        try {
            threads.add(thread);
            thread.start();
        } catch (OutOfMemoryError noMoreThreads) {
            threads.remove(thread);
            if (threads.isEmpty()) {
                throw noMoreThreads;
            }
            // As many as the machine has are enough to go on, and what waits for them is counted as late.
            limit = threads.size();
            line.put(flight);
        }
    }

    private void work(Flight first) {
        send.accept(first);
        while (!closed) {
            try {
                send.accept(line.take());
            } catch (InterruptedException e) {
                // Of an action that interrupts its own thread, or of close(), which sets the flag first.
            }
        }
    }

    /** Return how many requests can be open at once: fewer than asked for where the machine has no more threads. */
    int most() {
        return Math.min(most, limit);
    }

    /** Interrupt what is still under way. */
    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }
}
