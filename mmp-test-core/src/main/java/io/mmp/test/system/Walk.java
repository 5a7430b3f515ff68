package io.mmp.test.system;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/** Does something to each service at the same time, as soon as it has been done to those that come before. */
final class Walk {

    private final Consumer<String> action;
    private final Map<String, Throwable> failures = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Set<Thread> working = new HashSet<>();
    private boolean ended;

    Walk(Consumer<String> action) {
        this.action = action;
    }

    /** Go through all; a failure breaks off what is under way, and nothing more begins. */
    void untilFailure(Collection<String> names, Function<String, Set<String>> before) throws InterruptedException {
        run(names, before, this::once);
    }

    /** Go through all, whatever fails, and though this thread is interrupted. */
    void throughAll(Collection<String> names, Function<String, Set<String>> before) {
        ExecutorService pool = pool();
        try {
            all(names, before, this::anyway, pool).join();
        } finally {
            pool.shutdown();
        }
    }

    /** Return what failed, and how. */
    Map<String, Throwable> failures() {
        return failures;
    }

    private void run(Collection<String> names, Function<String, Set<String>> before, Consumer<String> step)
            throws InterruptedException {
        ExecutorService pool = pool();
        CompletableFuture<Void> all = all(names, before, step, pool);
        try {
            all.get();
        } catch (InterruptedException e) {
            breakOff();
            all.exceptionally(failure -> null).join();
            throw e;
        } catch (ExecutionException e) {
            // In failures().
        } finally {
            pool.shutdown();
        }
    }

    private static CompletableFuture<Void> all(
            Collection<String> names,
            Function<String, Set<String>> before,
            Consumer<String> step,
            ExecutorService pool) {
        Map<String, CompletableFuture<Void>> futures = new HashMap<>();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (String name : names) {
            CompletableFuture<?>[] earlier =
                    before.apply(name).stream().map(futures::get).toArray(CompletableFuture<?>[]::new);
            CompletableFuture<Void> future =
                    CompletableFuture.allOf(earlier).thenRunAsync(() -> step.accept(name), pool);
            futures.put(name, future);
            all.add(future);
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new));
    }

    private void anyway(String name) {
        try {
            action.accept(name);
        } catch (RuntimeException | Error e) {
            failures.put(name, e);
        }
    }

    private void once(String name) {
        if (!begin()) {
            return;
        }
        try {
            action.accept(name);
        } catch (RuntimeException | Error e) {
            fail(name, e);
            throw e;
        } finally {
            end();
        }
    }

    private synchronized boolean begin() {
        return !ended && working.add(Thread.currentThread());
    }

    private synchronized void end() {
        working.remove(Thread.currentThread());
    }

    private synchronized void fail(String name, Throwable failure) {
        if (ended && !working.contains(Thread.currentThread())) {
            return; // broken off: what failed first is to blame
        }
        failures.put(name, failure);
        working.remove(Thread.currentThread());
        breakOff();
    }

    /** Interrupt what is under way. */
    private synchronized void breakOff() {
        ended = true;
        working.forEach(Thread::interrupt);
        working.clear();
    }

    private static ExecutorService pool() {
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "mmp-service-group");
            thread.setDaemon(true);
            return thread;
        });
    }
}
