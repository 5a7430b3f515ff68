package io.mmp.test.recovery;

import io.mmp.test.fault.Outage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Breaks a part of a system and observes what its clients see, until it is well again.
 *
 * <pre>{@code
 * Recovery recovery = Recovery.watching(Probe.http(search)).withHold(Duration.ofSeconds(2));
 * RecoveryResult result = recovery.during(Outage.kill("vector store", postgres));
 * assertThat(result).isDetectedWithin(Duration.ofSeconds(1)).showsOnly(503).recoversWithin(Duration.ofSeconds(5));
 * }</pre>
 *
 * <p>The system must be well before; it is broken, held broken for a stated time, mended (unless the outage is {@linkplain
 * Outage#unattended unattended}), and observed until it is well and stays so. Probes are sent at a fixed rate all the time, whether or not the
 * ones before are answered.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class Recovery {

    private final List<Probe> probes;
    private final Duration interval;
    private final Duration timeout;
    private final int confirmations;
    private final Duration hold;
    private final Duration steady;
    private final Duration limit;
    private final int mends;

    private Recovery(
            List<Probe> probes,
            Duration interval,
            Duration timeout,
            int confirmations,
            Duration hold,
            Duration steady,
            Duration limit,
            int mends) {
        this.probes = probes;
        this.interval = Times.requirePositive(interval, "interval of probes");
        this.timeout = Times.requirePositive(timeout, "timeout of probes");
        this.confirmations = requireAtLeastOne(confirmations, "number of confirmations");
        this.hold = Times.requireNotNegative(hold, "time that the outage is held");
        this.steady = Times.requireNotNegative(steady, "time that the system must stay well");
        this.limit = Times.requirePositive(limit, "limit of the observation");
        this.mends = requireAtLeastOne(mends, "number of times that it is mended");
    }

    /**
     * Observe a system by these probes, of which each is sent every 100 ms and may take 2 s; it is well when all are good. An outage is held for
     * 1 s, the system is well when each probe was good three times in a row and all were for half a second, and it may take a minute.
     *
     * @throws IllegalArgumentException if two probes have one name
     */
    public static Recovery watching(Probe first, Probe... more) {
        List<Probe> probes = new ArrayList<>(List.of(more));
        probes.add(0, first);
        Set<String> names = new HashSet<>();
        for (Probe probe : probes) {
            if (!names.add(probe.name())) {
                throw new IllegalArgumentException(
                        "Two probes are named '%s'. Tell them apart by withName(...).".formatted(probe.name()));
            }
        }
        return new Recovery(
                List.copyOf(probes),
                Duration.ofMillis(100),
                Duration.ofSeconds(2),
                3,
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                Duration.ofMinutes(1),
                1);
    }

    /** Return a copy that sends each probe so often. No time is measured more exactly than that. */
    public Recovery withInterval(Duration newInterval) {
        return new Recovery(probes, newInterval, timeout, confirmations, hold, steady, limit, mends);
    }

    /** Return a copy whose probes are bad when they take longer. */
    public Recovery withTimeout(Duration newTimeout) {
        return new Recovery(probes, interval, newTimeout, confirmations, hold, steady, limit, mends);
    }

    /** Return a copy that believes the system to be well when each probe was good so many times in a row. */
    public Recovery withConfirmations(int newConfirmations) {
        return new Recovery(probes, interval, timeout, newConfirmations, hold, steady, limit, mends);
    }

    /** Return a copy that leaves the part broken for so long before it is mended; of an unattended outage, that waits at least so long for it to be seen. */
    public Recovery withHold(Duration newHold) {
        return new Recovery(probes, interval, timeout, confirmations, newHold, steady, limit, mends);
    }

    /** Return a copy that believes the system to be well when all probes were good for so long; a system that falls back in this time has not recovered. */
    public Recovery withSteady(Duration newSteady) {
        return new Recovery(probes, interval, timeout, confirmations, hold, newSteady, limit, mends);
    }

    /** Return a copy that gives up so long after the part was mended, or of an unattended outage after it was broken. */
    public Recovery withLimit(Duration newLimit) {
        return new Recovery(probes, interval, timeout, confirmations, hold, steady, newLimit, mends);
    }

    /** Return a copy that mends the part again when the limit is over, up to so many times in all, to tell whether that is what it takes. An assertion on recovery fails all the same. */
    public Recovery withMends(int newMends) {
        return new Recovery(probes, interval, timeout, confirmations, hold, steady, limit, newMends);
    }

    /**
     * Break the part, mend it, and observe the system meanwhile.
     *
     * @throws RecoveryException if the system is sick before, which nothing can be learned from, or the part cannot be broken or mended
     */
    public RecoveryResult during(Outage outage) {
        return observe(outage, null);
    }

    /**
     * Break the part, mend it, and observe the system meanwhile, while a client works: from before the part is broken until the end.
     *
     * @throws RecoveryException if the system is sick before, the part cannot be broken or mended, or the work does not end
     */
    public RecoveryResult during(Outage outage, Work work) {
        return observe(outage, work);
    }

    /** Break and mend the part several times, one after the other, and observe each. */
    public RecoveryTimes repeated(int times, Outage outage) {
        return repeat(times, outage, null);
    }

    /** Break and mend the part several times, one after the other, and observe each, while a client works. */
    public RecoveryTimes repeated(int times, Outage outage, Work work) {
        return repeat(times, outage, work);
    }

    private RecoveryTimes repeat(int times, Outage outage, @Nullable Work work) {
        requireAtLeastOne(times, "number of outages");
        List<RecoveryResult> results = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            RecoveryResult result = observe(outage, work);
            results.add(result);
            if (result.timeToRecover().isEmpty() && result.timeToDetect().isPresent()) {
                break; // it is sick: to break it again would show nothing
            }
        }
        return new RecoveryTimes(outage.name(), times, results);
    }

    private RecoveryResult observe(Outage outage, @Nullable Work work) {
        return new Injection(this, outage).observe(work);
    }

    private static int requireAtLeastOne(int number, String what) {
        if (number < 1) {
            throw new IllegalArgumentException("The %s must be at least 1, but is %s.".formatted(what, number));
        }
        return number;
    }

    List<Probe> probes() {
        return probes;
    }

    List<String> probeNames() {
        return probes.stream().map(Probe::name).toList();
    }

    Duration interval() {
        return interval;
    }

    Duration timeout() {
        return timeout;
    }

    int confirmations() {
        return confirmations;
    }

    Duration hold() {
        return hold;
    }

    Duration steady() {
        return steady;
    }

    Duration limit() {
        return limit;
    }

    int mends() {
        return mends;
    }

    /** Return what is watched, and how. */
    @Override
    public String toString() {
        return "%s every %s".formatted(String.join(", ", probeNames()), Times.print(interval));
    }
}
