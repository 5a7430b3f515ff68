package io.mmp.test.lifecycle;

import io.mmp.test.verdict.Verdict.Conclusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Runs steps of several clients at once. */
final class Concurrency<S, M, O> {

    private final Lifecycle<S, M, O> lifecycle;
    private final Systems<S> systems;
    private final Sequences<S, M, O> sequences;
    private final Settings settings;

    Concurrency(Lifecycle<S, M, O> lifecycle, Systems<S> systems, Sequences<S, M, O> sequences, Settings settings) {
        this.lifecycle = lifecycle;
        this.systems = systems;
        this.sequences = sequences;
        this.settings = settings;
        if (lifecycle.commands().stream().allMatch(command -> command.precondition != null)) {
            throw new IllegalStateException(
                    "All commands have a precondition, so that none can be run by several clients at once: no client can know whether it holds. Say what the service must refuse with refusedUnless(...).");
        }
    }

    /** Draw steps: half of them before the clients start, the other half dealt to these. */
    History<S, M, O> draw(SplittableRandom random) {
        return systems.use(service -> {
            Execution<S, M, O> execution = new Execution<>(lifecycle, service);
            sequences.draw(execution, random, settings.length() / 2);
            List<List<Step<S, M>>> clients = new ArrayList<>();
            int each = Math.max(1, (settings.length() - settings.length() / 2) / settings.clients());
            for (int i = 0; i < settings.clients(); i++) {
                clients.add(drawn(execution.state(), random, each, i == 0 ? List.of() : clients.get(0)));
            }
            return run(execution, clients);
        });
    }

    /**
     * Each client draws as if it were alone; half of its steps are commands that the first one runs in the same place, as those are likely
     * to get in each other's way.
     */
    private List<Step<S, M>> drawn(M start, SplittableRandom random, int length, List<Step<S, M>> first) {
        List<Step<S, M>> steps = new ArrayList<>();
        M state = start;
        for (int i = 0; i < length; i++) {
            List<Step<S, M>> possible =
                    Sequences.steps(lifecycle, state, random, command -> command.precondition == null);
            Step<S, M> like = i < first.size() && random.nextBoolean() ? first.get(i) : null;
            List<Step<S, M>> same = possible.stream()
                    .filter(step -> like != null && step.command() == like.command())
                    .toList();
            if (possible.isEmpty()) {
                break;
            }
            Step<S, M> step = same.isEmpty() ? possible.get(random.nextInt(possible.size())) : same.get(0);
            steps.add(step);
            List<M> after = Judgement.of(step.command(), state, step.argument(), Outcome.unknown())
                    .states();
            state = after.get(after.size() - 1);
        }
        return steps;
    }

    /** Take these steps; those that cannot be run are left out. */
    History<S, M, O> replay(List<Assigned<S, M>> plan) {
        return systems.use(service -> {
            Execution<S, M, O> execution = new Execution<>(lifecycle, service);
            plan.stream().filter(each -> each.client() == 0).forEach(each -> {
                if (!execution.isOver()) {
                    execution.take(each.step());
                }
            });
            List<List<Step<S, M>>> clients = new ArrayList<>();
            for (int i = 1; i <= settings.clients(); i++) {
                int client = i;
                clients.add(plan.stream()
                        .filter(each -> each.client() == client)
                        .flatMap(each -> each.step().in(execution.state()).stream())
                        .toList());
            }
            return run(execution, clients);
        });
    }

    private History<S, M, O> run(Execution<S, M, O> execution, List<List<Step<S, M>>> clients) {
        Trace<S, M, O> before = execution.trace();
        if (execution.isOver()) {
            return new History<>(before, List.of(), new Decision(Conclusion.PASS, ""));
        }
        List<Operation<S, M>> operations = atOnce(execution.service(), clients);
        O observed = lifecycle.observe(execution.service());
        Optional<Violation> unstable = execution.watch().next(observed, false);
        Decision decision = Linearization.decide(
                execution.states(),
                operations,
                state -> execution.watch().broken(state, observed).or(() -> unstable),
                settings.searchBound());
        return new History<>(before, operations, decision);
    }

    private List<Operation<S, M>> atOnce(S service, List<List<Step<S, M>>> plans) {
        AtomicLong clock = new AtomicLong();
        CyclicBarrier start = new CyclicBarrier(plans.size());
        List<Client<S, M>> clients = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (List<Step<S, M>> plan : plans) {
            Client<S, M> client = new Client<>(clients.size() + 1, plan, service, lifecycle.outcomes(), clock, start);
            clients.add(client);
            Thread thread = new Thread(client, "lifecycle-client-" + clients.size());
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        try {
            await(threads);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LifecycleException("The wait for the clients was interrupted.", e);
        } finally {
            threads.forEach(Thread::interrupt);
        }
        List<Operation<S, M>> all = new ArrayList<>();
        clients.forEach(client -> all.addAll(client.stop()));
        return all;
    }

    private void await(List<Thread> threads) throws InterruptedException {
        long deadline = System.nanoTime() + settings.timeout().toNanos();
        for (Thread thread : threads) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left > 0) {
                thread.join(left);
            }
        }
    }
}
