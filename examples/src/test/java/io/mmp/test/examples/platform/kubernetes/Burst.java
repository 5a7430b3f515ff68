package io.mmp.test.examples.platform.kubernetes;

import io.mmp.test.load.Arrivals;
import io.mmp.test.load.LoadResult;
import io.mmp.test.load.OpenLoad;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What a burst of load did to a service: from 10 to 80 requests a second.
 *
 * @param load the requests
 * @param ready how many replicas were ready, by the time since the burst began
 */
record Burst(LoadResult load, TreeMap<Duration, Integer> ready) {

    private static final Duration CALM = Duration.ofSeconds(4);

    /** Send requests at 10 a second for four seconds, then at 80 for this long. */
    @SuppressWarnings("FutureReturnValueIgnored") // a look that fails ends the looks, and too few replicas are seen
    static Burst of(FraudService service, Duration duration) {
        TreeMap<Duration, Integer> ready = new TreeMap<>();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        long start = System.nanoTime() + CALM.toNanos();
        clock.scheduleWithFixedDelay(
                () -> ready.put(Duration.ofNanos(System.nanoTime() - start), service.ready()),
                0,
                200,
                TimeUnit.MILLISECONDS);
        try {
            return new Burst(send(service, Arrivals.constant(10, CALM).then(Arrivals.constant(80, duration))), ready);
        } finally {
            clock.shutdownNow();
        }
    }

    /** Go on with 80 requests a second. */
    static LoadResult goesOn(FraudService service, Duration duration) {
        return send(service, Arrivals.constant(80, duration));
    }

    private static LoadResult send(FraudService service, Arrivals arrivals) {
        return OpenLoad.of(arrivals)
                .withConcurrency(1_500)
                .withTimeout(Duration.ofSeconds(60))
                .withLateAfter(Duration.ofSeconds(1))
                .run(service.request());
    }

    /** Return when so many replicas were ready for the first time, if they were. */
    Optional<Duration> timeTo(int replicas) {
        return ready.entrySet().stream()
                .filter(entry -> entry.getValue() >= replicas)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Require that so many replicas were ready in time. */
    void requireReplicas(int replicas, Duration budget) {
        Optional<Duration> time = timeTo(replicas);
        if (time.isEmpty() || time.get().compareTo(budget) > 0) {
            throw new AssertionError("Expecting %s replicas to be ready within %s s after the burst began, but %s."
                    .formatted(
                            replicas,
                            budget.toSeconds(),
                            time.map(late -> "they were after %s s".formatted(late.toSeconds()))
                                    .orElse("there were %s at most".formatted(most()))));
        }
    }

    private int most() {
        return ready.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** Require that each request was answered well. */
    void requireNoLoss() {
        if (load.failed() > 0) {
            throw new AssertionError("Expecting no request to be lost, but %s of %s were: %s"
                    .formatted(load.failed(), load.asked(), load.errors()));
        }
    }
}
