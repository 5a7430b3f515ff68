package io.mmp.test.load;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;

/** One run of a closed load. */
record ClosedRun(ClosedPlan plan, RunSettings settings, List<Task> tasks) {

    LoadResult run() {
        Sender sender = new Sender(tasks, settings);
        sender.warmUp(settings.warmUp());
        Instant startedAt = Instant.now();
        ConcurrentLinkedQueue<Flight> sent = new ConcurrentLinkedQueue<>();
        List<Thread> users = users(sender, sent);
        sender.startClock();
        Progress progress = Progress.start(settings, plan.duration(), sender);
        try {
            users.forEach(Thread::start);
            Sender.join(users, plan.duration().plus(settings.timeout()));
        } finally {
            progress.stop();
            // Before the interrupt: what that makes of a request is no answer of the service.
            sent.forEach(Flight::abandon);
            sender.stop();
            users.forEach(Thread::interrupt);
        }
        List<Flight> flights = new ArrayList<>(sent);
        flights.forEach(Flight::abandon);
        flights.sort(Comparator.comparingLong(Flight::intended));
        return new LoadResult(
                new RunPlan(
                        settings.name(),
                        LoadModel.CLOSED,
                        tasks.stream().map(Task::name).toList(),
                        plan.duration(),
                        plan.users(),
                        Duration.ofMillis(50),
                        startedAt),
                flights);
    }

    private List<Thread> users(Sender sender, ConcurrentLinkedQueue<Flight> sent) {
        ThreadFactory factory = Threads.factory();
        SplittableRandom seeds = new SplittableRandom(settings.seed());
        List<Thread> users = new ArrayList<>();
        for (int user = 0; user < plan.users(); user++) {
            long begin = plan.rampUp().toNanos() / plan.users() * user;
            TaskOrder order = new TaskOrder(tasks, seeds.nextLong());
            SplittableRandom thinking = seeds.split();
            users.add(factory.newThread(() -> use(begin, order, thinking, sender, sent)));
        }
        return users;
    }

    private void use(
            long begin, TaskOrder order, SplittableRandom thinking, Sender sender, ConcurrentLinkedQueue<Flight> sent) {
        long end = plan.duration().toNanos();
        for (long next = begin; next < end && sender.sleepUntil(next); next = sender.now() + think(thinking)) {
            Flight flight = new Flight(order.next(), next);
            sent.add(flight);
            sender.send(flight);
            // An action may leave its thread interrupted; only the end of the run ends a user.
            boolean ignored = Thread.interrupted();
        }
    }

    private long think(SplittableRandom thinking) {
        long shortest = plan.shortest().toNanos();
        return shortest + thinking.nextLong(plan.longest().toNanos() - shortest + 1);
    }
}
