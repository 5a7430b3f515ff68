package io.mmp.test.measure;

import io.mmp.test.server.ManagedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * Runs a piece of work again and again, and measures each round.
 *
 * <pre>{@code
 * Measurement training = Rounds.of(5).withWarmUp(1).run("training", () -> train(rows));
 *
 * assertThat(training).hasWallTimeAtMost(Duration.ofMinutes(3)).hasPeakHeapAtMost(512L << 20);
 * }</pre>
 *
 * <p>Five rounds can show with 95 % confidence where the median is. Before each round the garbage of the one before is collected, which does not count. The heap and {@link
 * MeasuredThreads#ALL} are figures of the whole JVM: what other tests do meanwhile is in them, so keep those away, for example with JUnit's
 * {@code @Isolated}. One measurement runs at a time in a JVM; others wait for it. Work of less than some milliseconds belongs into a loop, or into JMH.
 *
 * <p>A value: the {@code with} methods return changed copies.
 *
 * @since 0.1.0
 */
public final class Rounds {

    private static final int MOST = 1_000_000;
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock(true);
    private static final Path ROOT = Path.of("/");

    private final int rounds;
    private final int warmUp;
    private final MeasuredThreads threads;
    private final @Nullable LongSupplier pid;

    private Rounds(int rounds, int warmUp, MeasuredThreads threads, @Nullable LongSupplier pid) {
        this.rounds = rounds;
        this.warmUp = warmUp;
        this.threads = threads;
        this.pid = pid;
    }

    /** Measure this many rounds, at least one, of {@linkplain MeasuredThreads#ALL all threads}, without warm-up. */
    public static Rounds of(int rounds) {
        if (rounds < 1 || rounds > MOST) {
            throw new MeasureException("The number of rounds must be from 1 to %s, but is %s.".formatted(MOST, rounds));
        }
        return new Rounds(rounds, 0, MeasuredThreads.ALL, null);
    }

    /** Return a copy that runs the work this often before it measures. */
    public Rounds withWarmUp(int newWarmUp) {
        if (newWarmUp < 0 || newWarmUp > MOST) {
            throw new MeasureException(
                    "The number of rounds to warm up must be from 0 to %s, but is %s.".formatted(MOST, newWarmUp));
        }
        return new Rounds(rounds, newWarmUp, threads, pid);
    }

    /** Return a copy that counts CPU time and allocations of these threads. */
    public Rounds withThreads(MeasuredThreads newThreads) {
        return new Rounds(rounds, warmUp, newThreads, pid);
    }

    /** Return a copy that watches the memory of a server and of all processes that it has started, also after a restart between two rounds. */
    public Rounds withMemoryOf(ManagedServer server) {
        return new Rounds(rounds, warmUp, threads, server::pid);
    }

    /** Return a copy that watches the memory of a process and of all that it has started; see {@link ProcessMemory}. */
    public Rounds withMemoryOf(long newPid) {
        return new Rounds(rounds, warmUp, threads, () -> newPid);
    }

    /**
     * Run the work and measure it.
     *
     * @param name what it is, for messages and baselines
     * @throws RoundFailedException if the work throws; it has what was measured until then
     * @throws MeasureException if this JVM or this system does not tell what is to be measured
     */
    public Measurement run(String name, Work work) {
        return measure(List.of(new Part(name, work))).get(0);
    }

    /**
     * Run two pieces of work in turns and measure both: first the one, then the other, in the next round the other way round. What disturbs the machine for a
     * while disturbs both.
     *
     * <pre>{@code
     * PairedMeasurement pair = Rounds.of(7).withWarmUp(1).runPaired("on the GPU", () -> train(GPU), "on the CPU", () -> train(CPU));
     *
     * assertThat(pair).isFasterByFactor(2);
     * }</pre>
     *
     * @throws RoundFailedException if one of them throws; it has what was measured of that one until then
     * @throws MeasureException if this JVM or this system does not tell what is to be measured
     */
    public PairedMeasurement runPaired(String name, Work work, String otherName, Work otherWork) {
        List<Measurement> both = measure(List.of(new Part(name, work), new Part(otherName, otherWork)));
        return new PairedMeasurement(both.get(0), both.get(1));
    }

    /** A piece of work and what its rounds took. */
    private record Part(String name, Work work, List<Round> done) {

        Part(String name, Work work) {
            this(name, work, new ArrayList<>());
        }
    }

    private List<Measurement> measure(List<Part> parts) {
        for (Part part : parts) {
            check(part.name);
        }
        JvmMeter meter = JvmMeter.of(threads);
        ONE_AT_A_TIME.lock();
        try {
            for (int i = 1; i <= warmUp; i++) {
                for (Part part : parts) {
                    runWarmUp(part.name, part.work, i);
                }
            }
            List<Part> order = new ArrayList<>(parts);
            for (int i = 1; i <= rounds; i++) {
                for (Part part : order) {
                    part.done.add(measure(part.name, part.work, meter, part.done));
                }
                Collections.reverse(order);
            }
        } finally {
            ONE_AT_A_TIME.unlock();
        }
        return parts.stream()
                .map(part -> new Measurement(part.name, threads, part.done))
                .toList();
    }

    private static void check(String name) {
        if (name.isBlank()) {
            throw new MeasureException("A measurement has a name, but this one is '%s'.".formatted(name));
        }
        if (ONE_AT_A_TIME.isHeldByCurrentThread()) {
            throw new MeasureException(
                    "'%s' is to be measured in a round of another measurement, whose figures it would disturb. Measure one after the other."
                            .formatted(name));
        }
    }

    private void runWarmUp(String name, Work work, int number) {
        try {
            work.run();
        } catch (Throwable e) {
            throw failure("Warm-up round %s of %s".formatted(number, warmUp), name, List.of(), e);
        }
    }

    private Round measure(String name, Work work, JvmMeter meter, List<Round> done) {
        meter.resetHeap();
        Optional<MemorySampler> sampler = Optional.ofNullable(pid).map(MemorySampler::start);
        CpuReading cpus = CpuReading.below(ROOT);
        OwnCpu own = OwnCpu.read();
        Map<Long, Long> allocated = meter.allocated();
        Duration calling = meter.callingCpu().orElse(Duration.ZERO);
        long start = System.nanoTime();
        Throwable failure = null;
        try {
            work.run();
        } catch (Throwable e) {
            failure = e;
        }
        Duration wall = Duration.ofNanos(System.nanoTime() - start);
        Duration callingCpu = meter.callingCpu().orElse(Duration.ZERO).minus(calling);
        long bytes = JvmMeter.allocatedBetween(allocated, meter.allocated());
        OwnCpu computed = OwnCpu.read().since(own);
        CpuPressure pressure = CpuReading.between(cpus, CpuReading.below(ROOT), wall, computed.all());
        long peakHeap = meter.peakHeap();
        Optional<ProcessMemory> memory = sampler.map(MemorySampler::stop);
        if (failure != null) {
            throw failure("Round %s of %s".formatted(done.size() + 1, rounds), name, done, failure);
        }
        return new Round(
                done.size() + 1,
                wall,
                threads == MeasuredThreads.ALL ? computed.jvm() : callingCpu,
                pressure.undisturbed(wall, callingCpu, computed.jvm()),
                bytes,
                peakHeap,
                memory,
                pressure);
    }

    /** What ends a test in a way of its own is thrown as it is, and carries the figures. */
    private RuntimeException failure(String round, String name, List<Round> done, Throwable cause) {
        RoundFailedException failure = new RoundFailedException(round, new Measurement(name, threads, done), cause);
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (cause instanceof TestAbortedException aborted) {
            aborted.addSuppressed(failure);
            return aborted;
        }
        if (cause instanceof Error error && !(cause instanceof AssertionError)) {
            // The cause of a suppressed exception may not be what suppresses it.
            error.addSuppressed(new MeasureException("%s of '%s'".formatted(round, name)));
            throw error;
        }
        return failure;
    }
}
