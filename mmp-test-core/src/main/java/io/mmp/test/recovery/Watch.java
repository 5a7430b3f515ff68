package io.mmp.test.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends probes at a fixed rate, whether or not the ones before are answered: if each waited for the last, a hang would be one bad probe,
 * however long.
 */
final class Watch implements AutoCloseable {

    private final Duration timeout;
    private final long start = System.nanoTime();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(daemons());
    private final ExecutorService callers = Executors.newCachedThreadPool(daemons());
    private final Set<Flight> open = new LinkedHashSet<>();
    private final List<Observation> seen = new ArrayList<>();

    private final ScheduledFuture<?> ticks;

    private Watch(List<Probe> probes, Duration interval, Duration timeout) {
        this.timeout = timeout;
        this.ticks = clock.scheduleAtFixedRate(
                () -> probes.forEach(this::send), 0, interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    static Watch start(List<Probe> probes, Duration interval, Duration timeout) {
        return new Watch(probes, interval, timeout);
    }

    /** Return the time since the start. */
    Duration now() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Return what is known: everything that was sent before the oldest probe that is still open. */
    synchronized Sight sight() {
        Duration until =
                open.stream().map(Flight::sentAt).min(Comparator.naturalOrder()).orElseGet(this::now);
        return new Sight(
                seen.stream()
                        .filter(observation -> observation.sentAt().compareTo(until) < 0)
                        .sorted(Comparator.comparing(Observation::sentAt))
                        .toList(),
                until);
    }

    /** Send no more probes. */
    void end() {
        ticks.cancel(false);
    }

    synchronized boolean isLanded() {
        return open.isEmpty();
    }

    private void send(Probe probe) {
        Flight flight = new Flight(probe, now());
        synchronized (this) {
            open.add(flight);
        }
        FutureTask<@Nullable Void> call = new FutureTask<>(() -> ask(flight), null);
        Future<?> end = clock.schedule(() -> giveUp(flight, call), timeout.toNanos(), TimeUnit.NANOSECONDS);
        callers.execute(() -> {
            call.run();
            end.cancel(false);
        });
    }

    private void giveUp(Flight flight, Future<?> call) {
        if (land(flight, OptionalInt.empty(), "", Optional.of("no answer within " + Times.print(timeout)))) {
            call.cancel(true);
        }
    }

    private void ask(Flight flight) {
        try {
            Answer answer = flight.probe().ask();
            land(flight, answer.status(), answer.body(), flight.probe().problemOf(answer));
        } catch (Exception | LinkageError | AssertionError e) {
            land(flight, OptionalInt.empty(), "", Optional.of(e.toString()));
        }
    }

    private synchronized boolean land(Flight flight, OptionalInt status, String body, Optional<String> problem) {
        boolean isOpen = open.remove(flight);
        if (isOpen) {
            seen.add(new Observation(
                    flight.probe().name(), flight.sentAt(), now().minus(flight.sentAt()), status, body, problem));
        }
        return isOpen;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        callers.shutdownNow();
    }

    private static ThreadFactory daemons() {
        return task -> {
            Thread thread = new Thread(task, "recovery-probe");
            thread.setDaemon(true);
            return thread;
        };
    }

    /** A probe without an answer yet. */
    private record Flight(Probe probe, Duration sentAt) {}
}
