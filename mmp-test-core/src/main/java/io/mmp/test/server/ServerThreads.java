package io.mmp.test.server;

import io.mmp.test.Internal;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The daemon threads of one HTTP server of the JDK, one for each request under way.
 *
 * <p>An error in here would end the JDK's listening thread, and with it the server. So where no thread can be had, one that was made
 * in time answers.
 *
 * @since 0.1.0
 */
@Internal
public final class ServerThreads implements Executor, AutoCloseable {

    /** The address space of a stack, of which a thread takes what it uses: enough for the deepest JSON that is read. */
    private static final long STACK = 16L << 20;

    private final ExecutorService pool;
    private final ExecutorService spare;

    /** Create the threads of a server; each has its name and a number. */
    public ServerThreads(String name) {
        this(daemons(name), daemons(name + "-spare"));
    }

    /** Create threads from factories: those for every request, and one for when the others cannot be had. */
    ServerThreads(ThreadFactory threads, ThreadFactory spareThread) {
        pool = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
        ThreadPoolExecutor single =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), spareThread);
        single.prestartCoreThread();
        spare = single;
    }

    @Override
    public void execute(Runnable task) {
        try {
            pool.execute(task);
        } catch (OutOfMemoryError noThread) {
            spare.execute(task);
        }
    }

    /** Run a task; threads that it starts inherit its being a daemon. */
    public void runAndWait(Runnable task) {
        try {
            pool.submit(task).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("The HTTP server did not start", e);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
        spare.shutdownNow();
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(null, task, name + "-" + count.incrementAndGet(), STACK);
            thread.setDaemon(true);
            return thread;
        };
    }
}
