package io.mmp.test.mlflow.embedded;

import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The daemon threads of one server: those that answer, and the JDK's own that listens, which is told of if it dies. */
final class ServerThreads implements Executor, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ServerThreads.class.getName());

    /** The address space of a stack, of which a thread takes what it uses: enough for the deepest JSON that is read. */
    private static final long STACK = 16L << 20;

    private final ExecutorService pool;

    /** Create no thread yet. */
    ServerThreads(String name, Runnable whenListenerDied) {
        ThreadGroup group = new Group(name, whenListenerDied);
        AtomicInteger count = new AtomicInteger();
        pool = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(group, task, name + "-" + count.incrementAndGet(), STACK);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** Run a task; threads that it starts inherit its being a daemon, and are told of if they die. */
    void runAndWait(Runnable task) {
        try {
            pool.submit(task).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("The embedded MLflow server did not start", e);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    private static final class Group extends ThreadGroup {

        private static final String LISTENER = "HTTP-Dispatcher";

        private final Runnable whenListenerDied;

        @SuppressWarnings("removal") // JDK 17 keeps a group for ever unless it is a daemon; later ones need no word
        Group(String name, Runnable whenListenerDied) {
            super(name);
            this.whenListenerDied = whenListenerDied;
            setDaemon(true);
        }

        @Override
        public void uncaughtException(Thread thread, Throwable failure) {
            if (!thread.getName().equals(LISTENER)) {
                super.uncaughtException(thread, failure);
                return;
            }
            LOG.log(Level.WARNING, "The embedded MLflow server listens again, because its listening thread died", failure);
            // Not here: to stop the JDK's server is to wait for this thread.
            Thread helper = new Thread(this, whenListenerDied, thread.getName() + "-replacement");
            helper.setDaemon(true);
            helper.start();
        }
    }
}
