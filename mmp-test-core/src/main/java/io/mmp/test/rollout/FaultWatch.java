package io.mmp.test.rollout;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Injects the fault when it is due, and then reads the weight until it is 0. */
final class FaultWatch implements AutoCloseable {

    private static final long EVERY_MILLIS = 5;

    private final @Nullable Callable<Double> reading;
    private final LongSupplier clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "mmp-rollout-fault");
        made.setDaemon(true);
        return made;
    });
    private volatile long faultNanos = -1;
    private volatile long zeroNanos = -1;
    private volatile double share;
    private volatile @Nullable StepFailure failure;
    private @Nullable Future<?> pending;

    /**
     * What was seen.
     *
     * @param faultNanos when the fault was injected, by the run's clock; negative if it was not
     * @param zeroNanos when the weight was read as 0 after it; negative if it was not
     * @param share the canary's share when the fault was injected
     * @param readsWeight whether the weight was read
     */
    record Observed(long faultNanos, long zeroNanos, double share, boolean readsWeight) {}

    FaultWatch(@Nullable Callable<Double> reading, LongSupplier clock) {
        this.reading = reading;
        this.clock = clock;
    }

    /** Inject the fault of a step that begins now, if it has one. */
    void expect(RolloutStep step) {
        RolloutStep.Fault fault = step.fault();
        if (fault != null) {
            pending = thread.schedule(() -> inject(fault, step), fault.after().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void inject(RolloutStep.Fault fault, RolloutStep step) {
        share = step.share();
        faultNanos = clock.getAsLong();
        try {
            fault.action().run();
        } catch (Exception | AssertionError e) {
            failure = new StepFailure("The fault of step %s could not be injected: %s.".formatted(step.name(), e), e);
            return;
        }
        if (reading != null) {
            Future<?> ignored =
                    thread.scheduleWithFixedDelay(() -> read(reading), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void read(Callable<Double> weight) {
        if (zeroNanos >= 0 || failure != null) {
            return;
        }
        try {
            if (weight.call() <= 0) {
                zeroNanos = clock.getAsLong();
            }
        } catch (Exception | AssertionError e) {
            failure = new StepFailure("The weight could not be read after the fault: %s.".formatted(e), e);
        }
    }

    boolean isRolledBack() {
        return zeroNanos >= 0;
    }

    /** Wait until the fault is injected, if one is due, and fail if that failed. */
    void requireNoFailure() throws StepFailure {
        if (pending != null) {
            try {
                pending.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StepFailure("The rollout was interrupted.", e);
            } catch (ExecutionException e) {
                throw new StepFailure("The fault could not be injected: %s.".formatted(e.getCause()), e.getCause());
            }
        }
        StepFailure thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
    }

    Observed observed() {
        return new Observed(faultNanos, zeroNanos, share, reading != null);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
