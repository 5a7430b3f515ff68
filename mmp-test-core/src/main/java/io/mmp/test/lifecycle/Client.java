package io.mmp.test.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Takes steps at the same time as others, and writes down when each was called and returned. */
final class Client<S, M> implements Runnable {

    private final int number;
    private final List<Step<S, M>> steps;
    private final S service;
    private final Outcomes outcomes;
    private final AtomicLong clock;
    private final CyclicBarrier start;

    // Guarded by this.
    private final List<Operation<S, M>> done = new ArrayList<>();
    private @Nullable Operation<S, M> pending;
    private @Nullable LifecycleException failure;
    private boolean stopped;

    Client(int number, List<Step<S, M>> steps, S service, Outcomes outcomes, AtomicLong clock, CyclicBarrier start) {
        this.number = number;
        this.steps = steps;
        this.service = service;
        this.outcomes = outcomes;
        this.clock = clock;
        this.start = start;
    }

    @Override
    public void run() {
        try {
            start.await();
            for (Step<S, M> step : steps) {
                if (!begin(step)) {
                    return;
                }
                end(step, outcomes.of(step.command(), service, step.argument()));
            }
        } catch (InterruptedException | BrokenBarrierException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            fail(new LifecycleException("Client %s ended early: %s".formatted(number, e), e));
        }
    }

    private synchronized boolean begin(Step<S, M> step) {
        if (!stopped) {
            pending = new Operation<>(number, step, Outcome.unknown(), clock.incrementAndGet(), Operation.NEVER);
        }
        return !stopped;
    }

    private synchronized void end(Step<S, M> step, Outcome outcome) {
        Operation<S, M> begun = pending;
        if (begun != null && !stopped) {
            long returned = outcome.is(Outcome.Kind.UNKNOWN) ? Operation.NEVER : clock.incrementAndGet();
            done.add(new Operation<>(number, step, outcome, begun.called(), returned));
            pending = null;
        }
    }

    private synchronized void fail(LifecycleException early) {
        failure = early;
    }

    /** Take no more steps, and return those that were taken; what has not returned is unknown from now on. */
    synchronized List<Operation<S, M>> stop() {
        if (failure != null) {
            throw failure;
        }
        stopped = true;
        List<Operation<S, M>> all = new ArrayList<>(done);
        if (pending != null) {
            all.add(pending);
        }
        return all;
    }
}
