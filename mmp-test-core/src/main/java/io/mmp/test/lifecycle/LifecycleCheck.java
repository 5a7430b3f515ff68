package io.mmp.test.lifecycle;

import io.mmp.test.verdict.Verdict.Conclusion;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.assertj.core.api.AssertProvider;

/**
 * A lifecycle and real services to run it on: how many sequences, how long, from how many clients.
 *
 * <pre>{@code
 * assertThat(LIFECYCLE.on(ModelService::new)).holds();
 * assertThat(LIFECYCLE.on(ModelService::new).withClients(3)).isLinearizable();
 * }</pre>
 *
 * @param <S> the service
 * @param <M> the state of the model
 * @param <O> what is observed of the service
 * @since 0.1.0
 */
public final class LifecycleCheck<S, M, O> implements AssertProvider<LifecycleAssert> {

    private final Lifecycle<S, M, O> lifecycle;
    private final SystemSupplier<? extends S> supplier;
    private final Settings settings;

    private LifecycleCheck(Lifecycle<S, M, O> lifecycle, SystemSupplier<? extends S> supplier, Settings settings) {
        this.lifecycle = lifecycle;
        this.supplier = supplier;
        this.settings = settings;
    }

    static <S, M, O> LifecycleCheck<S, M, O> of(Lifecycle<S, M, O> lifecycle, SystemSupplier<? extends S> supplier) {
        return new LifecycleCheck<>(lifecycle, supplier, Settings.DEFAULT);
    }

    private LifecycleCheck<S, M, O> with(Settings other) {
        return new LifecycleCheck<>(lifecycle, supplier, other);
    }

    /** Start the first sequence from this seed, and each further one from the next; 1 without it, so that each run is the same. */
    public LifecycleCheck<S, M, O> withSeed(long seed) {
        return with(settings.withSeed(seed));
    }

    /** Run so many sequences; 100 without it. */
    public LifecycleCheck<S, M, O> withSequences(int sequences) {
        return with(settings.withSequences(sequences));
    }

    /** Run so many commands in each sequence; 20 without it. With several clients, half of them run before these start. */
    public LifecycleCheck<S, M, O> withLength(int length) {
        return with(settings.withLength(length));
    }

    /** Let so many clients run at once in {@link #runConcurrently()}; 2 without it. */
    public LifecycleCheck<S, M, O> withClients(int clients) {
        return with(settings.withClients(clients));
    }

    /** Wait so long for several clients, and take what has not returned by then for unknown; 30 s without it. */
    public LifecycleCheck<S, M, O> withTimeout(Duration timeout) {
        return with(settings.withTimeout(timeout));
    }

    /** Run so many sequences at most to find the shortest that fails, such as fewer on a slow service; 1,000 without it. */
    public LifecycleCheck<S, M, O> withShrinkingRuns(int runs) {
        return with(settings.withShrinkingRuns(runs));
    }

    /** Look at so many states of the model at most for an order of the clients' commands; 1,000,000 without it. */
    public LifecycleCheck<S, M, O> withSearchBound(int states) {
        return with(settings.withSearchBound(states));
    }

    /** Run sequences of one client, each on a service of its own, until one breaks a rule; then look for the shortest. */
    public LifecycleResult run() {
        Systems<S> systems = new Systems<>(supplier);
        Sequences<S, M, O> sequences = new Sequences<>(lifecycle, systems);
        Report<S, M, O> report = new Report<>(sequences, systems, new Tally(lifecycle), settings);
        for (int i = 0; i < settings.sequences(); i++) {
            Place place = new Place(settings.seed() + i, i + 1, settings.sequences());
            Trace<S, M, O> trace = sequences.draw(new SplittableRandom(place.seed()), settings.length(), i == 0);
            report.tally().add(trace.steps());
            if (trace.violation().isPresent()) {
                return report.broken(trace, place);
            }
        }
        return report.kept();
    }

    /**
     * Run one sequence of one client.
     *
     * @throws IllegalArgumentException if the script has what the lifecycle has not
     */
    public LifecycleResult run(Script script) {
        Systems<S> systems = new Systems<>(supplier);
        Sequences<S, M, O> sequences = new Sequences<>(lifecycle, systems);
        Report<S, M, O> report = new Report<>(sequences, systems, new Tally(lifecycle), settings);
        Trace<S, M, O> trace = sequences.follow(script);
        report.tally().add(trace.steps());
        return report.ofScript(trace);
    }

    /**
     * Run sequences of several clients at once, each on a service of its own, until one cannot be explained by any order of its commands;
     * then look for the shortest.
     */
    public LifecycleResult runConcurrently() {
        Systems<S> systems = new Systems<>(supplier);
        Sequences<S, M, O> sequences = new Sequences<>(lifecycle, systems);
        Concurrency<S, M, O> clients = new Concurrency<>(lifecycle, systems, sequences, settings);
        Report<S, M, O> report = new Report<>(sequences, systems, new Tally(lifecycle), settings);
        Optional<Decision> undecided = Optional.empty();
        for (int i = 0; i < settings.sequences(); i++) {
            Place place = new Place(settings.seed() + i, i + 1, settings.sequences());
            History<S, M, O> history = clients.draw(new SplittableRandom(place.seed()));
            report.tally().add(history.performed());
            if (history.before().violation().isPresent()) {
                return report.broken(history.before(), place);
            }
            if (history.decision().isWrong()) {
                return report.notLinearizable(history, place, clients);
            }
            if (history.decision().conclusion() == Conclusion.INCONCLUSIVE && undecided.isEmpty()) {
                undecided = Optional.of(history.decision());
            }
        }
        return report.linearizable(undecided);
    }

    /** Return the assertions on it. */
    @Override
    public LifecycleAssert assertThat() {
        return new LifecycleAssert(this);
    }

    /** Return what is run. */
    @Override
    public String toString() {
        return "a lifecycle of "
                + lifecycle.commands().stream().map(command -> command.name).toList();
    }
}
